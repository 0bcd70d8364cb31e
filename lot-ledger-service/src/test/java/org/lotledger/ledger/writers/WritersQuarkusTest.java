package org.lotledger.ledger.writers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.TestWriters;
import org.lotledger.ledger.WriterServer;
import org.lotledger.ledger.proof.Announcement;
import org.lotledger.local.TestStack;

/** The writers' announcements as they come over HTTP. */
@QuarkusTest
@WithTestResource(TestStack.class)
@WithTestResource(WriterServer.class)
class WritersQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestAnnouncer announcer = new TestAnnouncer();

    private final List<Announced> kept = new ArrayList<>();

    @Inject
    Writers writers;

    /** None of it is ever sent, so to others it would be lost. */
    @AfterEach
    void forget() {
        kept.forEach(TestWriters::forget);
    }

    @Test
    void the_bytes_are_those_that_were_announced() {
        TestLot lot = TestLot.fresh();
        Announced received = keep(LotDraft.received(lot, "10.500").because("Grüße \"quoted\" \\ \u20ac"));
        Announcement read = one(lot);
        assertThat(read.hash()).isEqualTo(TestWriters.sha256(received.body())).isEqualTo(read.hashStored());
        assertThat(read.event()).isEqualTo(received.event());
        assertThat(read.topic()).isEqualTo("lot-events");
    }

    @Test
    void bytes_that_were_changed_have_another_hash_although_they_say_the_same() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.announce(LotDraft.received(lot, "10"));
        byte[] changed = new String(received.body(), UTF_8)
                .replace("{\"eventId\"", "{ \"eventId\"")
                .getBytes(UTF_8);
        TestWriters.keep(received, changed, TestWriters.sha256(received.body()));
        Announcement read = one(lot);
        assertThat(read.event()).isEqualTo(received.event());
        assertThat(read.hash()).isNotEqualTo(read.hashStored());
        kept.add(received);
    }

    @Test
    void all_sources_of_a_lot_come_in_one_order_over_several_pages() {
        TestLot lot = TestLot.fresh();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 1_100; i++) {
            Announced received = keep(LotDraft.received(lot, "1").recorded(LotDraft.NOON.plusSeconds(2 * i)));
            Announced shipped = keep(LotDraft.shipped(lot, "1")
                    .recorded(LotDraft.NOON.plusSeconds(2 * i - 1))
                    .basedOn(Source.RECEIVING, i));
            expected.add(received.eventId());
            expected.add(shipped.eventId());
        }
        Announced held = keep(LotDraft.hold(lot, AdjustmentReason.HOLD, "H-1").recorded(LotDraft.NOON));
        expected.addFirst(held.eventId());
        assertThat(all(writers.announcements(lot.id().toString())
                        .map(n -> n.announcement().eventId())))
                .isEqualTo(expected);
        assertThat(all(writers.announcements(Source.SHIPPING)
                        .filter(a -> a.key().equals(lot.id().toString()))
                        .map(Announcement::sequence)))
                .hasSize(1_100)
                .isSorted();
        assertThat(all(writers.heads(Source.SHIPPING)
                        .filter(h -> h.key().equals(lot.id().toString()))))
                .extracting(WriterHead::sequence)
                .containsExactly(1_100L);
        assertThat(all(writers.announcements().map(n -> n.announcement().key())))
                .isSorted();
    }

    @Test
    void a_reader_that_stops_early_is_given_no_more() {
        TestLot lot = TestLot.fresh();
        for (int i = 0; i < 3; i++) {
            keep(LotDraft.received(lot, "1"));
        }
        assertThat(all(writers.announcements(lot.id().toString()).select().first(2)))
                .hasSize(2);
    }

    @Test
    void an_answer_that_is_no_list_names_the_writer() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.announce(LotDraft.received(lot, "1"));
        TestWriters.keep(received, "{\"open\":".getBytes(UTF_8), "00");
        try {
            assertThatThrownBy(() -> all(writers.announcements(lot.id().toString())))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("PEER_UNREACHABLE: The writer receiving does not answer as it should");
        } finally {
            TestWriters.forget(received);
        }
    }

    private Announcement one(TestLot lot) {
        return all(writers.announcements(lot.id().toString())).getFirst().announcement();
    }

    private Announced keep(LotDraft draft) {
        Announced announced = announcer.announce(draft);
        TestWriters.keep(announced);
        kept.add(announced);
        return announced;
    }

    private static <T> List<T> all(Multi<T> multi) {
        return multi.collect().asList().await().atMost(PATIENCE);
    }
}
