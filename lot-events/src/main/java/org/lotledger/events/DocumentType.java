package org.lotledger.events;

/** A kind of paper that stands behind an event. The names are the wire names. */
public enum DocumentType {
    RECEIPT,
    SHIPMENT,
    ADJUSTMENT,
    /** Number = holdId. */
    LOT_HOLD,
    EXPIRATION_CORRECTION
}
