package org.lotledger.shipping.stock;

/** A lot at a place. */
public record Spot(LotRef lot, String location) {}
