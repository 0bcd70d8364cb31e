package org.lotledger.shipping.stock;

/** Why a lot must not go out; the gravest first. */
public enum HoldKind {
    /** Called back by the manufacturer or an authority. */
    RECALL,
    /** Kept apart, for example until a laboratory has answered. */
    QUARANTINE,
    /** Not to be shipped until somebody has looked at it. */
    HOLD
}
