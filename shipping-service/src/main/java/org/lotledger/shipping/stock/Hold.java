package org.lotledger.shipping.stock;

/** A hold, quarantine or recall that is in force on a lot. */
public record Hold(String holdId, HoldKind kind) {}
