package org.lotledger.receiving.adjustment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.lotledger.events.LotEvent;

/** What happened to an adjustment. Private to receiving. */
public sealed interface AdjustmentEvent {

    /**
     * It was booked; carries everything that is announced of it.
     *
     * @param basedOn the last of shipping's events that the decision is based on, by lot id; empty where it is on none
     * @param corrects the public events that it corrects, by lot id; empty where it corrects none
     */
    record AdjustmentPosted(AdjustmentContent content, Map<UUID, Long> basedOn, Map<UUID, String> corrects)
            implements AdjustmentEvent {
        public AdjustmentPosted {
            basedOn = Collections.unmodifiableMap(new TreeMap<>(basedOn));
            corrects = Collections.unmodifiableMap(new TreeMap<>(corrects));
        }
    }

    /**
     * The store had lost that it raised a lot, and heard it again from its own public event (docs/decisions/0020).
     *
     * @param event the public event, at its place of its chain
     * @param place where it stands in the document, as a JSON pointer
     */
    record PostingTakenBack(LotEvent event, String place) implements AdjustmentEvent {}
}
