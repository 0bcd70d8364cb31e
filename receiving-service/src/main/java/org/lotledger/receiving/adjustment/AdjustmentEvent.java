package org.lotledger.receiving.adjustment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

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
}
