package org.lotledger.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.lotledger.benchmarks.report.BenchRow;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalPostgres;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * Shipments per second through the packaged shipping service over HTTP, against the same SQL transactions from pgbench:
 * same server, same tables, fsync on, clients on the same machine. The services around it are stopped before it is
 * measured; its relay to Kafka runs.
 */
public final class CommandBenchmark {
    private static final String NAME = "command";
    private static final double REACH = 0.5;
    private static final Duration STOCK_ARRIVES_MAX = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 100;
    private static final String PROBE = "PROBE-2";

    private final Path projectFolder;
    private final Path folder;
    private final Consumer<String> progress;

    /** @param folder for the data of this run; must be empty */
    public CommandBenchmark(Path projectFolder, Path folder, Consumer<String> progress) {
        this.projectFolder = projectFolder;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * How much to do.
     *
     * @param lots over which the shipments are spread; a lot's shipments wait for each other
     * @param turn how long each side runs in a round
     */
    public record Size(int clients, int lots, int rounds, Duration warmUp, Duration turn) {}

    public BenchRow run(Size size) throws Exception {
        Goods goods = new Goods(size.lots());
        try (LocalStack stack = LocalStack.in(projectFolder, folder)
                .freePorts()
                .durability(Durability.FULL)
                .services(List.of(Service.ITEM_CATALOG, Service.RECEIVING, Service.SHIPPING))
                .build()) {
            stack.start();
            goods.bring(stack);
            awaitStock(stack.postgres(), size.lots());
            ShipScript script = ShipScript.load();
            requireSameStatements(stack, script);
            stack.service(Service.RECEIVING).stop();
            stack.service(Service.ITEM_CATALOG).stop();
            BareShipping.create(stack.postgres(), projectFolder, size.lots());
            BareDriver bare = PgBench.find(stack.postgres(), script, size.lots(), folder)
                    .orElseGet(() -> new JdbcDriver(stack.postgres(), script, size.lots()));
            progress.accept(NAME + ": bare = " + bare.name());
            return rounds(size, goods, stack, bare);
        }
    }

    private BenchRow rounds(Size size, Goods goods, LocalStack stack, BareDriver bare) throws Exception {
        ours(stack, goods, 0, size.clients(), size.warmUp());
        bare.run(0, size.clients(), size.warmUp());
        List<BenchRow.Round> rounds = new ArrayList<>();
        for (int i = 1; i <= size.rounds(); i++) {
            BenchRow.Round round = new BenchRow.Round(
                    ours(stack, goods, i, size.clients(), size.turn()), bare.run(i, size.clients(), size.turn()));
            rounds.add(round);
            progress.accept("%s %d: ours %.0f/s, bare %.0f/s, ratio %.2f"
                    .formatted(NAME, i, round.ours(), round.bare(), round.ours() / round.bare()));
        }
        return BenchRow.of(NAME, REACH, rounds);
    }

    private static double ours(LocalStack stack, Goods goods, int round, int clients, Duration time) throws Exception {
        List<Shipper> shippers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                shippers.add(new Shipper(stack.port(Service.SHIPPING)));
            }
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Shipper shipper = shippers.get(i);
                String numbers = "B-" + round + "-" + i + "-";
                counts.add(threads.submit(() -> shipUntil(end, shipper, numbers, goods)));
            }
            long shipments = 0;
            for (Future<Long> count : counts) {
                shipments += count.get();
            }
            return shipments / ((System.nanoTime() - begin) / 1e9);
        } finally {
            for (Shipper shipper : shippers) {
                shipper.close();
            }
        }
    }

    private static long shipUntil(long end, Shipper shipper, String numbers, Goods goods) {
        long count = 0;
        while (System.nanoTime() < end) {
            count++;
            shipper.ship(numbers + count, goods.anyLot(ThreadLocalRandom.current()));
        }
        return count;
    }

    private static void awaitStock(LocalPostgres server, int lots) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(STOCK_ARRIVES_MAX);
        try (Connection connection = server.connect(Service.SHIPPING.database());
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet rows = statement.executeQuery("select count(*) from stock where added > 0")) {
                    rows.next();
                    if (rows.getLong(1) == lots) {
                        return;
                    }
                    if (Instant.now().isAfter(deadline)) {
                        throw new IllegalStateException("of " + lots + " lots " + rows.getLong(1) + " have arrived");
                    }
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /** The first shipment of all claims the item; the second is like those to come. */
    private void requireSameStatements(LocalStack stack, ShipScript script) throws Exception {
        try (Shipper shipper = new Shipper(stack.port(Service.SHIPPING));
                Connection superuser =
                        DriverManager.getConnection(stack.postgres().jdbcUrl("postgres"), "postgres", "postgres")) {
            shipper.ship("PROBE-1", Goods.lotNumber(0));
            List<String> sent = StatementLog.during(
                    superuser,
                    folder.resolve("postgres").resolve("postgres.log"),
                    Service.SHIPPING.database(),
                    PROBE,
                    () -> shipper.ship(PROBE, Goods.lotNumber(0)));
            requireSame(sent, script.statements());
        }
    }

    private void requireSame(List<String> sent, List<String> scripted) throws IOException {
        if (sent.equals(scripted)) {
            progress.accept(NAME + ": the script has the " + sent.size() + " statements that the service sends");
            return;
        }
        Path file = folder.resolve("sent.sql");
        Files.write(file, sent);
        int first = 0;
        while (first < sent.size() && first < scripted.size() && sent.get(first).equals(scripted.get(first))) {
            first++;
        }
        throw new IllegalStateException("ship.sql is not what the service sends: statement " + (first + 1) + " of "
                + sent.size() + " is\n  " + (first < sent.size() ? sent.get(first) : "(none)") + "\nin the script\n  "
                + (first < scripted.size() ? scripted.get(first) : "(none)") + "\nAll that the service sends: " + file);
    }
}
