package org.lotledger.shipping.stock;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why nothing, or not so much, may be taken of a lot, whoever wants it. */
public enum StockRefusal implements RefusalCode {
    LOT_UNKNOWN,
    NOT_AVAILABLE,
    NEGATIVE_IN_PAST,
    REFERENCE_UNKNOWN,
    RETURN_LIMIT
}
