package org.lotledger.receiving.persistence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.receiving.lot.Addition;

/**
 * What a document booked on a lot, all its places together.
 *
 * @param expirationDate as it is known from now on
 * @param givenBack how much of it was used before
 * @param eventId the first public event about it
 */
record Booked(UUID lotId, @Nullable LocalDate expirationDate, Quantity givenBack, String eventId) {

    /**
     * One for each lot.
     *
     * @param gaveBack those of the additions that give back what was used
     * @param announced the public events of the document in their order
     */
    static List<Booked> perLot(List<Addition> additions, List<Addition> gaveBack, List<EventId> announced) {
        Map<String, String> firstEvents = new HashMap<>();
        announced.forEach(event -> firstEvents.putIfAbsent(event.key(), event.toString()));
        Map<UUID, Quantity> givenBack = quantities(gaveBack);
        List<Booked> booked = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (Addition addition : additions) {
            UUID lotId = addition.lot().lotId();
            String eventId = firstEvents.get(lotId.toString());
            if (eventId == null) {
                throw new IllegalStateException(addition.lot() + " was booked without a public event");
            }
            if (seen.add(lotId)) {
                booked.add(new Booked(
                        lotId, addition.expirationDate(), givenBack.getOrDefault(lotId, Quantity.ZERO), eventId));
            }
        }
        return booked;
    }

    /** What these add to each lot, by lot id. */
    static Map<UUID, Quantity> quantities(List<Addition> additions) {
        Map<UUID, Quantity> quantities = new HashMap<>();
        additions.forEach(addition -> quantities.merge(addition.lot().lotId(), addition.quantity(), Quantity::plus));
        return quantities;
    }
}
