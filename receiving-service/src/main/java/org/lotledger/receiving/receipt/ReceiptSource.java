package org.lotledger.receiving.receipt;

/** Where received goods come from. */
public enum ReceiptSource {
    /** A delivery that was bought. */
    SUPPLIER
}
