package org.lotledger.catalog.hold;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** Why a hold is not placed or released. */
public enum HoldRefusal implements RefusalCode {
    FIELD_INVALID(Kind.FIELD),
    ITEM_UNKNOWN(Kind.RULE),
    LOT_NOT_TRACKED(Kind.RULE),
    OCCURRED_IN_FUTURE(Kind.RULE),
    HOLD_RELEASED(Kind.RULE);

    private final Kind kind;

    HoldRefusal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
