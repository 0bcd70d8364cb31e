package org.lotledger.shipping.shipment;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why a shipment may not be saved or shipped; what only concerns the stock is a {@code StockRefusal}. */
public enum ShipmentRefusal implements RefusalCode {
    FIELD_INVALID(Kind.FIELD),
    FIELD_MISSING(Kind.FIELD),
    QUANTITY_INVALID(Kind.FIELD),
    ALREADY_EXISTS(Kind.RULE),
    ITEM_UNKNOWN(Kind.RULE),
    ITEM_NOT_ACTIVE(Kind.RULE),
    LOCATION_UNKNOWN(Kind.RULE),
    LOCATION_NOT_NET(Kind.RULE),
    OCCURRED_IN_FUTURE(Kind.RULE),
    DOCUMENT_NOT_PENDING(Kind.RULE),
    NO_LINES(Kind.RULE),
    LOT_NOT_TRACKED(Kind.RULE),
    LOTS_MISSING(Kind.RULE),
    LOTS_DO_NOT_SUM(Kind.RULE),
    LOT_TWICE(Kind.RULE),
    LOT_PARKED(Kind.RULE),
    LOT_RECALLED(Kind.RULE),
    LOT_QUARANTINED(Kind.RULE),
    LOT_HELD(Kind.RULE),
    LOT_EXPIRED(Kind.RULE);

    private final Kind kind;

    ShipmentRefusal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
