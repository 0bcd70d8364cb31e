package org.lotledger.system.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of the ledger, against the stores and in itself. */
final class LedgerChecks {
    private LedgerChecks() {}

    static List<String> conserved(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Fact> byId = history.factsById();
        History.byLot(history.ledger()).forEach((lot, entries) -> {
            BigDecimal sum = BigDecimal.ZERO;
            Map<String, BigDecimal> places = new HashMap<>();
            for (Ledger.Entry entry : entries) {
                Fact fact = byId.get(entry.eventId());
                if (fact == null) {
                    broken.add(entry.eventId() + " stands in the ledger and in no store");
                    continue;
                }
                sum = sum.add(fact.change());
                if (entry.runningBalance().compareTo(sum) != 0) {
                    broken.add(entry.eventId() + ": running balance " + entry.runningBalance() + ", the stores say "
                            + sum);
                }
                if (fact.location() != null) {
                    BigDecimal place = places.merge(fact.location(), fact.change(), BigDecimal::add);
                    if (entry.placeBalance() == null || entry.placeBalance().compareTo(place) != 0) {
                        broken.add(entry.eventId() + ": " + entry.placeBalance() + " at " + fact.location()
                                + ", the stores say " + place);
                    }
                }
            }
        });
        return broken;
    }

    static List<String> neverNegative(History history) {
        List<String> broken = new ArrayList<>(history.ledger().discrepancies());
        for (Ledger.Entry entry : history.ledger().entries()) {
            if (entry.runningBalance().signum() < 0
                    || (entry.placeBalance() != null && entry.placeBalance().signum() < 0)) {
                broken.add(entry.eventId() + " leaves " + entry.runningBalance() + " of the lot, "
                        + entry.placeBalance() + " at " + entry.location());
            }
        }
        return broken;
    }

    static List<String> oneOrder(History history) {
        Map<String, List<String>> stores = new TreeMap<>();
        History.byKey(history.facts())
                .forEach((key, facts) ->
                        stores.put(key, facts.stream().map(Fact::eventId).toList()));
        Map<String, List<String>> topic = new TreeMap<>();
        History.byKey(history.topic()).forEach((key, facts) -> {
            Set<String> once = new LinkedHashSet<>();
            // Where the broker lost some they were sent later than their successors; who came first is no order then.
            facts.stream().map(Fact::eventId).forEach(once::add);
            topic.put(key, history.topicLosses() == 0 ? List.copyOf(once) : inOrder(stores.get(key), once));
        });
        List<String> broken = new ArrayList<>();
        different("topic", stores, topic, broken);
        different("ledger", stores, orders(history.ledger()), broken);
        // The same event is the same bytes wherever it is read.
        Map<String, Fact> byId = history.factsById();
        for (Fact fact : history.topic()) {
            Fact stored = byId.get(fact.eventId());
            if (stored != null && !stored.hash().equals(fact.hash())) {
                broken.add("topic: " + fact.eventId() + " has other bytes than in its store");
            }
        }
        return broken;
    }

    /** The events in the store's order; those that no store has, behind them. */
    private static List<String> inOrder(List<String> stored, Set<String> read) {
        List<String> ordered = new ArrayList<>(stored == null ? List.of() : stored);
        ordered.retainAll(read);
        read.stream().filter(id -> !ordered.contains(id)).forEach(ordered::add);
        return ordered;
    }

    private static Map<String, List<String>> orders(Ledger ledger) {
        Map<String, List<String>> orders = new TreeMap<>();
        ledger.entries()
                .forEach(entry -> orders.computeIfAbsent(entry.key(), key -> new ArrayList<>())
                        .add(entry.eventId()));
        return orders;
    }

    private static void different(
            String where, Map<String, List<String>> stores, Map<String, List<String>> there, List<String> broken) {
        Set<String> keys = new TreeSet<>(stores.keySet());
        keys.addAll(there.keySet());
        for (String key : keys) {
            List<String> expected = stores.getOrDefault(key, List.of());
            List<String> found = there.getOrDefault(key, List.of());
            if (!expected.equals(found)) {
                int at = 0;
                while (at < expected.size()
                        && at < found.size()
                        && expected.get(at).equals(found.get(at))) {
                    at++;
                }
                broken.add(where + ": " + key + " has " + found.size() + " of " + expected.size()
                        + " events, another one from place " + (at + 1));
            }
        }
    }

    static List<String> lastBalance(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, BigDecimal> last = new TreeMap<>();
        history.ledger().entries().forEach(entry -> last.put(entry.lotId(), entry.runningBalance()));
        history.ledger().lots().forEach((lot, row) -> {
            BigDecimal balance = last.getOrDefault(lot, BigDecimal.ZERO);
            if (row.onHand().compareTo(balance) != 0) {
                broken.add("lot " + lot + ": " + row.onHand() + " on hand, the last running balance is " + balance);
            }
        });
        last.keySet().stream()
                .filter(lot -> !history.ledger().lots().containsKey(lot))
                .forEach(lot -> broken.add("lot " + lot + " has a history and no balance"));
        return broken;
    }

    static List<String> placesSum(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        history.ledger().places().forEach((place, onHand) -> sums.merge(place.lotId(), onHand, BigDecimal::add));
        history.ledger().lots().forEach((lot, row) -> {
            BigDecimal sum = sums.getOrDefault(lot, BigDecimal.ZERO);
            if (row.onHand().compareTo(sum) != 0) {
                broken.add("lot " + lot + ": " + row.onHand() + " on hand, " + sum + " at its places");
            }
        });
        return broken;
    }

    static List<String> causeBeforeEffect(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Fact> byId = history.factsById();
        Set<String> seen = new HashSet<>();
        for (Ledger.Entry entry : history.ledger().entries()) {
            Fact fact = byId.get(entry.eventId());
            if (fact != null) {
                fact.basedOn().forEach((source, sequence) -> {
                    if (!seen.contains(source + "." + fact.lotId() + "." + sequence)) {
                        broken.add(entry.eventId() + " stands before number " + sequence + " of " + source);
                    }
                });
            }
            seen.add(entry.eventId());
        }
        return broken;
    }

    static List<String> rebuiltTheSame(History history) {
        Ledger before = history.earlier();
        if (before == null) {
            return List.of();
        }
        Ledger rebuilt = history.ledger();
        List<String> broken = new ArrayList<>();
        different("rebuilt", orders(before), orders(rebuilt), broken);
        if (!plain(before.places()).equals(plain(rebuilt.places()))) {
            broken.add("other balances at places: " + plain(before.places()) + " and " + plain(rebuilt.places()));
        }
        before.lots().forEach((lot, row) -> {
            Ledger.Lot again = rebuilt.lots().get(lot);
            if (again == null
                    || again.onHand().compareTo(row.onHand()) != 0
                    || !again.applied().equals(row.applied())) {
                broken.add("lot " + lot + " was " + row + " and is " + again);
            }
        });
        return broken;
    }

    /** A place at which nothing is left is as good as none. */
    private static Map<String, BigDecimal> plain(Map<Ledger.Place, BigDecimal> places) {
        Map<String, BigDecimal> plain = new TreeMap<>();
        places.forEach((place, onHand) -> {
            if (onHand.signum() != 0) {
                plain.put(place.toString(), onHand.stripTrailingZeros());
            }
        });
        return plain;
    }
}
