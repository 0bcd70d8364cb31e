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
import org.lotledger.system.history.Invariant;

/** The ledger made anew while people work with it and ask it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildIT {
    private static final String RUN = "REBUILT";
    private static final long SEED = 70_000;
    private static final String QUIET = "QUIET";
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);
    private final Api api = new Api(stack);
    private String quietLot;

    @BeforeAll
    void setUp() throws InterruptedException {
        Client.prepare(RUN);
        Warehouse warehouse = new Warehouse(stack);
        Api.Answer quiet = warehouse.receive(Client.dated(RUN), QUIET, "2040-01-31", "17");
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
        Workload workload = new Workload(stack, RUN, SEED, CLIENTS);
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
        records.mustAgreeWithin(PATIENCE, workload.operations());
        Proof.mustBeClean(api);
        damage();
        assertThat(records.history(List.of(), null).violations())
                .containsKeys(
                        Invariant.CONSERVED_AT_EVERY_PREFIX, Invariant.PLACES_SUM_TO_THE_LOT, Invariant.ONE_ORDER);
        assertThat(Proof.of(api).path("status").asText()).isEqualTo("DIFFERENT");
        rebuilt();
        records.mustAgreeWithin(PATIENCE);
        Proof.mustBeClean(api);
    }

    @Test
    void a_ledger_that_is_killed_in_the_middle_goes_on_with_the_rebuild() throws Exception {
        String location = Rebuild.started(api);
        stack.service(Service.LOT_LEDGER).kill();
        stack.service(Service.LOT_LEDGER).startAgain();
        stack.service(Service.LOT_LEDGER).waitUntilReady(PATIENCE);
        Rebuild.awaitDone(api, location, PATIENCE);
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
        Rebuild.done(api, PATIENCE);
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
