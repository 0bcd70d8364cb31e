package org.lotledger.receiving.receipt;

import java.time.Instant;
import java.util.List;

/** What happened to a receipt. Private to receiving; others hear of lots. */
public sealed interface ReceiptEvent {

    /** It was saved for the first time. */
    record ReceiptCreated(ReceiptContent content) implements ReceiptEvent {}

    /** The lots of a line were entered, in place of those before. */
    record LotsEntered(int lineNumber, List<LotEntry> lots, Instant recordedAt) implements ReceiptEvent {
        public LotsEntered {
            lots = List.copyOf(lots);
        }
    }

    /**
     * The goods are in stock. Carries everything that is announced of it, so that the announcements follow from this
     * event alone: every lot has its date as it is known from now on, and the time is settled.
     */
    record GoodsReceived(ReceiptContent content) implements ReceiptEvent {}

    /** It was given up. */
    record ReceiptVoided(Instant recordedAt) implements ReceiptEvent {}
}
