package org.lotledger.eventsourcing.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lotledger.eventsourcing.inbox.Sequencer.Hold;
import org.lotledger.eventsourcing.inbox.Sequencer.Sorted;

class SequencerTest {
    private static final Set<String> CONSUMED = Set.of("a", "b");

    @Test
    void the_next_event_is_applied_and_moves_the_position() {
        Sorted<String> sorted = sort(Positions.NONE, event("a", 1));
        assertThat(applied(sorted)).containsExactly("a1");
        assertThat(sorted.positions().get("k").of("a")).isEqualTo(new Position(1, hash("a", 1)));
        assertThat(sorted.hold()).isEmpty();
    }

    @Test
    void an_event_seen_before_is_dropped() {
        Positions at = at("a", 3);
        Sorted<String> sorted = sort(at, event("a", 3), event("a", 1));
        assertThat(sorted.apply()).isEmpty();
        assertThat(sorted.hold()).isEmpty();
        assertThat(sorted.repeats()).hasSize(2);
        assertThat(sorted.positions()).isEmpty();
    }

    @Test
    void an_event_ahead_of_its_turn_is_held() {
        Sorted<String> sorted = sort(Positions.NONE, event("a", 2));
        assertThat(sorted.apply()).isEmpty();
        assertThat(sorted.hold()).singleElement().satisfies(held -> {
            assertThat(held.hold()).isEqualTo(Hold.AHEAD);
            assertThat(held.detail()).contains("event 2 of a about k");
        });
    }

    @Test
    void held_events_are_applied_in_order_once_the_missing_one_comes() {
        Sorted<String> sorted = sort(Positions.NONE, event("a", 3), event("a", 2), event("a", 4), event("a", 1));
        assertThat(applied(sorted)).containsExactly("a1", "a2", "a3", "a4");
        assertThat(sorted.hold()).isEmpty();
    }

    @Test
    void a_next_event_that_names_another_predecessor_is_a_fork() {
        Arrival<String> stranger = new Arrival<>("a", "k", 2, "x", "another", Map.of(), "a2", record());
        Sorted<String> sorted = sort(at("a", 1), stranger);
        assertThat(sorted.apply()).isEmpty();
        assertThat(sorted.hold())
                .singleElement()
                .satisfies(held -> assertThat(held.hold()).isEqualTo(Hold.FORK));
    }

    @Test
    void another_event_under_the_last_number_is_a_fork() {
        Arrival<String> stranger = new Arrival<>("a", "k", 1, "x", null, Map.of(), "a1", record());
        Sorted<String> sorted = sort(at("a", 1), stranger);
        assertThat(sorted.hold())
                .singleElement()
                .satisfies(held -> assertThat(held.hold()).isEqualTo(Hold.FORK));
    }

    @Test
    void an_event_waits_for_what_it_was_decided_on() {
        Arrival<String> effect = basedOn(event("b", 1), Map.of("a", 2L));
        Sorted<String> alone = sort(at("a", 1), effect);
        assertThat(alone.hold())
                .singleElement()
                .satisfies(held -> assertThat(held.hold()).isEqualTo(Hold.BASED_ON));

        Sorted<String> together = sort(at("a", 1), effect, event("a", 2));
        assertThat(applied(together)).containsExactly("a2", "b1");
    }

    @Test
    void a_cause_that_is_not_consumed_here_is_not_waited_for() {
        assertThat(applied(sort(Positions.NONE, basedOn(event("a", 1), Map.of("elsewhere", 9L)))))
                .containsExactly("a1");
    }

    @Test
    void keys_do_not_wait_for_each_other() {
        Arrival<String> other = new Arrival<>("a", "other", 1, "h", null, Map.of(), "other1", record());
        Sorted<String> sorted = sort(Positions.NONE, event("a", 2), other);
        assertThat(applied(sorted)).containsExactly("other1");
        assertThat(sorted.hold()).hasSize(1);
    }

    @Test
    void sources_of_one_key_are_counted_apart() {
        assertThat(applied(sort(at("a", 5), event("b", 1)))).containsExactly("b1");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Sorted<String> sort(Positions at, Arrival<String>... arrivals) {
        return Sequencer.sort(Map.of("k", at), List.of(arrivals), CONSUMED);
    }

    private static List<String> applied(Sorted<String> sorted) {
        return sorted.apply().stream().map(Arrival::event).toList();
    }

    private static Positions at(String source, long sequence) {
        return new Positions(Map.of(source, new Position(sequence, hash(source, sequence))));
    }

    static Arrival<String> event(String source, long sequence) {
        return new Arrival<>(
                source,
                "k",
                sequence,
                hash(source, sequence),
                sequence == 1 ? null : hash(source, sequence - 1),
                Map.of(),
                source + sequence,
                record());
    }

    static Arrival<String> basedOn(Arrival<String> event, Map<String, Long> causes) {
        return new Arrival<>(
                event.source(),
                event.key(),
                event.sequence(),
                event.hash(),
                event.previousHash(),
                causes,
                event.event(),
                event.record());
    }

    private static String hash(String source, long sequence) {
        return "hash of " + source + sequence;
    }

    private static Incoming record() {
        return new Incoming(null, "topic", 0, 0, null, Map.of(), null);
    }
}
