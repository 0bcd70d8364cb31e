package org.lotledger.benchmarks.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.lotledger.benchmarks.history.CatalogNews;
import org.lotledger.benchmarks.history.EventFeed;
import org.lotledger.benchmarks.history.History;
import org.lotledger.benchmarks.history.HistoryPlan;
import org.lotledger.benchmarks.history.LedgerStack;
import org.lotledger.benchmarks.http.HttpLine;

/**
 * Fills the packaged ledger with a history through its own projection, by events on Kafka, and asks it everything over
 * HTTP. More transactions of as many lots are a busier warehouse; more lots are a longer past of the same one: as many more
 * years, the same number in stock.
 */
public final class LedgerBenchmark {
    /** Lots of a history, unless more are asked for; of a small one, as many as give each lot fifty transactions. */
    public static final int LOTS = 20_000;

    private static final long TRANSACTIONS_PER_LOT_MIN = 50;
    private static final int BIG_LOT_IN = 10;
    private static final int BIG_LOT_TRANSACTIONS_MAX = 100_000;
    private static final int LOTS_IN_STOCK_MAX = 8_000;
    private static final int LOTS_AT_ONCE = 2_000;
    private static final int LOTS_PER_YEAR = LOTS / 3;
    private static final int DAYS_PER_YEAR = 365;
    private static final long PROGRESS_EVERY = 500_000;
    private static final String PLAN = "L";
    private static final String LOADED = "loaded";

    private final Path projectFolder;
    private final Consumer<String> progress;

    public LedgerBenchmark(Path projectFolder, Consumer<String> progress) {
        this.projectFolder = projectFolder;
        this.progress = progress;
    }

    /**
     * The answers to the questions, and the plan of the slowest of the quick ones.
     *
     * @param lots how many the history has
     */
    public record Result(long transactions, int lots, List<Answers.Timed> answers, String slowest, String plan) {}

    /** The history that is asked about. */
    static HistoryPlan plan(long transactions, int lotsMax) {
        int lots = Math.toIntExact(Math.min(lotsMax, transactions / TRANSACTIONS_PER_LOT_MIN));
        long days = Math.max(2L * DAYS_PER_YEAR, (long) lots * DAYS_PER_YEAR / LOTS_PER_YEAR);
        return new HistoryPlan(
                PLAN,
                lots,
                transactions,
                Math.toIntExact(Math.min(BIG_LOT_TRANSACTIONS_MAX, transactions / BIG_LOT_IN)),
                Math.min(LOTS_IN_STOCK_MAX, lots * 2 / 5),
                Math.min(LOTS_AT_ONCE, lots / 10),
                HistoryPlan.daysAgo(days + 1),
                HistoryPlan.daysAgo(1));
    }

    /**
     * Loads and asks.
     *
     * @param lotsMax how many lots the transactions are of, at most
     * @param folder for the data; one that holds the same history from before is not loaded again
     * @param warmUp answers to each question that are not counted
     * @param times answers to each question that are
     */
    public Result run(long transactions, int lotsMax, Path folder, int warmUp, int times) throws Exception {
        HistoryPlan plan = plan(transactions, lotsMax);
        Path loaded = folder.resolve(LOADED);
        boolean fresh = !Files.exists(loaded);
        try (LedgerStack ledger = LedgerStack.start(projectFolder, folder)) {
            if (fresh) {
                load(ledger, plan);
                Files.writeString(loaded, Long.toString(transactions));
            }
            return ask(ledger, plan, folder, warmUp, times);
        }
    }

    private Result ask(LedgerStack ledger, HistoryPlan plan, Path folder, int warmUp, int times) throws Exception {
        try (HttpLine line = new HttpLine(ledger.port())) {
            List<Answers.Timed> answers = new Answers(line, warmUp, times)
                    .to(
                            LedgerQuestions.about(plan),
                            timed -> progress.accept("  %-60s median %7.1f ms, p99 %7.1f ms"
                                    .formatted(
                                            timed.question().name(),
                                            timed.millis().median(),
                                            timed.millis().percentile(0.99))));
            Question slowest = slowest(answers);
            return new Result(
                    plan.transactions(),
                    plan.lots(),
                    answers,
                    slowest.name(),
                    new SlowPlan(ledger, folder).of(line, slowest));
        }
    }

    /** Of those that should be quick, for the others are allowed to be slow. */
    private static Question slowest(List<Answers.Timed> answers) {
        int quick = answers.stream()
                .mapToInt(timed -> timed.question().limitMillis())
                .min()
                .orElseThrow();
        return answers.stream()
                .filter(timed -> timed.question().limitMillis() == quick)
                .max(Comparator.comparingDouble(timed -> timed.millis().median()))
                .orElseThrow()
                .question();
    }

    private void load(LedgerStack ledger, HistoryPlan plan) throws Exception {
        long begin = System.nanoTime();
        try (EventFeed feed = ledger.feed()) {
            feed.send(CatalogNews.of(plan.begin()).iterator(), Long.MAX_VALUE);
            History history = new History(plan);
            long sent = 0;
            while (history.hasNext()) {
                sent += feed.send(history, PROGRESS_EVERY);
                ledger.awaitTaken(sent);
                progress.accept("loaded %,d of %,d events, %.0f/s"
                        .formatted(sent, plan.transactions(), sent / ((System.nanoTime() - begin) / 1e9)));
            }
        }
        if (ledger.parked() > 0) {
            throw new IllegalStateException("the ledger has parked " + ledger.parked() + " of the events");
        }
        // What autovacuum does in a quiet hour.
        try (Connection connection = ledger.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }
}
