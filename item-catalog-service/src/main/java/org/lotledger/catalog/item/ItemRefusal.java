package org.lotledger.catalog.item;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why the catalog says no. */
public enum ItemRefusal implements RefusalCode {
    FIELD_INVALID(Kind.FIELD),
    ALREADY_EXISTS(Kind.RULE),
    GTIN_TAKEN(Kind.RULE),
    TYPE_FIXED(Kind.RULE),
    /** What nobody counts has no lots. */
    LOT_TRACKING_NOT_ALLOWED(Kind.RULE),
    /** Documents rely on what it is. */
    ITEM_IN_USE(Kind.RULE),
    ITEM_UNKNOWN(Kind.RULE);

    private final Kind kind;

    ItemRefusal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
