package org.lotledger.receiving.receipt;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why a receipt may not be saved or received; what concerns its lots alone is told by the lots' own refusals. */
public enum ReceiptRefusal implements RefusalCode {
    FIELD_INVALID(Kind.FIELD),
    FIELD_MISSING(Kind.FIELD),
    QUANTITY_INVALID(Kind.FIELD),
    ALREADY_EXISTS(Kind.RULE),
    ITEM_UNKNOWN(Kind.RULE),
    ITEM_NOT_ACTIVE(Kind.RULE),
    LOCATION_UNKNOWN(Kind.RULE),
    OCCURRED_IN_FUTURE(Kind.RULE),
    DOCUMENT_NOT_PENDING(Kind.RULE),
    LOT_NOT_TRACKED(Kind.RULE),
    NO_LINES(Kind.RULE),
    LOTS_MISSING(Kind.RULE),
    LOTS_DO_NOT_SUM(Kind.RULE),
    LOT_TWICE(Kind.RULE),
    EXPIRATION_TOO_FAR(Kind.RULE),
    LOT_EXPIRED(Kind.RULE),
    SHELF_LIFE_TOO_SHORT(Kind.RULE);

    private final Kind kind;

    ReceiptRefusal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
