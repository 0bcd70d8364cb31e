package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.history.Ledger.Head;

/** One fault after the other under a workload; how long it took to recover from each is measured. */
final class ChaosRun {
    /** For whatever has to come back; the bounds that `make chaos` holds it to are far below. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(2);
    private static final long SAMPLE_MILLIS = 500;

    private final Api api;
    private final Workload workload;
    private final String item;
    private final Records records;
    private final AtomicLong lagPeak = new AtomicLong();
    private final List<Row> rows = new ArrayList<>();

    /** Looks for the first command where the clients send theirs. */
    ChaosRun(LocalStack stack, Function<Service, URI> addresses, Workload workload, String item) {
        this.api = new Api(addresses, ATTEMPT_MAX);
        this.workload = workload;
        this.item = item;
        this.records = new Records(stack);
    }

    /**
     * What came of a fault.
     *
     * @param sent requests from its beginning until all had recovered
     * @param unanswered how often there was no answer, or one that leaves the outcome open
     * @param lagPeak events announced and not yet in the ledger, at most
     * @param command from the end of the fault until every writer had answered a command with 2xx
     * @param caughtUp until the ledger had applied what had been announced when it was mended
     */
    record Row(String fault, int sent, int unanswered, long lagPeak, Duration command, Duration caughtUp) {
        private static String seconds(Duration time) {
            return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %-26s | %6d | %10d | %6d | %8s | %9s |",
                    fault,
                    sent,
                    unanswered,
                    lagPeak,
                    seconds(command),
                    seconds(caughtUp));
        }
    }

    void run(List<Fault> faults) throws Exception {
        AtomicBoolean sampling = new AtomicBoolean(true);
        Thread sampler = Thread.ofPlatform().name("lag").start(() -> sample(sampling));
        try (workload) {
            workload.start();
            for (Fault fault : faults) {
                Row row = suffer(fault);
                rows.add(row);
                System.out.println(row);
            }
        } finally {
            sampling.set(false);
            sampler.join();
        }
    }

    private void sample(AtomicBoolean sampling) {
        while (sampling.get()) {
            try {
                lagPeak.accumulateAndGet(records.lag(), Math::max);
                Thread.sleep(SAMPLE_MILLIS);
            } catch (SQLException away) {
                // The database is what is being killed; the next look will see what came of it.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Row suffer(Fault fault) throws Exception {
        // It hits people who are at work.
        Thread.sleep(1_000);
        lagPeak.set(0);
        int sentBefore = workload.sent();
        int unansweredBefore = workload.unanswered();
        fault.strike().run();
        Thread.sleep(fault.lasts().dividedBy(2));
        fault.meanwhile().run();
        Thread.sleep(fault.lasts().dividedBy(2));
        fault.mend().run();
        long mended = System.nanoTime();
        AtomicLong answered = new AtomicLong();
        Thread commands = Thread.ofPlatform().start(() -> answered.set(untilCommandsSucceed(mended)));
        Map<String, Map<String, Head>> announced = Eventually.succeeds(PATIENCE, records::announced);
        Eventually.succeeds(PATIENCE, () -> {
            assertThat(records.notApplied(announced)).as(fault.name()).isEmpty();
            return true;
        });
        Duration caughtUp = Duration.ofNanos(System.nanoTime() - mended);
        commands.join();
        assertThat(answered.get()).as("commands succeed after " + fault.name()).isPositive();
        fault.recovered().run();
        return new Row(
                fault.name(),
                workload.sent() - sentBefore,
                workload.unanswered() - unansweredBefore,
                lagPeak.get(),
                Duration.ofNanos(answered.get()),
                caughtUp);
    }

    /** How long it took; 0 when not all writers came back. */
    private long untilCommandsSucceed(long since) {
        for (Service writer : Records.WRITERS.values()) {
            try {
                Eventually.unchecked(PATIENCE, () -> {
                    int status = Faults.command(api, writer, item).status();
                    assertThat(status).as(writer.label()).isBetween(200, 201);
                    return status;
                });
            } catch (RuntimeException | AssertionError e) {
                System.out.println(writer.label() + " takes no commands: " + e);
                return 0;
            }
        }
        return System.nanoTime() - since;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The table of the run, as docs/reliability.md has it. */
    static String table(long seed, Workload workload, List<Row> rows) {
        StringBuilder table =
                new StringBuilder("seed " + seed + ": " + workload.sent() + " requests, " + workload.open()
                        + " left unknown, " + rows.size() + " faults\n\n"
                        + "| fault                      | sent   | unanswered | lag    | command  | caught up |\n"
                        + "| ---                        | ---    | ---        | ---    | ---      | ---       |\n");
        rows.forEach(row -> table.append(row).append('\n'));
        return table.toString();
    }

    static void keep(String table) throws IOException {
        System.out.println(table);
        Files.writeString(Path.of("target", "chaos.md"), table);
    }
}
