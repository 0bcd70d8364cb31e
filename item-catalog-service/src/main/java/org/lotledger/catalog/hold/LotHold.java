package org.lotledger.catalog.hold;

/** A hold on a lot: not there, in force, or released for good. Several on one lot know nothing of each other. */
public sealed interface LotHold {

    /** No hold of this id. */
    record None() implements LotHold {}

    /** A hold that was placed. */
    sealed interface Placed extends LotHold {
        HoldContent content();
    }

    /** The lot must not leave. */
    record InForce(HoldContent content) implements Placed {}

    /** This hold keeps the lot no longer; another may. */
    record Released(HoldContent content, Release release) implements Placed {}
}
