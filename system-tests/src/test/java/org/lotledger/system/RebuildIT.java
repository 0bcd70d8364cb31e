package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** The ledger made anew while people work with it and ask it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildIT {
    private static final String ITEM = "REBUILT";
    private static final String QUIET = "QUIET";
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);
    private final Api api = new Api(stack);
    private String quietLot;

    @BeforeAll
    void setUp() throws InterruptedException {
        Warehouse warehouse = new Warehouse(stack);
        // The places that the workload moves goods between.
        new Trade();
        warehouse.item(ITEM, true, true);
        Api.Answer received = warehouse.receive(ITEM, "W-0", "2040-01-31", "100");
        warehouse.ship(ITEM, "W-0", "1", received.eventId());
        Api.Answer quiet = warehouse.receive(ITEM, QUIET, "2040-01-31", "17");
        quietLot = quiet.body().at("/lines/0/lots/0/lotId").asText();
        warehouse.lot(quietLot, quiet.eventId());
    }

    /**
     * Goal: a rebuild in the middle of the day's work ends with what the stores hold, and nobody who asks sees anything
     * half made. Method: clients work, a reader asks for a lot that nobody moves, the tables are damaged elsewhere, the
     * ledger is rebuilt; then stores, Kafka and ledger are compared.
     */
    @Test
    void a_rebuild_under_load_ends_with_what_the_stores_hold() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger answers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Workload workload = new Workload(stack, ITEM, CLIENTS, 70_000);
        List<Thread> readers = new ArrayList<>();
        try (workload) {
            workload.start();
            for (int i = 0; i < 2; i++) {
                readers.add(Thread.ofPlatform().start(() -> {
                    while (running.get()) {
                        lookAtTheQuietLot(wrong);
                        answers.incrementAndGet();
                    }
                }));
            }
            rebuilt();
            rebuilt();
            running.set(false);
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(answers.get()).isPositive();
        assertThat(workload.surprises()).isEmpty();
        records.mustAgreeWithin(PATIENCE);
        Proof.mustBeClean(api);
        damage();
        assertThat(records.balances()).isNotEqualTo(records.sumsOfStores());
        assertThat(Proof.of(api).path("status").asText()).isEqualTo("DIFFERENT");
        rebuilt();
        records.mustAgreeWithin(PATIENCE);
        Proof.mustBeClean(api);
    }

    @Test
    void a_ledger_that_is_killed_in_the_middle_goes_on_with_the_rebuild() throws Exception {
        String location = api.post(Service.LOT_LEDGER, "/projection/rebuild", "{}")
                .mustBe(202)
                .location();
        stack.service(Service.LOT_LEDGER).kill();
        stack.service(Service.LOT_LEDGER).startAgain();
        stack.service(Service.LOT_LEDGER).waitUntilReady(PATIENCE);
        awaitDone(location);
        records.mustAgreeWithin(PATIENCE);
    }

    private void lookAtTheQuietLot(Queue<String> wrong) {
        Api.Answer lot = api.get(Service.LOT_LEDGER, "/lots/" + quietLot);
        Api.Answer history = api.get(Service.LOT_LEDGER, "/lots/" + quietLot + "/transactions");
        Api.Answer report = api.get(Service.LOT_LEDGER, "/lots/" + quietLot + "/recall-report");
        if (lot.status() != 200
                || lot.body().path("onHand").decimalValue().compareTo(new BigDecimal(17)) != 0
                || history.body().path("items").size() != 1
                || report.body().path("stock").size() != 1) {
            wrong.add(lot + "\n" + history + "\n" + report);
        }
    }

    private void rebuilt() throws Exception {
        awaitDone(api.post(Service.LOT_LEDGER, "/projection/rebuild", "{}")
                .mustBe(202)
                .location());
    }

    private void awaitDone(String location) throws Exception {
        Api.Answer ended = Eventually.succeeds(PATIENCE, () -> {
            Api.Answer answer = api.get(Service.LOT_LEDGER, location).mustBe(200);
            assertThat(answer.body().path("status").asText()).isNotEqualTo("RUNNING");
            return answer;
        });
        assertThat(ended.body().path("status").asText()).as(ended.toString()).isEqualTo("DONE");
        assertThat(ended.body().path("progress").decimalValue()).isEqualByComparingTo("1");
    }

    private void damage() throws SQLException {
        try (Connection connection = stack.postgres(Service.LOT_LEDGER).connect(Service.LOT_LEDGER.database());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update projection.lot_location set on_hand = on_hand + 3 where lot_id = '" + quietLot + "'");
            statement.execute("delete from projection.lot_transaction where position % 2 = 0");
        }
    }
}
