package org.lotledger.ledger.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Sequencer;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Tables that change places under those who read them. */
@QuarkusTest
@WithTestResource(TestStack.class)
class NextProjectionQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> SOURCES = Set.of("item-catalog", "receiving", "shipping");
    private static final int READERS = 6;
    private static final int SWAPS = 8;

    @Inject
    NextProjection next;

    @Inject
    MigrationConnections connections;

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final List<Announced> events = new ArrayList<>();

    @BeforeEach
    void empty() {
        LedgerTables.execute("truncate lot, lot_location, lot_transaction, lot_hold, discrepancy");
    }

    @AfterEach
    void close() {
        announcer.close();
    }

    /**
     * Goal: whoever reads sees one set of tables or the other, never none and never half of each; connections, prepared
     * statements and Hibernate's sessions stay as they are. Method: readers ask all kinds of questions all the time, and
     * compare with what they know, while the tables change places again and again.
     */
    @Test
    void readers_see_the_same_whichever_tables_they_read() throws Exception {
        TestLot lot = TestLot.fresh();
        events.add(announcer.announce(LotDraft.received(lot, "30").at("A")));
        events.add(announcer.announce(LotDraft.received(lot, "12").at("B")));
        events.add(announcer.announce(
                LotDraft.shipped(lot, "2").at("A").party(new Party(PartyRole.CUSTOMER, "C-1", null, null))));
        replace();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger answers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(Thread.ofPlatform().start(() -> {
                while (running.get()) {
                    try {
                        lookAround(lot);
                        answers.incrementAndGet();
                    } catch (AssertionError | RuntimeException e) {
                        wrong.add(String.valueOf(e));
                    }
                }
            }));
        }
        for (int i = 0; i < SWAPS; i++) {
            int before = answers.get();
            replace();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (answers.get() < before + READERS && System.nanoTime() < until) {
                Thread.sleep(20);
            }
        }
        running.set(false);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(answers.get()).isGreaterThan(SWAPS * READERS);
        assertThat(LedgerTables.number(
                        "select count(*) from pg_namespace where nspname in ('projection_old', 'projection_next')"))
                .isZero();
    }

    private static void lookAround(TestLot lot) {
        assertThat(get(lot.path()).get("onHand").intValue()).isEqualTo(40);
        assertThat(get(lot.path()).get("locations")).hasSize(2);
        assertThat(get(lot.path() + "/transactions").get("items")).hasSize(3);
        assertThat(get(lot.path() + "/balance").get("onHand").intValue()).isEqualTo(40);
        assertThat(get("/lots", "itemCode", lot.itemCode()).get("items")).hasSize(1);
        JsonNode report = get(lot.path() + "/recall-report");
        assertThat(report.get("stock")).hasSize(2);
        assertThat(report.get("customers").get(0).get("shipped").intValue()).isEqualTo(2);
        assertThat(get(lot.path() + "/trace").at("/massBalance/balanced").asBoolean())
                .isTrue();
    }

    @Test
    void the_tables_in_place_are_known_to_the_next_start() {
        replace();
        replace();
        ProjectionSchema.LIVE.migrate(connections.database());
        assertThat(LedgerTables.number("select count(*) from projection.flyway_schema_history where not success"))
                .isZero();
    }

    @Test
    void a_long_look_at_one_moment_is_finished_before_the_tables_change_places() throws Exception {
        TestLot lot = TestLot.fresh();
        events.add(announcer.announce(LotDraft.received(lot, "30")));
        replace();
        fill();
        try (var reading = TestStack.postgres().connect("service");
                var statement = reading.createStatement()) {
            reading.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read read only;"
                    + "lock table only projection.lot in access share mode");
            assertThat(nobodyReads()).isFalse();
            assertThat(get(lot.path()).get("onHand").intValue()).isEqualTo(30);
            reading.rollback();
        }
        assertThat(nobodyReads()).isTrue();
        clear();
    }

    @Test
    void a_history_that_was_begun_before_is_not_gone_on_with() throws Exception {
        TestLot lot = TestLot.fresh();
        for (int i = 0; i < 5; i++) {
            events.add(announcer.announce(LotDraft.received(lot, "1")));
        }
        replace();
        String path = lot.path() + "/transactions";
        String cursor = get(path, "limit", 2).get("nextCursor").asText();
        assertThat(get(path, "limit", 2, "cursor", cursor).get("items")).hasSize(2);

        replace();

        Answer refused = ask(path, "limit", 2, "cursor", cursor);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(json(refused).at("/violations/0/pointer").asText()).isEqualTo("/cursor");
        assertThat(json(refused).get("detail").asText()).contains("rebuilt");
        assertThat(json(ask(path, "limit", 2, "cursor", cursor, "type", "LotShipped"))
                        .get("code")
                        .asText())
                .as("also where no row follows")
                .isEqualTo("FIELD_INVALID");
    }

    @Test
    void a_table_of_a_whole_history_breaks_off_rather_than_mix_two_orders() {
        TestLot lot = TestLot.fresh();
        for (int i = 0; i < 2_500; i++) {
            events.add(announcer.announce(LotDraft.received(lot, "1")));
        }
        replace();
        LotTransaction.Filter filter = new LotTransaction.Filter(lot.id(), null, null, null, null);
        assertThat(rows(filter, () -> {})).isEqualTo(2_500);

        fill();
        assertThatThrownBy(() -> rows(filter, this::swap)).hasMessageContaining("rebuilt");
        clear();
    }

    /** The rows of the history, when something happens after the first page. */
    private static long rows(LotTransaction.Filter filter, Runnable afterFirstPage) {
        AtomicBoolean first = new AtomicBoolean(true);
        try {
            return VertxContextSupport.subscribeAndAwait(() -> LotTransaction.newest(filter.lotId())
                    .onItem()
                    .transformToMulti(newest -> LotTransaction.pages(filter, false, newest))
                    .onItem()
                    .call(page -> first.getAndSet(false)
                            ? onWorker(afterFirstPage)
                            : Uni.createFrom().voidItem())
                    .map(List::size)
                    .collect()
                    .with(java.util.stream.Collectors.summingLong(Integer::longValue)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next page is read where the first was. */
    private static Uni<Void> onWorker(Runnable work) {
        Context reading = Vertx.currentContext();
        return Uni.createFrom()
                .<Void>item(() -> {
                    work.run();
                    return null;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> reading.runOnContext(nothing -> task.run()));
    }

    /** Consumers whose batch met the change of tables go on with the new ones. */
    @Test
    void a_batch_of_the_consumers_waits_and_goes_into_the_new_tables() throws Exception {
        TestLot lot = TestLot.fresh();
        events.add(announcer.announce(LotDraft.received(lot, "30")));
        replace();
        fill();
        Announced more = announcer.announce(LotDraft.received(lot, "5"));
        try (ExecutorService later = Executors.newSingleThreadExecutor();
                ProjectionSwap swap = next.beginSwap()) {
            assertThat(swap.stopConsumers()).isTrue();
            later.execute(() -> announcer.send(more));
            await(
                    "the batch waits",
                    () -> LedgerTables.number(
                                    "select count(*) from pg_locks where not granted and mode = 'RowExclusiveLock'")
                            > 0);
            assertThat(swap.stopReaders()).isTrue();
            swap.commit();
        }
        assertThat(get(lot.path(), "after", more.eventId()).get("onHand").intValue())
                .isEqualTo(35);
        clear();
    }

    private boolean nobodyReads() {
        try (ProjectionSwap swap = next.beginSwap()) {
            return swap.stopConsumers() && swap.stopReaders();
        }
    }

    private void replace() {
        fill();
        swap();
        clear();
    }

    private void clear() {
        next.inTransaction(next::clear).await().atMost(PATIENCE);
    }

    private void fill() {
        clear();
        next.make();
        List<Arrival<LotEvent>> arrivals =
                events.stream().map(event -> event.<LotEvent>arrival()).toList();
        for (int from = 0; from < arrivals.size(); from += 2_000) {
            List<Arrival<LotEvent>> batch = arrivals.subList(from, Math.min(arrivals.size(), from + 2_000));
            List<Sequencer.Held<LotEvent>> held = next.inTransaction(tx -> next.apply(tx, batch, SOURCES))
                    .await()
                    .atMost(PATIENCE);
            assertThat(held).isEmpty();
        }
    }

    private void swap() {
        boolean done = false;
        while (!done) {
            try (ProjectionSwap swap = next.beginSwap()) {
                done = swap.stopConsumers() && swap.stopReaders();
                if (done) {
                    swap.commit();
                }
            }
        }
    }
}
