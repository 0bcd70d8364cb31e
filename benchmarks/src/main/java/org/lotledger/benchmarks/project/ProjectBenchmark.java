package org.lotledger.benchmarks.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lotledger.benchmarks.history.CatalogNews;
import org.lotledger.benchmarks.history.EventFeed;
import org.lotledger.benchmarks.history.History;
import org.lotledger.benchmarks.history.HistoryPlan;
import org.lotledger.benchmarks.history.LedgerStack;
import org.lotledger.benchmarks.report.BenchRow;

/**
 * Events per second that the packaged ledger takes in from Kafka, against COPY of the history rows that it makes of them.
 * The ledger does more than write history: it reads JSON, checks chains of hashes, keeps totals and places.
 */
public final class ProjectBenchmark {
    private static final String NAME = "project";
    private static final double REACH = 0.5;
    private static final int EVENTS_PER_LOT = 20;
    private static final int LOTS_AT_ONCE = 2_000;
    private static final int DAYS = 365;

    /** Java goes on compiling for the first half million events; a ledger that runs for weeks has that behind it. */
    private static final int WARM_UP_ROUNDS = 3;

    private final Path projectFolder;
    private final Path folder;
    private final Consumer<String> progress;

    /** @param folder for the data of this run; must be empty */
    public ProjectBenchmark(Path projectFolder, Path folder, Consumer<String> progress) {
        this.projectFolder = projectFolder;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * How much to do.
     *
     * @param events in each round
     */
    public record Size(int events, int rounds) {}

    public BenchRow run(Size size) throws Exception {
        try (LedgerStack ledger = LedgerStack.start(projectFolder, folder);
                Connection superuser = ledger.connectAsSuperuser();
                EventFeed feed = ledger.feed()) {
            feed.send(CatalogNews.of(HistoryPlan.daysAgo(DAYS)).iterator(), Long.MAX_VALUE);
            BareHistory bare = BareHistory.create(superuser);
            for (int i = 1; i <= WARM_UP_ROUNDS; i++) {
                round(ledger, feed, bare, "W" + i + "x", size.events());
            }
            List<BenchRow.Round> rounds = new ArrayList<>();
            for (int i = 1; i <= size.rounds(); i++) {
                BenchRow.Round round = round(ledger, feed, bare, "P" + i + "x", size.events());
                rounds.add(round);
                progress.accept("%s %d: ours %.0f/s, bare %.0f/s, ratio %.2f"
                        .formatted(NAME, i, round.ours(), round.bare(), round.ours() / round.bare()));
            }
            if (ledger.parked() > 0) {
                throw new IllegalStateException("the ledger has parked " + ledger.parked() + " of the events");
            }
            return BenchRow.of(NAME, REACH, rounds);
        }
    }

    private BenchRow.Round round(LedgerStack ledger, EventFeed feed, BareHistory bare, String name, int events)
            throws Exception {
        HistoryPlan plan = new HistoryPlan(
                name,
                events / EVENTS_PER_LOT,
                events,
                0,
                events / EVENTS_PER_LOT,
                LOTS_AT_ONCE,
                HistoryPlan.daysAgo(DAYS),
                HistoryPlan.daysAgo(1));
        double ours = events / drainSeconds(ledger, feed, new History(plan));
        Path file = folder.resolve(name + ".copy");
        long rows = bare.export(name + "-", file);
        if (rows != events) {
            throw new IllegalStateException("of " + events + " events the history shows " + rows);
        }
        long begin = System.nanoTime();
        bare.copy(file);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Files.delete(file);
        return new BenchRow.Round(ours, events / seconds);
    }

    /**
     * The ledger runs, and is warm, but cannot begin: its first statement waits for the table that is locked here until
     * Kafka has all of the events.
     */
    private static double drainSeconds(LedgerStack ledger, EventFeed feed, History history)
            throws SQLException, InterruptedException {
        long before = ledger.eventsTaken();
        long begin;
        long sent;
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table consumer_offset in share row exclusive mode");
            sent = feed.send(history, Long.MAX_VALUE);
            begin = System.nanoTime();
            connection.commit();
        }
        ledger.awaitTaken(before + sent);
        return (System.nanoTime() - begin) / 1e9;
    }
}
