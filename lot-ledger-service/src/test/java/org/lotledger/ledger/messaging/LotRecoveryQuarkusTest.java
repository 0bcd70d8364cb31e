package org.lotledger.ledger.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.json;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;

/** What is lost comes again, and the ledger is the same. */
@QuarkusTest
@WithTestResource(TestStack.class)
class LotRecoveryQuarkusTest {
    private static final String TOPIC = "lot-events";

    private final TestAnnouncer announcer = new TestAnnouncer();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void a_topic_that_was_deleted_and_refilled_changes_nothing_and_is_read_on() {
        List<Announced> events = events();
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();
        refill(List.of());
        announcer.send(events);
        TestLot lot = TestLot.fresh();
        Announced more = announcer.send(LotDraft.received(lot, "1"));
        awaitAll(List.of(more));
        List<String> after = LedgerTables.everything();
        after.removeIf(row -> row.contains(lot.id().toString()));
        assertThat(after).isEqualTo(before);
        assertThat(parked(events)).isZero();
    }

    /**
     * Goal: consumers that stand in the middle of a topic see that it was made anew, and read what lies before. Method: they
     * are kept at a batch by a lock while the topic is deleted, made again and filled with more than it had.
     */
    @Test
    void a_topic_that_was_made_anew_while_nobody_looked_is_read_from_its_start() throws Exception {
        List<Announced> first = events();
        announcer.send(first);
        awaitAll(first);
        List<Announced> next = new ArrayList<>();
        try (Connection connection = TestStack.postgres().connect("service");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table projection.lot in access exclusive mode");
            announcer.send(events());
            refill(List.of());
            for (int i = 0; i < 3; i++) {
                next.addAll(events());
            }
            announcer.send(next);
            connection.commit();
        }
        awaitAll(next);
        assertThat(parked(next)).isZero();
    }

    @Test
    void an_empty_ledger_comes_to_the_same_out_of_a_refilled_topic() {
        List<Announced> events = events();
        announcer.send(events);
        awaitAll(events);
        refill(List.of("lot", "lot_location", "lot_transaction", "lot_hold", "discrepancy", "consumer_offset"));
        announcer.send(events);
        awaitAll(events);
        List<String> before = LedgerTables.everything();
        refill(List.of("lot", "lot_location", "lot_transaction", "lot_hold", "discrepancy", "consumer_offset"));
        // Another order of the sources: all shipments first, so that they must wait for their receipts.
        List<Announced> shuffled = new ArrayList<>(events);
        shuffled.sort(Comparator.comparing(Announced::source).reversed());
        announcer.send(shuffled);
        awaitAll(events);
        List<String> totals = new ArrayList<>(LedgerTables.everything());
        totals.removeIf(row -> row.contains("LotReceived") || row.contains("LotShipped"));
        before.removeIf(row -> row.contains("LotReceived") || row.contains("LotShipped"));
        assertThat(totals).isEqualTo(before);
        assertThat(parked(events)).isZero();
        assertThat(LedgerTables.number("select count(*) from discrepancy")).isZero();
    }

    @Test
    void a_database_that_was_killed_and_started_again_is_caught_up() {
        List<Announced> events = events();
        announcer.send(events.subList(0, 30));
        awaitAll(events.subList(0, 30));
        TestStack.postgres().kill();
        announcer.send(events.subList(30, events.size()));
        assertThat(ask("/lots").status()).isEqualTo(503);
        assertThat(json(ask("/lots")).get("code").asText()).isEqualTo("STORE_UNREACHABLE");
        TestStack.postgres().startAgain();
        awaitAll(events);
        assertThat(LedgerTables.number("select count(*) from lot_transaction where lot_id = '"
                        + events.getFirst().event().key() + "'"))
                .isEqualTo(events.stream()
                        .filter(e ->
                                e.event().key().equals(events.getFirst().event().key()))
                        .count());
        await("the service is ready", () -> ask("/q/health/ready").status() == 200);
    }

    private List<Announced> events() {
        List<TestLot> lots = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lots.add(TestLot.fresh());
        }
        List<Announced> events = new ArrayList<>();
        for (int round = 1; round <= 5; round++) {
            for (TestLot lot : lots) {
                events.add(announcer.announce(LotDraft.received(lot, "10")));
                events.add(announcer.announce(LotDraft.shipped(lot, "3").basedOn(Source.RECEIVING, round)));
            }
        }
        return events;
    }

    private static long parked(List<Announced> events) {
        String keys = events.stream().map(e -> "'" + e.event().key() + "'").collect(Collectors.joining(","));
        return LedgerTables.number("select count(*) from parked where state = 'OPEN' and event_key in (" + keys + ")");
    }

    private static void refill(List<String> emptied) {
        int partitions = 4;
        TestStack.kafka().deleteTopic(TOPIC);
        emptied.forEach(table -> LedgerTables.execute("truncate " + table));
        TestStack.kafka().createTopics(Map.of(TOPIC, partitions));
    }

    private static void awaitAll(List<Announced> events) {
        for (Announced event : events) {
            await(
                    event.eventId() + " is applied",
                    () -> ask("/lots", "limit", 1, "after", event.eventId()).status() == 200);
        }
    }
}
