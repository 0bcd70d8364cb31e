package org.lotledger.system.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lotledger.system.history.History.Event;
import org.lotledger.system.history.History.Shelf;
import org.lotledger.system.history.History.Store;
import org.lotledger.system.history.Ledger.Entry;
import org.lotledger.system.history.Ledger.Head;
import org.lotledger.system.history.Ledger.Lot;
import org.lotledger.system.history.Ledger.Place;
import org.lotledger.system.history.Operation.Asked;
import org.lotledger.system.history.Operation.Outcome;

/**
 * A small history in which everything is right: ten of a lot come in, four of them leave, five come in, one leaves. Two
 * is refused, one was never answered and did not happen. Its parts lie open, so that a test can harm one of them.
 */
final class SmallHistory {
    static final String LOT = "lot-1";
    static final Place MAIN = new Place(LOT, "MAIN");
    private static final Instant MORNING = Instant.parse("2026-11-04T10:00:00Z");

    final List<Operation> operations = new ArrayList<>();
    final List<Fact> receiving = new ArrayList<>();
    final List<Fact> shipping = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final Map<String, Head> receivingHeads = new LinkedHashMap<>();
    final List<Fact> topic = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Map<String, Lot> lots = new LinkedHashMap<>();
    final Map<Place, BigDecimal> places = new LinkedHashMap<>();
    final List<String> discrepancies = new ArrayList<>();
    final Map<Place, Shelf> shelves = new LinkedHashMap<>();
    final List<String> parked = new ArrayList<>();
    int topicLosses;
    Ledger earlier;

    SmallHistory() {
        Fact in = fact("receiving", 1, "R-1", "10", Map.of(), null);
        Fact out = fact("shipping", 1, "S-1", "-4", Map.of("receiving", 1L), null);
        Fact more = fact("receiving", 2, "R-2", "5", Map.of("shipping", 1L), in.hash());
        Fact last = fact("shipping", 2, "S-2", "-1", Map.of("receiving", 2L), out.hash());
        receiving.addAll(List.of(in, more));
        shipping.addAll(List.of(out, last));
        // The relay sent one of them twice.
        topic.addAll(List.of(in, out, out, more, last));
        events.addAll(List.of(
                new Event("receipt:R-1", 1),
                new Event("receipt:R-1", 2),
                new Event("receipt:R-2", 1),
                new Event("receipt:R-2", 2)));
        entries.addAll(List.of(entry(1, in, "10"), entry(2, out, "6"), entry(3, more, "11"), entry(4, last, "10")));
        receivingHeads.put(LOT, new Head(2, more.hash()));
        lots.put(
                LOT,
                new Lot(
                        new BigDecimal("10"),
                        Map.of("receiving", new Head(2, more.hash()), "shipping", new Head(2, last.hash()))));
        places.put(MAIN, new BigDecimal("10"));
        shelves.put(MAIN, new Shelf(new BigDecimal("10"), new BigDecimal("3"), new BigDecimal("7")));
        operations.addAll(List.of(
                operation("k1", "R-1", "10", Outcome.OK, in),
                operation("k2", "S-1", "-4", Outcome.OK, out),
                operation("k3", "R-2", "5", Outcome.UNKNOWN),
                operation("k4", "S-2", "-1", Outcome.OK, last),
                operation("k5", "S-3", "-900", Outcome.REFUSED),
                operation("k6", "S-4", "-1", Outcome.UNKNOWN),
                new Operation("k7", "save receipt", null, "R-1", List.of(), Outcome.OK, List.of())));
    }

    static Operation operation(String key, String document, String change, Outcome outcome, Fact... events) {
        return new Operation(
                key,
                "move",
                document,
                null,
                List.of(new Asked("ITEM", "A17", "MAIN", new BigDecimal(change))),
                outcome,
                List.of(events).stream().map(Fact::eventId).toList());
    }

    static Fact fact(
            String source,
            long sequence,
            String document,
            String change,
            Map<String, Long> basedOn,
            String previousHash) {
        return new Fact(
                source,
                LOT,
                sequence,
                "ITEM",
                "A17",
                "MAIN",
                new BigDecimal(change),
                document,
                null,
                basedOn,
                MORNING,
                MORNING.plusSeconds(sequence),
                "anna",
                previousHash,
                source + sequence + "#");
    }

    static Entry entry(long position, Fact fact, String balance) {
        return new Entry(
                LOT,
                position,
                fact.source(),
                fact.sequence(),
                fact.document(),
                "MAIN",
                fact.change(),
                new BigDecimal(balance),
                new BigDecimal(balance));
    }

    /** The fact, written down by somebody at some time. */
    static Fact recorded(Fact fact, String actor, Instant recordedAt) {
        return new Fact(
                fact.source(),
                fact.lotId(),
                fact.sequence(),
                fact.itemCode(),
                fact.lotNumber(),
                fact.location(),
                fact.change(),
                fact.document(),
                fact.reasonText(),
                fact.basedOn(),
                fact.occurredAt(),
                recordedAt,
                actor,
                fact.previousHash(),
                fact.hash());
    }

    Ledger ledger() {
        return new Ledger(List.copyOf(entries), Map.copyOf(lots), Map.copyOf(places), List.copyOf(discrepancies));
    }

    History history() {
        Map<String, Head> shippingHeads = shipping.isEmpty()
                ? Map.of()
                : Map.of(LOT, new Head(shipping.size(), shipping.getLast().hash()));
        return new History(
                operations,
                List.of(
                        new Store("receiving", receiving, events, receivingHeads),
                        new Store("shipping", shipping, List.of(), shippingHeads)),
                topic,
                topicLosses,
                ledger(),
                earlier,
                shelves,
                parked);
    }
}
