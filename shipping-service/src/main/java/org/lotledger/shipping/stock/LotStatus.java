package org.lotledger.shipping.stock;

/** How a lot stands; of several that apply the gravest, which is named first here. */
public enum LotStatus {
    RECALLED,
    QUARANTINED,
    HELD,
    EXPIRED,
    AVAILABLE
}
