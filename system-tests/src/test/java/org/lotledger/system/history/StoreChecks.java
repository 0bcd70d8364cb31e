package org.lotledger.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What must hold of the writers' stores, and of the topic as their copy. */
final class StoreChecks {
    private StoreChecks() {}

    static List<String> sequencesContiguous(History history) {
        List<String> broken = new ArrayList<>();
        History.byKey(history.facts()).forEach((key, facts) -> {
            for (int i = 0; i < facts.size(); i++) {
                if (facts.get(i).sequence() != i + 1) {
                    broken.add("store: " + key + " has " + facts.get(i).sequence() + " where " + (i + 1) + " belongs");
                }
            }
        });
        // Of the topic: an event may come again, but none ahead of its turn, unless the broker lost some before it.
        History.byKey(history.topic()).forEach((key, facts) -> {
            long highest = 0;
            int jumps = 0;
            for (Fact fact : facts) {
                if (fact.sequence() > highest + 1 && ++jumps > history.topicLosses()) {
                    broken.add("topic: " + fact.eventId() + " comes after " + highest);
                }
                highest = Math.max(highest, fact.sequence());
            }
        });
        return broken;
    }

    static List<String> chained(History history) {
        List<String> broken = new ArrayList<>();
        for (History.Store store : history.stores()) {
            Map<String, String> last = new TreeMap<>();
            for (Fact fact : store.facts()) {
                if (!Objects.equals(fact.previousHash(), last.put(fact.lotId(), fact.hash()))) {
                    broken.add(fact.eventId() + " does not name the bytes of its predecessor");
                }
            }
            last.forEach((lot, hash) -> {
                long sequence = store.facts().stream()
                        .filter(fact -> fact.lotId().equals(lot))
                        .count();
                Ledger.Head end = new Ledger.Head(sequence, hash);
                if (!end.equals(store.heads().get(lot))) {
                    broken.add("the counter of " + store.source() + " for " + lot + " is "
                            + store.heads().get(lot) + ", not " + end);
                }
                Ledger.Lot row = history.ledger().lots().get(lot);
                Ledger.Head applied = row == null ? null : row.applied().get(store.source());
                if (!end.equals(applied)) {
                    broken.add("the ledger has applied " + applied + " of " + store.source() + " for " + lot + ", not "
                            + end);
                }
            });
        }
        return broken;
    }

    static List<String> versionsContiguous(History history) {
        List<String> broken = new ArrayList<>();
        for (History.Store store : history.stores()) {
            Map<String, Long> last = new HashMap<>();
            for (History.Event event : store.events()) {
                long expected = last.getOrDefault(event.stream(), 0L) + 1;
                if (event.version() != expected) {
                    broken.add(store.source() + " " + event.stream() + " has version " + event.version() + " where "
                            + expected + " belongs");
                }
                last.put(event.stream(), event.version());
            }
        }
        return broken;
    }

    static List<String> signedAndDated(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Fact> byId = history.factsById();
        History.byKey(history.facts()).forEach((key, facts) -> {
            Map<String, Fact> ofDocument = new HashMap<>();
            Fact moved = null;
            for (Fact fact : facts) {
                if (fact.actor() == null || fact.occurredAt() == null || fact.recordedAt() == null) {
                    broken.add(fact.eventId() + " does not say who or when");
                    continue;
                }
                fact.basedOn()
                        .forEach((source, sequence) ->
                                notBefore(byId.get(source + "." + fact.lotId() + "." + sequence), fact, broken));
                notBefore(ofDocument.put(fact.document(), fact), fact, broken);
                // What moves goods builds on all that moved them; two holds of a lot do not build on each other.
                if (fact.change().signum() != 0) {
                    notBefore(moved, fact, broken);
                    moved = fact;
                }
            }
        });
        return broken;
    }

    private static void notBefore(Fact cause, Fact effect, List<String> broken) {
        if (cause != null && cause.recordedAt() != null && effect.recordedAt().isBefore(cause.recordedAt())) {
            broken.add(effect.eventId() + " was written down at " + effect.recordedAt() + ", before " + cause.eventId()
                    + " at " + cause.recordedAt());
        }
    }
}
