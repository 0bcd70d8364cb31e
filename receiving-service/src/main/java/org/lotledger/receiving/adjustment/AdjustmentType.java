package org.lotledger.receiving.adjustment;

/** Why stock is added without a receipt. */
public enum AdjustmentType {
    /** What was there before the ledger began. */
    BEGINNING_BALANCE,
    /** More was counted than the books said. */
    COUNT,
    /** A shipment booked more than left. */
    SHIPMENT_CORRECTION
}
