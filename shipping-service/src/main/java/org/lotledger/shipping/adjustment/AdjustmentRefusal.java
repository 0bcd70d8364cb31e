package org.lotledger.shipping.adjustment;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why an adjustment may not be booked; what only concerns the stock is a {@code StockRefusal}. */
public enum AdjustmentRefusal implements RefusalCode {
    FIELD_INVALID(Kind.FIELD),
    FIELD_MISSING(Kind.FIELD),
    QUANTITY_INVALID(Kind.FIELD),
    ALREADY_EXISTS(Kind.RULE),
    ITEM_UNKNOWN(Kind.RULE),
    ITEM_NOT_ACTIVE(Kind.RULE),
    ITEM_NOT_INVENTORIED(Kind.RULE),
    LOCATION_UNKNOWN(Kind.RULE),
    OCCURRED_IN_FUTURE(Kind.RULE),
    NO_LINES(Kind.RULE),
    LOT_NOT_TRACKED(Kind.RULE),
    LOTS_MISSING(Kind.RULE),
    LOTS_DO_NOT_SUM(Kind.RULE),
    LOT_TWICE(Kind.RULE),
    EXPIRATION_CONFLICT(Kind.RULE);

    private final Kind kind;

    AdjustmentRefusal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
