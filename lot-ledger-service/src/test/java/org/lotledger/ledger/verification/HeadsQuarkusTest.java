package org.lotledger.ledger.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.TestWriters;
import org.lotledger.ledger.WriterServer;
import org.lotledger.local.TestStack;

/**
 * Goal: what the broker lost comes all the same, and a writer's store that went back is told. Method: a writer's store has
 * more, or less, than was sent; the test plays the relay that sends again what is asked for.
 */
@QuarkusTest
@WithTestResource(TestStack.class)
@WithTestResource(WriterServer.class)
class HeadsQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void a_lost_tail_is_asked_for_again_and_arrives() {
        TestLot lot = TestLot.fresh();
        TestLot unknown = TestLot.fresh();
        Announced first = announcer.announce(LotDraft.received(lot, "10"));
        Announced lost = announcer.announce(LotDraft.received(lot, "5"));
        Announced lostToo = announcer.announce(LotDraft.received(lot, "1"));
        Announced lostHold = announcer.announce(LotDraft.hold(unknown, AdjustmentReason.HOLD, "H-1"));
        double before = metric("lots_republished_keys_total");
        TestWriters.keep(first, lost, lostToo, lostHold);
        announcer.send(first);
        await("the keys are seen to lag", () -> metric("lots_lagging_keys") == 2);
        assertThat(TestWriters.republished()).doesNotContain(lost.eventId(), lostHold.eventId());
        await(
                "what is missing is asked for",
                () -> TestWriters.republished().containsAll(List.of(lost.eventId(), lostHold.eventId())));
        assertThat(TestWriters.republished()).doesNotContain(first.eventId(), lostToo.eventId());
        announcer.send(lost, lostToo, lostHold);
        assertThat(get(lot.path(), "after", lostToo.eventId()).get("onHand").intValue())
                .isEqualTo(16);
        assertThat(get(unknown.path(), "after", lostHold.eventId())
                        .get("status")
                        .asText())
                .isEqualTo("HELD");
        await("nothing lags any more", () -> metric("lots_lagging_keys") == 0);
        assertThat(metric("lots_republished_keys_total") - before).isEqualTo(2);
    }

    @Test
    void a_store_that_went_back_or_has_another_history_is_told() {
        TestLot lot = TestLot.fresh();
        Announced first = announcer.announce(LotDraft.received(lot, "10"));
        Announced second = announcer.announce(LotDraft.received(lot, "5"));
        TestWriters.keep(first, second);
        announcer.send(first, second);
        assertThat(ask(lot.path(), "after", second.eventId()).status()).isEqualTo(200);
        await("all is well", () -> metric("lots_heads_behind_keys") == 0 && metric("lots_heads_forked_keys") == 0);
        TestWriters.forget(second);
        await("the store is seen to be behind", () -> metric("lots_heads_behind_keys") == 1);
        TestWriters.forget(first);
        await("the store is seen to be empty", () -> metric("lots_heads_behind_keys") == 1);
        TestWriters.keep(first);
        TestWriters.keep(second, second.body(), "00");
        await("another history is seen", () -> metric("lots_heads_forked_keys") == 1);
        TestWriters.keep(second);
        await(
                "all is well again",
                () -> metric("lots_heads_behind_keys") == 0 && metric("lots_heads_forked_keys") == 0);
    }

    @Test
    void the_lag_of_each_partition_is_shown() {
        TestLot lot = TestLot.fresh();
        Announced sent = announcer.announce(LotDraft.received(lot, "10"));
        TestWriters.keep(sent);
        announcer.send(sent);
        assertThat(ask(lot.path(), "after", sent.eventId()).status()).isEqualTo(200);
        await(
                "all partitions are measured",
                () -> metrics().contains("lots_projection_lag_events{partition=\"3\",topic=\"lot-events\"}"));
        await(
                "nothing lags",
                () -> metrics()
                        .lines()
                        .filter(line -> line.startsWith("lots_projection_lag_events{"))
                        .allMatch(line -> line.endsWith(" 0.0")));
        // A record that was written behind the last one taken in, as the stored offset has it.
        LedgerTables.execute(
                "update consumer_offset set next_offset = next_offset - 1 where topic = 'lot-events'"
                        + " and partition = (select min(partition) from consumer_offset where topic = 'lot-events' and next_offset > 0)");
        await(
                "one lags",
                () -> metrics()
                        .lines()
                        .anyMatch(line -> line.startsWith("lots_projection_lag_events{") && line.endsWith(" 1.0")));
        LedgerTables.execute(
                "update consumer_offset set next_offset = next_offset + 1 where topic = 'lot-events'"
                        + " and partition = (select min(partition) from consumer_offset where topic = 'lot-events' and next_offset > 0)");
    }

    @Test
    void the_last_verification_is_shown() {
        String path = given().post("/verifications").header("Location").replaceFirst("https?://[^/]+", "");
        await("it has ended", () -> !get(path).get("status").asText().equals("RUNNING"));
        long differences = get(path).get("differencesFound").longValue();
        await(
                "its differences are shown",
                () -> metric("lots_verification_differences") == differences
                        && metric("lots_verification_clean") == (differences == 0 ? 1 : 0)
                        && metric("lots_verification_age_seconds") < 60);
    }

    private static String metrics() {
        return ask("/q/metrics").text();
    }

    /** Not a number while there is no such metric. */
    private static double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
