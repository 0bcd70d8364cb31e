package org.lotledger.shipping.adjustment;

import java.util.Map;
import java.util.UUID;
import org.lotledger.events.LotEvent;

/** What happened to an adjustment. Private to shipping; others hear of lots. */
public sealed interface AdjustmentEvent {

    /**
     * It was booked; carries everything that is announced of it.
     *
     * @param receivedUpTo by lot id, the last sequence of receiving's events that the decision was made on
     * @param corrects by lot id, receiving's event that is corrected; empty unless a receipt is
     */
    record AdjustmentPosted(AdjustmentContent content, Map<UUID, Long> receivedUpTo, Map<UUID, String> corrects)
            implements AdjustmentEvent {
        public AdjustmentPosted {
            receivedUpTo = Map.copyOf(receivedUpTo);
            corrects = Map.copyOf(corrects);
        }
    }

    /**
     * The store had lost that it lowered a lot, and heard it again from its own public event (docs/decisions/0020).
     *
     * @param event the public event, at its place of its chain
     * @param place where it stands in the document, as a JSON pointer
     */
    record PostingTakenBack(LotEvent event, String place) implements AdjustmentEvent {}
}
