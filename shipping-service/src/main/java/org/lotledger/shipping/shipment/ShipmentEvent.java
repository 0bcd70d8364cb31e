package org.lotledger.shipping.shipment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.LotEvent;

/** What happened to a shipment. Private to shipping; others hear of lots. */
public sealed interface ShipmentEvent {

    /** It was saved for the first time. */
    record ShipmentCreated(ShipmentContent content) implements ShipmentEvent {}

    /** It was changed; the content is as it is from then on. */
    record ShipmentEdited(ShipmentContent content, Instant recordedAt) implements ShipmentEvent {}

    /** The lots of a line were named, in place of those before. */
    record LotsNamed(int lineNumber, List<LotPick> lots, Instant recordedAt) implements ShipmentEvent {
        public LotsNamed {
            lots = List.copyOf(lots);
        }
    }

    /**
     * The goods have left. Carries everything that is announced of it.
     *
     * @param receivedUpTo by lot id, the last sequence of receiving's events that the decision was made on
     */
    record GoodsShipped(ShipmentContent content, Map<UUID, Long> receivedUpTo) implements ShipmentEvent {
        public GoodsShipped {
            receivedUpTo = Map.copyOf(receivedUpTo);
        }
    }

    /** It was given up. */
    record ShipmentVoided(Instant recordedAt) implements ShipmentEvent {}

    /**
     * The store had lost that something left with it, and heard it again from its own public event (docs/decisions/0020).
     *
     * @param event the public event, at its place of its chain
     * @param place where it stands in the document, as a JSON pointer
     */
    record DepartureTakenBack(LotEvent event, String place) implements ShipmentEvent {}
}
