package org.lotledger.system.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is known of a run once everything has come to rest.
 *
 * @param operations what the clients asked and were told
 * @param stores one for each writer
 * @param topic the lots' events in the order in which they lie on it, repeats included; a lot lies in one partition
 * @param topicLosses how often the broker was made to lose what it had acknowledged
 * @param earlier the ledger as it was before it was made anew from the stores; null if it was not
 * @param shelves what shipping says is there
 * @param parked what waits for a person, in any service
 */
public record History(
        List<Operation> operations,
        List<Store> stores,
        List<Fact> topic,
        int topicLosses,
        Ledger ledger,
        Ledger earlier,
        Map<Ledger.Place, Shelf> shelves,
        List<String> parked) {

    /**
     * A writer's database.
     *
     * @param facts what it announced of lots, by lot and sequence
     * @param events its private events
     * @param heads its counters, by lot
     */
    public record Store(String source, List<Fact> facts, List<Event> events, Map<String, Ledger.Head> heads) {}

    /** A private event's place in its stream. */
    public record Event(String stream, long version) {}

    /** A lot at a place, as shipping has it. */
    public record Shelf(BigDecimal onHand, BigDecimal reserved, BigDecimal available) {}

    /** Every invariant that is broken, with what breaks it; empty when all is well. */
    public Map<Invariant, List<String>> violations() {
        Map<Invariant, List<String>> found = new LinkedHashMap<>();
        for (Invariant invariant : Invariant.values()) {
            List<String> broken = invariant.check(this);
            if (!broken.isEmpty()) {
                found.put(invariant, broken);
            }
        }
        return found;
    }

    List<Fact> facts() {
        return stores.stream().flatMap(store -> store.facts().stream()).toList();
    }

    Map<String, Fact> factsById() {
        Map<String, Fact> byId = new LinkedHashMap<>();
        facts().forEach(fact -> byId.put(fact.eventId(), fact));
        return byId;
    }

    static Map<String, List<Fact>> byKey(List<Fact> facts) {
        Map<String, List<Fact>> byKey = new TreeMap<>();
        facts.forEach(fact ->
                byKey.computeIfAbsent(fact.key(), key -> new ArrayList<>()).add(fact));
        return byKey;
    }

    static Map<String, List<Ledger.Entry>> byLot(Ledger ledger) {
        Map<String, List<Ledger.Entry>> byLot = new TreeMap<>();
        ledger.entries()
                .forEach(entry -> byLot.computeIfAbsent(entry.lotId(), lot -> new ArrayList<>())
                        .add(entry));
        return byLot;
    }
}
