package org.lotledger.shipping.adjustment;

/** The state of an adjustment: not there, or posted for good. */
public sealed interface Adjustment {

    /** No adjustment of this number. */
    record None() implements Adjustment {}

    /** Booked. */
    record Posted(AdjustmentContent content) implements Adjustment {}
}
