package org.lotledger.eventsourcing.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Goal: whatever a topic does with order, repeats and batches, each event takes effect once and in its order. Method:
 * the chains of two sources, one based on the other, are shuffled, doubled and cut into batches; what is held is given
 * back with the next batch, as the parking place does.
 */
class SequencerPropertiesTest {

    @Property(tries = 500)
    void every_event_is_applied_once_and_in_order(
            @ForAll @IntRange(min = 1, max = 12) int causes,
            @ForAll @IntRange(min = 0, max = 12) int effects,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Arrival<String>> arrivals = new ArrayList<>();
        for (int i = 1; i <= causes; i++) {
            arrivals.add(SequencerTest.event("a", i));
        }
        for (int i = 1; i <= effects; i++) {
            arrivals.add(SequencerTest.basedOn(SequencerTest.event("b", i), Map.of("a", (long)
                    Math.min(causes, 1 + i / 2))));
        }
        List<Arrival<String>> topic = new ArrayList<>(arrivals);
        arrivals.stream().filter(arrival -> random.nextBoolean()).forEach(topic::add);
        Collections.shuffle(topic, random);

        List<String> applied = new ArrayList<>();
        Map<String, Positions> positions = new HashMap<>();
        List<Arrival<String>> parked = new ArrayList<>();
        for (int from = 0; from < topic.size(); ) {
            int to = Math.min(topic.size(), from + 1 + random.nextInt(5));
            List<Arrival<String>> batch = new ArrayList<>(parked);
            batch.addAll(topic.subList(from, to));
            Sequencer.Sorted<String> sorted = Sequencer.sort(positions, batch, Set.of("a", "b"));
            sorted.apply().forEach(arrival -> applied.add(arrival.event()));
            positions.putAll(sorted.positions());
            parked = new ArrayList<>(
                    sorted.hold().stream().map(Sequencer.Held::arrival).toList());
            from = to;
        }

        assertThat(parked).isEmpty();
        assertThat(applied).doesNotHaveDuplicates().hasSize(causes + effects);
        assertThat(applied.stream().filter(event -> event.startsWith("a")).toList())
                .isEqualTo(numbered("a", causes));
        assertThat(applied.stream().filter(event -> event.startsWith("b")).toList())
                .isEqualTo(numbered("b", effects));
        for (int i = 1; i <= effects; i++) {
            assertThat(applied.indexOf("a" + Math.min(causes, 1 + i / 2))).isLessThan(applied.indexOf("b" + i));
        }
    }

    private static List<String> numbered(String source, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            events.add(source + i);
        }
        return events;
    }
}
