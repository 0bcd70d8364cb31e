package org.lotledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;

class AnnouncementMergeTest {
    private static final TestLot LOT = TestLot.of("GAUZE-10", "A");
    private static final Set<Source> ALL = EnumSet.allOf(Source.class);

    private final TestAnnouncer announcer = new TestAnnouncer();

    @Test
    void keys_come_in_their_order_whoever_announced_them() {
        TestLot other = TestLot.of("GAUZE-11", "A");
        List<Announcement> received =
                List.of(given(LotDraft.received(LOT, "1"), 1), given(LotDraft.received(other, "1"), 2));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(other, "1"), 3));
        List<Announcement> inOrder = new ArrayList<>(received);
        inOrder.sort((a, b) -> a.key().compareTo(b.key()));
        assertThat(keys(merged(inOrder, shipped))).isSorted().hasSize(3);
    }

    @Test
    void within_a_key_what_was_written_down_first_comes_first() {
        List<Announcement> received =
                List.of(given(LotDraft.received(LOT, "1"), 1), given(LotDraft.received(LOT, "2"), 30));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1"), 20));
        assertThat(ids(merged(received, shipped))).containsExactly("receiving 1", "shipping 1", "receiving 2");
    }

    @Test
    void the_sequence_of_a_source_is_kept_whatever_its_clock_said() {
        List<Announcement> received =
                List.of(given(LotDraft.received(LOT, "1"), 50), given(LotDraft.received(LOT, "2"), 10));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1"), 20));
        assertThat(ids(merged(received, shipped))).containsExactly("shipping 1", "receiving 1", "receiving 2");
    }

    @Test
    void an_event_waits_for_what_it_was_decided_on_although_its_clock_was_behind() {
        List<Announcement> received =
                List.of(given(LotDraft.received(LOT, "1"), 50), given(LotDraft.received(LOT, "2"), 60));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1").basedOn(Source.RECEIVING, 2), 20));
        List<AnnouncementMerge.Next> merged = merged(received, shipped);
        assertThat(ids(merged)).containsExactly("receiving 1", "receiving 2", "shipping 1");
        assertThat(merged).noneMatch(AnnouncementMerge.Next::beforeItsCause);
    }

    @Test
    void at_the_same_moment_the_name_of_the_source_decides() {
        List<Announcement> received = List.of(given(LotDraft.received(LOT, "1"), 1));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1"), 1));
        List<Announcement> held = List.of(given(LotDraft.hold(LOT, AdjustmentReason.HOLD, "H-1"), 1));
        assertThat(ids(merged(shipped, held, received))).containsExactly("item-catalog 1", "receiving 1", "shipping 1");
    }

    @Test
    void what_waits_for_something_never_announced_comes_last_and_says_so() {
        List<Announcement> received = List.of(given(LotDraft.received(LOT, "1"), 50));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1").basedOn(Source.RECEIVING, 2), 20));
        List<AnnouncementMerge.Next> merged = merged(received, shipped);
        assertThat(ids(merged)).containsExactly("receiving 1", "shipping 1");
        assertThat(merged).extracting(AnnouncementMerge.Next::beforeItsCause).containsExactly(false, true);
    }

    @Test
    void two_that_wait_for_each_other_come_all_the_same() {
        List<Announcement> received = List.of(given(LotDraft.received(LOT, "1").basedOn(Source.SHIPPING, 1), 50));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1").basedOn(Source.RECEIVING, 1), 20));
        List<AnnouncementMerge.Next> merged = merged(received, shipped);
        assertThat(ids(merged)).containsExactly("shipping 1", "receiving 1");
        assertThat(merged).extracting(AnnouncementMerge.Next::beforeItsCause).containsExactly(true, false);
    }

    @Test
    void a_cause_in_a_stream_that_is_not_merged_is_not_waited_for() {
        AnnouncementMerge merge = new AnnouncementMerge(EnumSet.of(Source.SHIPPING));
        merge.offer(Source.SHIPPING, List.of(given(LotDraft.shipped(LOT, "1").basedOn(Source.RECEIVING, 9), 1)));
        merge.end(Source.SHIPPING);
        assertThat(merge.next().orElseThrow().beforeItsCause()).isFalse();
        assertThat(merge.next()).isEmpty();
    }

    @Test
    void what_cannot_be_read_keeps_its_place_in_its_chain() {
        Announcement garbage = Announcement.of(
                Source.RECEIVING, LOT.id().toString(), 1, "lot-events", "LotReceived.v1", "00", new byte[] {'{', '}'});
        assertThat(garbage.event()).isNull();
        assertThat(garbage.problem()).contains("LotReceived.v1 cannot be read");
        given(LotDraft.received(LOT, "1"), 1);
        List<Announcement> received = List.of(garbage, given(LotDraft.received(LOT, "2"), 5));
        List<Announcement> shipped = List.of(given(LotDraft.shipped(LOT, "1"), 3));
        assertThat(ids(merged(received, shipped))).containsExactly("receiving 1", "shipping 1", "receiving 2");
    }

    @Test
    void nothing_is_taken_before_every_stream_that_goes_on_has_shown_its_next() {
        AnnouncementMerge merge = new AnnouncementMerge(EnumSet.of(Source.RECEIVING, Source.SHIPPING));
        merge.offer(Source.RECEIVING, List.of(given(LotDraft.received(LOT, "1"), 1)));
        assertThat(merge.wanted()).contains(Source.SHIPPING);
        assertThatThrownBy(merge::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the next page of shipping is wanted");
        merge.end(Source.SHIPPING);
        assertThat(merge.wanted()).isEmpty();
        assertThat(merge.next()).isPresent();
        assertThat(merge.wanted()).contains(Source.RECEIVING);
    }

    @Test
    void a_list_out_of_order_and_a_stream_of_nobody_are_refused() {
        Announcement one = given(LotDraft.received(LOT, "1"), 1);
        Announcement two = given(LotDraft.received(LOT, "1"), 1);
        AnnouncementMerge merge = new AnnouncementMerge(EnumSet.of(Source.RECEIVING));
        merge.offer(Source.RECEIVING, List.of(two));
        assertThatThrownBy(() -> merge.offer(Source.RECEIVING, List.of(two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comes after");
        assertThatThrownBy(() -> merge.offer(Source.RECEIVING, List.of(one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comes after");
        assertThatThrownBy(() -> merge.end(Source.SHIPPING)).isInstanceOf(IllegalArgumentException.class);
    }

    private Announcement given(LotDraft draft, int recordedAtSecond) {
        return Given.announcement(announcer, draft.recorded(Instant.EPOCH.plusSeconds(recordedAtSecond)));
    }

    @SafeVarargs
    private static List<AnnouncementMerge.Next> merged(List<Announcement>... streams) {
        AnnouncementMerge merge = new AnnouncementMerge(ALL);
        for (List<Announcement> stream : streams) {
            merge.offer(stream.getFirst().source(), stream);
        }
        ALL.forEach(merge::end);
        List<AnnouncementMerge.Next> all = new ArrayList<>();
        for (Optional<AnnouncementMerge.Next> next = merge.next(); next.isPresent(); next = merge.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static List<String> ids(List<AnnouncementMerge.Next> merged) {
        return merged.stream()
                .map(next -> next.announcement().source().wireName() + " "
                        + next.announcement().sequence())
                .toList();
    }

    private static List<String> keys(List<AnnouncementMerge.Next> merged) {
        return merged.stream().map(next -> next.announcement().key()).toList();
    }
}
