package org.lotledger.receiving.adjustment;

/** What happened to an adjustment. Private to receiving. */
public sealed interface AdjustmentEvent {

    /** It was booked; carries everything that is announced of it. */
    record AdjustmentPosted(AdjustmentContent content) implements AdjustmentEvent {}
}
