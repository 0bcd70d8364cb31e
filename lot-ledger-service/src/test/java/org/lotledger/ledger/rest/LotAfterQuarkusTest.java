package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.json;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Read your writes: {@code ?after=}. */
@QuarkusTest
@WithTestResource(TestStack.class)
class LotAfterQuarkusTest {
    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void a_request_waits_for_the_event_it_names() {
        TestLot lot = TestLot.fresh();
        Announced received = announcer.announce(LotDraft.received(lot, "7"));
        var sending = CompletableFuture.runAsync(
                () -> announcer.send(received), CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));
        Answer answer = ask(lot.path(), "after", received.eventId());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).get("onHand").intValue()).isEqualTo(7);
        sending.join();
    }

    @Test
    void an_event_that_does_not_come_is_told_with_503_and_when_to_ask_again() {
        TestLot lot = TestLot.fresh();
        long start = System.nanoTime();
        Answer answer = ask("/lots", "after", "receiving." + lot.id() + ".1");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isBetween(4L, 7L);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(json(answer).get("code").asText()).isEqualTo("NOT_YET_APPLIED");
    }

    @Test
    void an_event_that_never_comes_here_is_unknown() {
        for (String unknown : new String[] {
            "receiving.not-a-lot.1", "lot-ledger." + TestLot.fresh().id() + ".1", "nonsense", "item-catalog.item:.0"
        }) {
            Answer answer = ask("/lots", "after", unknown);
            assertThat(answer.status()).as(unknown).isEqualTo(422);
            assertThat(json(answer).get("code").asText()).isEqualTo("AFTER_UNKNOWN");
        }
    }

    @Test
    void an_event_of_a_parked_lot_is_not_waited_for() {
        TestLot lot = TestLot.fresh();
        announcer.announce(LotDraft.received(lot, "1"));
        Announced two = announcer.send(LotDraft.received(lot, "2"));
        await(
                "it is parked",
                () -> LedgerTables.number("select count(*) from parked where event_key = '" + lot.id() + "'") == 1);
        Answer answer = ask("/lots", "after", two.eventId());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(json(answer).get("code").asText()).isEqualTo("LOT_PARKED");
    }
}
