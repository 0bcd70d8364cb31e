package org.lotledger.ledger.trace;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * What went between a lot and one partner or place of one kind, summed.
 *
 * @param code of the partner or place
 * @param name null if unknown
 * @param gln null if unknown, and for places
 * @param quantity net of corrections
 * @param documents the first of them
 * @param documentCount all of them
 */
public record LotFlow(
        UUID lotId,
        Kind kind,
        String code,
        @Nullable String name,
        @Nullable String gln,
        Quantity quantity,
        List<TraceDocument> documents,
        long documentCount) {

    public LotFlow {
        documents = List.copyOf(documents);
    }

    /** What kind of movement; each knows who is at its other end and which way the goods went. */
    public enum Kind {
        /** From a supplier, less what was corrected of those receipts. */
        RECEIVED(TraceNode.Kind.SUPPLIER, true),
        /** What was there when the system began, at a place. */
        BEGINNING_BALANCE(TraceNode.Kind.LOCATION, true),
        SUPPLIER_RETURN(TraceNode.Kind.SUPPLIER, false),
        /** To a customer, less what was corrected of those shipments. */
        SHIPPED(TraceNode.Kind.CUSTOMER, false),
        CUSTOMER_RETURN(TraceNode.Kind.CUSTOMER, true),
        /** Taken from a place to be sent to another. */
        TRANSFER_OUT(TraceNode.Kind.LOCATION, true),
        /** Arrived at a place from another. */
        TRANSFER_IN(TraceNode.Kind.LOCATION, false);

        private final TraceNode.Kind otherEnd;
        private final boolean intoLot;

        Kind(TraceNode.Kind otherEnd, boolean intoLot) {
            this.otherEnd = otherEnd;
            this.intoLot = intoLot;
        }

        public TraceNode.Kind otherEnd() {
            return otherEnd;
        }

        boolean intoLot() {
            return intoLot;
        }

        /** Whether it tells where a lot went (forward) or where it came from (backward). */
        boolean isOf(TraceDirection direction) {
            return switch (this) {
                case RECEIVED, BEGINNING_BALANCE -> direction != TraceDirection.FORWARD;
                case SUPPLIER_RETURN -> true;
                case SHIPPED, CUSTOMER_RETURN, TRANSFER_OUT, TRANSFER_IN -> direction != TraceDirection.BACKWARD;
            };
        }
    }
}
