package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lotledger.local.Service.LOT_LEDGER;
import static org.lotledger.local.Service.RECEIVING;
import static org.lotledger.local.Service.SHIPPING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalStack;
import org.lotledger.local.ServiceProcess;

/** Procedures of docs/operations.md that no other test follows, on a stack of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProceduresIT {
    private static final String ITEM = "PROC-1";
    private static final int PARTITIONS_BEFORE = 4;
    private static final int PARTITIONS_AFTER = 8;
    /** Enough for some to move to each of the new partitions. */
    private static final int LOTS = 40;

    private static final int STOCK = 1_000;
    /** Receiving's, whose first password is its name. */
    private static final String ROLE = RECEIVING.database();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LocalStack stack;
    private Records records;
    private Warehouse warehouse;

    @BeforeAll
    void start() throws Exception {
        stack = LocalStack.in(
                        Path.of("..").toAbsolutePath().normalize(), Files.createTempDirectory("lot-ledger-procedures"))
                .freePorts()
                .durability(Durability.RELAXED)
                // That clients look for new partitions every five minutes is tried in a second.
                .environment(Map.of("KAFKA_METADATA_MAX_AGE_MS", "1000"))
                .build();
        stack.start();
        records = new Records(stack);
        warehouse = new Warehouse(stack);
        warehouse.location(Warehouse.MAIN);
        warehouse.item(ITEM, true, true);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    /**
     * Goal: a topic is given more partitions while lots move, and nothing is lost, doubled or stuck, though a lot's events lie
     * in two partitions now. Method: lots are shipped one by one; new partitions are added; when they are used, the work
     * ends, and all that was announced must be in the ledger and proved.
     */
    @Test
    void a_topic_gets_more_partitions_while_lots_move() throws Exception {
        List<String> lots = IntStream.range(0, LOTS).mapToObj(i -> "P/" + i).toList();
        for (String lot : lots) {
            warehouse.receive(ITEM, lot, "2040-01-31", Integer.toString(STOCK));
        }
        ledgerHasAll();
        AtomicBoolean working = new AtomicBoolean(true);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> shipping = List.of(
                    clients.submit(() -> ship(lots.subList(0, LOTS / 2), working)),
                    clients.submit(() -> ship(lots.subList(LOTS / 2, LOTS), working)));
            try {
                stack.kafka().addPartitions("lot-events", PARTITIONS_AFTER);
                Eventually.holds(
                        PATIENCE,
                        () -> assertThat(records.topic().stream()
                                        .filter(record -> record.partition() >= PARTITIONS_BEFORE)
                                        .map(record -> Records.header(record, "ce_source"))
                                        .distinct())
                                .contains("shipping"));
            } finally {
                working.set(false);
            }
            for (Future<Integer> client : shipping) {
                assertThat(client.get()).isPositive();
            }
        }
        ledgerHasAll();
        Proof.mustBeClean(warehouse.api);
        Eventually.holds(PATIENCE, () -> {
            for (var consumer : List.of(RECEIVING, SHIPPING, LOT_LEDGER)) {
                assertThat(warehouse.api.all(consumer, "/parked"))
                        .as(consumer.label())
                        .isEmpty();
            }
        });
    }

    private int ship(List<String> lots, AtomicBoolean working) {
        int shipped = 0;
        while (working.get()) {
            warehouse.ship(ITEM, lots.get(shipped % lots.size()), "1", null);
            shipped++;
        }
        return shipped;
    }

    /**
     * Goal: a service's database gets a new password without a moment in which nobody receives. Method: the password is
     * changed; the process that runs goes on; one that knows the new password joins it; the first one ends; the old password
     * is worth nothing; and the same way back.
     */
    @Test
    void a_database_gets_a_new_password_while_goods_come_in() throws Exception {
        warehouse.receive(ITEM, "ROTATED/1", "2040-01-31", "5");
        rotate("rotated");
        warehouse.receive(ITEM, "ROTATED/2", "2040-01-31", "5");
        ServiceProcess first = stack.service(RECEIVING);
        try (ServiceProcess next = stack.startTwin(RECEIVING, Map.of("QUARKUS_DATASOURCE_PASSWORD", "rotated"))) {
            first.stop();
            new Warehouse(new Api(
                            service -> service == RECEIVING
                                    ? next.baseUri()
                                    : stack.service(service).baseUri(),
                            PATIENCE))
                    .receive(ITEM, "ROTATED/3", "2040-01-31", "5");
            assertThatThrownBy(() -> DriverManager.getConnection(
                            stack.postgres(RECEIVING).jdbcUrl(ROLE), ROLE, ROLE))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
            rotate(ROLE);
            first.startAgain();
            first.waitUntilReady(PATIENCE);
        }
        warehouse.receive(ITEM, "ROTATED/4", "2040-01-31", "5");
        ledgerHasAll();
        Proof.mustBeClean(warehouse.api);
    }

    private void rotate(String password) throws SQLException {
        try (Connection administrator = stack.postgres(RECEIVING).connect(ROLE, "postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("alter role " + ROLE + " password '" + password + "'");
        }
    }

    private void ledgerHasAll() throws Exception {
        var announced = records.announced();
        Eventually.succeeds(PATIENCE, () -> {
            assertThat(records.notApplied(announced)).isEmpty();
            return true;
        });
    }
}
