package org.lotledger.receiving.receipt;

import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;

/** The state of a receipt: not there, pending, and from there received or void for good. */
public sealed interface Receipt {

    /** No receipt of this number. */
    record None() implements Receipt {}

    /** A receipt that stands, in some state. */
    sealed interface Existing extends Receipt {
        ReceiptContent content();

        Status status();
    }

    /** Announced or being entered; may be saved at any stage. */
    record Pending(ReceiptContent content) implements Existing {
        @Override
        public Status status() {
            return Status.PENDING;
        }
    }

    /** The goods are in stock. */
    record Received(GoodsReceived received) implements Existing {
        @Override
        public ReceiptContent content() {
            return received.content();
        }

        @Override
        public Status status() {
            return Status.RECEIVED;
        }
    }

    /** Nothing came of it. */
    record Voided(ReceiptContent content) implements Existing {
        @Override
        public Status status() {
            return Status.VOID;
        }
    }

    /** The states as callers see them. */
    enum Status {
        PENDING,
        RECEIVED,
        VOID
    }
}
