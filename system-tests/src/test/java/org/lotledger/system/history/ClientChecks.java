package org.lotledger.system.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people were told, and what they would be told now. */
final class ClientChecks {
    private static final Comparator<Operation.Asked> ANY_ORDER = Comparator.comparing(Operation.Asked::toString);

    private ClientChecks() {}

    static List<String> toldIsTrue(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, List<Fact>> byMark = new HashMap<>();
        for (Fact fact : history.facts()) {
            byMark.computeIfAbsent(fact.document(), mark -> new ArrayList<>()).add(fact);
            if (fact.reasonText() != null) {
                byMark.computeIfAbsent(fact.reasonText(), mark -> new ArrayList<>())
                        .add(fact);
            }
        }
        Map<String, Integer> inLedger = new HashMap<>();
        history.ledger().entries().forEach(entry -> inLedger.merge(entry.eventId(), 1, Integer::sum));
        Set<String> streams = new HashSet<>();
        history.stores().forEach(store -> store.events().forEach(event -> streams.add(numberIn(event.stream()))));
        for (Operation operation : history.operations()) {
            if (operation.mark() != null) {
                events(operation, byMark.getOrDefault(operation.mark(), List.of()), inLedger, broken);
            }
            if (operation.stream() != null) {
                boolean there = streams.contains(operation.stream());
                if (operation.outcome() == Operation.Outcome.OK && !there) {
                    broken.add(operation.what() + " " + operation.key() + " was saved and is not there");
                }
                if (operation.outcome() == Operation.Outcome.REFUSED && there) {
                    broken.add(operation.what() + " " + operation.key() + " was refused and is there");
                }
            }
        }
        return broken;
    }

    private static void events(
            Operation operation, List<Fact> made, Map<String, Integer> inLedger, List<String> broken) {
        String name = operation.what() + " " + operation.key();
        boolean asAsked = sorted(made.stream().map(Fact::asAsked).toList()).equals(sorted(operation.asked()));
        List<String> ids = made.stream().map(Fact::eventId).sorted().toList();
        switch (operation.outcome()) {
            case OK -> {
                if (!asAsked) {
                    broken.add(name + " was confirmed; asked " + operation.asked() + ", stored " + made);
                }
                if (!ids.equals(operation.eventIds().stream().sorted().toList())) {
                    broken.add(name + " was confirmed with " + operation.eventIds() + "; stored " + ids);
                }
            }
            case REFUSED -> {
                if (!made.isEmpty()) {
                    broken.add(name + " was refused and is stored: " + ids);
                }
            }
            case UNKNOWN -> {
                if (!made.isEmpty() && !asAsked) {
                    broken.add(name + " was never answered, and is stored neither not at all nor once: " + ids);
                }
            }
        }
        for (String id : ids) {
            int times = inLedger.getOrDefault(id, 0);
            if (times != 1) {
                broken.add(name + ": " + id + " stands in the ledger " + times + " times");
            }
        }
    }

    /** A stream is named by the kind of the document, then its number. */
    private static String numberIn(String stream) {
        return stream.substring(stream.indexOf(':') + 1);
    }

    private static List<Operation.Asked> sorted(List<Operation.Asked> asked) {
        return asked.stream().sorted(ANY_ORDER).toList();
    }

    static List<String> shippingAgrees(History history) {
        List<String> broken = new ArrayList<>();
        Map<Ledger.Place, BigDecimal> ledger = history.ledger().places();
        Set<Ledger.Place> places = new HashSet<>(ledger.keySet());
        places.addAll(history.shelves().keySet());
        for (Ledger.Place place : places) {
            BigDecimal onHand = ledger.getOrDefault(place, BigDecimal.ZERO);
            History.Shelf shelf = history.shelves()
                    .getOrDefault(place, new History.Shelf(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
            if (shelf.onHand().compareTo(onHand) != 0
                    || shelf.available().compareTo(onHand.subtract(shelf.reserved())) != 0
                    || shelf.available().signum() < 0) {
                broken.add(place + ": the ledger has " + onHand + ", shipping " + shelf);
            }
        }
        return broken;
    }

    static List<String> nothingParked(History history) {
        return history.parked();
    }
}
