package org.lotledger.catalog.hold;

/** Why a lot must not leave, in one word; shipping treats all three alike. The names are those of the public events. */
public enum HoldKind {
    /** Not to be shipped until somebody has looked at it. */
    HOLD,
    /** Kept apart, for example until a laboratory has answered. */
    QUARANTINE,
    /** Called back by the manufacturer or an authority. */
    RECALL
}
