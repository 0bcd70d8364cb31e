package org.lotledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;

/**
 * Goal: the merged order can be applied as it is, and depends on nothing but the announcements. Method: random histories
 * of a few lots with clocks that disagree, cut into random pages, compared with a model that looks at everything at once.
 */
class AnnouncementMergePropertiesTest {
    private static final List<TestLot> LOTS = Stream.of("A", "B", "C")
            .map(number -> TestLot.of("GAUZE-10", number))
            .toList();

    @Property(tries = 300)
    void the_merged_order_is_that_of_the_model(@ForAll @IntRange(max = 40) int size, @ForAll Random random) {
        List<Announcement> history = history(size, random);
        List<AnnouncementMerge.Next> merged = merged(history, random);
        assertThat(merged).extracting(AnnouncementMerge.Next::announcement).isEqualTo(model(history));
        assertThat(merged).noneMatch(AnnouncementMerge.Next::beforeItsCause);
    }

    /** Events as they happened: each may be based on whatever happened before it; every source has its own clock. */
    private static List<Announcement> history(int size, Random random) {
        TestAnnouncer announcer = new TestAnnouncer();
        Map<String, Long> seen = new HashMap<>();
        List<Announcement> history = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            TestLot lot = LOTS.get(random.nextInt(LOTS.size()));
            LotDraft draft = switch (random.nextInt(3)) {
                case 0 -> LotDraft.received(lot, "1");
                case 1 -> LotDraft.shipped(lot, "1");
                default -> LotDraft.hold(lot, AdjustmentReason.HOLD, "H-" + i);
            };
            for (Source other : Source.values()) {
                long last = seen.getOrDefault(other.wireName() + lot.id(), 0L);
                if (other != draft.source() && last > 0 && random.nextBoolean()) {
                    draft.basedOn(other, 1 + random.nextLong(last));
                }
            }
            seen.merge(draft.source().wireName() + lot.id(), 1L, Long::sum);
            history.add(Given.announcement(announcer, draft.recorded(Instant.EPOCH.plusSeconds(random.nextInt(10)))));
        }
        return history;
    }

    private static List<AnnouncementMerge.Next> merged(List<Announcement> history, Random random) {
        Map<Source, List<Announcement>> left = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            left.put(
                    source,
                    history.stream()
                            .filter(a -> a.source() == source)
                            .sorted(Comparator.comparing(Announcement::key).thenComparing(Announcement::sequence))
                            .toList());
        }
        AnnouncementMerge merge = new AnnouncementMerge(EnumSet.allOf(Source.class));
        List<AnnouncementMerge.Next> merged = new ArrayList<>();
        while (true) {
            Source wanted = merge.wanted().orElse(null);
            if (wanted == null) {
                var next = merge.next();
                if (next.isEmpty()) {
                    return merged;
                }
                merged.add(next.get());
            } else {
                List<Announcement> rest = left.get(wanted);
                int page = Math.min(rest.size(), random.nextInt(5));
                merge.offer(wanted, rest.subList(0, page));
                left.put(wanted, rest.subList(page, rest.size()));
                if (page == rest.size()) {
                    merge.end(wanted);
                }
            }
        }
    }

    private static List<Announcement> model(List<Announcement> history) {
        List<Announcement> left = new ArrayList<>(history);
        Set<String> taken = new HashSet<>();
        List<Announcement> order = new ArrayList<>();
        while (!left.isEmpty()) {
            Announcement next = left.stream()
                    .filter(a ->
                            a.sequence() == 1 || taken.contains(id(a.source().wireName(), a.key(), a.sequence() - 1)))
                    .filter(a -> a.basedOn().entrySet().stream()
                            .allMatch(cause -> taken.contains(id(cause.getKey(), a.key(), cause.getValue()))))
                    .min(Comparator.comparing(Announcement::key)
                            .thenComparing(Announcement::recordedAt)
                            .thenComparing(a -> a.source().wireName()))
                    .orElseThrow();
            left.remove(next);
            taken.add(id(next.source().wireName(), next.key(), next.sequence()));
            order.add(next);
        }
        return order;
    }

    private static String id(String source, String key, long sequence) {
        return source + "." + key + "." + sequence;
    }
}
