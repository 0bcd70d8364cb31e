package org.lotledger.shipping.adjustment;

/** Why stock is taken out without a shipment. */
public enum AdjustmentType {
    /** Counted less than the books said. */
    COUNT,
    /** Broken, stolen, spoilt or destroyed. */
    LOSS,
    /** A receipt recorded more than came, or under a wrong lot number. */
    RECEIPT_CORRECTION
}
