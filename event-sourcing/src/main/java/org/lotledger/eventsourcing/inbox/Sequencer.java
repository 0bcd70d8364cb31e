package org.lotledger.eventsourcing.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides what to do with arrived events, purely from the positions: seen before → drop; next → apply; ahead of its
 * turn, of another chain, or before its cause → park. An event that was waiting is applied as soon as it fits.
 */
public final class Sequencer {

    /** Why an event is not applied now. */
    public enum Hold {
        /** Its predecessor has not come. */
        AHEAD,
        /** Its predecessor here is another event than the one it names: two histories. */
        FORK,
        /** An event of another source that it was decided on has not come. */
        BASED_ON
    }

    /** An event to park, and why, in a sentence. */
    public record Held<E>(Arrival<E> arrival, Hold hold, String detail) {}

    /**
     * @param apply in the order to apply them
     * @param repeats known already, to be dropped
     * @param hold to be parked, or to stay so
     * @param positions of all keys that moved
     */
    public record Sorted<E>(
            List<Arrival<E>> apply, List<Arrival<E>> repeats, List<Held<E>> hold, Map<String, Positions> positions) {}

    private Sequencer() {}

    /**
     * Sorts arrivals.
     *
     * @param positions of every key among the arrivals, as they are before
     * @param arrivals from the parking place first, then from the topic in its order
     * @param consumed the sources whose events this consumer applies; what is based on others cannot be waited for
     */
    public static <E> Sorted<E> sort(
            Map<String, Positions> positions, List<Arrival<E>> arrivals, Set<String> consumed) {
        Map<String, Positions> now = new HashMap<>(positions);
        Map<String, Positions> moved = new LinkedHashMap<>();
        Map<String, List<Arrival<E>>> waitingByKey = new LinkedHashMap<>();
        List<Arrival<E>> apply = new ArrayList<>();
        List<Arrival<E>> repeats = new ArrayList<>();
        Map<Arrival<E>, Held<E>> forks = new LinkedHashMap<>();
        for (Arrival<E> arrival : arrivals) {
            List<Arrival<E>> waiting = waitingByKey.computeIfAbsent(arrival.key(), k -> new ArrayList<>());
            waiting.add(arrival);
            boolean progress = true;
            while (progress) {
                progress = false;
                for (Arrival<E> candidate : List.copyOf(waiting)) {
                    Positions key = Objects.requireNonNullElse(now.get(candidate.key()), Positions.NONE);
                    Position last = key.of(candidate.source());
                    if (candidate.sequence() < last.sequence()
                            || (candidate.sequence() == last.sequence()
                                    && candidate.hash().equals(last.hash()))) {
                        waiting.remove(candidate);
                        repeats.add(candidate);
                    } else if (candidate.sequence() == last.sequence()
                            || (candidate.sequence() == last.sequence() + 1
                                    && !Objects.equals(candidate.previousHash(), last.hash()))) {
                        waiting.remove(candidate);
                        forks.put(candidate, held(candidate, Hold.FORK, key));
                    } else if (candidate.sequence() == last.sequence() + 1 && causesApplied(candidate, key, consumed)) {
                        waiting.remove(candidate);
                        apply.add(candidate);
                        Positions after =
                                key.with(candidate.source(), new Position(candidate.sequence(), candidate.hash()));
                        now.put(candidate.key(), after);
                        moved.put(candidate.key(), after);
                        progress = true;
                    }
                }
            }
        }
        List<Held<E>> hold = new ArrayList<>(forks.values());
        waitingByKey.forEach((keyName, waiting) -> {
            Positions key = Objects.requireNonNullElse(now.get(keyName), Positions.NONE);
            for (Arrival<E> arrival : waiting) {
                boolean next = arrival.sequence() == key.of(arrival.source()).sequence() + 1;
                hold.add(held(arrival, next ? Hold.BASED_ON : Hold.AHEAD, key));
            }
        });
        return new Sorted<>(apply, repeats, hold, moved);
    }

    private static boolean causesApplied(Arrival<?> arrival, Positions key, Set<String> consumed) {
        return arrival.basedOn().entrySet().stream()
                .filter(cause -> consumed.contains(cause.getKey()))
                .allMatch(cause -> key.of(cause.getKey()).sequence() >= cause.getValue());
    }

    private static <E> Held<E> held(Arrival<E> arrival, Hold hold, Positions key) {
        long last = key.of(arrival.source()).sequence();
        String event = "event " + arrival.sequence() + " of " + arrival.source() + " about " + arrival.key();
        String detail = switch (hold) {
            case AHEAD -> event + " came after event " + last + ": what is between is missing";
            case FORK ->
                event + " does not follow the event " + last + " that was applied here: the source has two histories";
            case BASED_ON -> event + " was decided on " + arrival.basedOn() + ", which has not come";
        };
        return new Held<>(arrival, hold, detail);
    }
}
