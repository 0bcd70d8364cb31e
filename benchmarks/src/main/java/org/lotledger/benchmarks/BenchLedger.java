package org.lotledger.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lotledger.benchmarks.ledger.LedgerBenchmark;
import org.lotledger.benchmarks.ledger.LedgerRow;
import org.lotledger.benchmarks.report.Report;
import org.lotledger.benchmarks.report.Table;

/**
 * What {@code make bench-ledger} runs: every question to a ledger with a long history. Writes
 * {@code target/bench-ledger.json} of the project.
 *
 * <p>{@code -Dledger.rows=1000000,10000000} loads and asks histories of these sizes one after the other and tells how much
 * slower the last is than the first; {@code 10000000:200000} says of how many lots, too. {@code -Dledger.data=<folder>} keeps the loaded histories there, and uses those that
 * it finds. {@code -Dbench.quick=true} takes a small history: to see that the benchmark works.
 */
public final class BenchLedger {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path RESULT = Path.of("target", "bench-ledger.json");

    private BenchLedger() {}

    public static void main(String[] arguments) throws Exception {
        boolean quick = Boolean.getBoolean("bench.quick");
        List<Size> sizes = Arrays.stream(System.getProperty("ledger.rows", quick ? "20000" : "1000000")
                        .split(","))
                .map(Size::parse)
                .toList();
        System.out.println(Report.heading(PROJECT));
        LedgerBenchmark benchmark = new LedgerBenchmark(PROJECT, System.out::println);
        List<LedgerBenchmark.Result> results = new ArrayList<>();
        for (Size size : sizes) {
            System.out.printf("%,d transactions, at most %,d lots%n", size.transactions(), size.lotsMax());
            try (DataFolder folder = folder(size)) {
                results.add(benchmark.run(
                        size.transactions(), size.lotsMax(), folder.path(), quick ? 2 : 20, quick ? 5 : 200));
            }
        }
        List<LedgerRow> rows = LedgerRow.of(results);
        Report.of(PROJECT, rows).write(PROJECT.resolve(RESULT));
        System.out.println("\n" + table(rows));
        for (Map.Entry<String, String> plan : plans(results).entrySet()) {
            System.out.println(plan.getKey() + "\n```\n" + plan.getValue() + "```\n");
        }
        System.out.println("written to " + RESULT);
        System.exit(0);
    }

    private record Size(long transactions, int lotsMax) {
        static Size parse(String text) {
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Size(Long.parseLong(text), LedgerBenchmark.LOTS)
                    : new Size(Long.parseLong(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    private static DataFolder folder(Size size) {
        String kept = System.getProperty("ledger.data", "");
        return kept.isEmpty()
                ? DataFolder.temporary()
                : DataFolder.kept(Path.of(kept, size.transactions() + "-" + size.lotsMax()));
    }

    private static Map<String, String> plans(List<LedgerBenchmark.Result> results) {
        Map<String, String> plans = new LinkedHashMap<>();
        results.forEach(result -> plans.put(
                "Slowest at %,d transactions: %s".formatted(result.transactions(), result.slowest()), result.plan()));
        return plans;
    }

    private static Table table(List<LedgerRow> rows) {
        Table table = new Table("question", "transactions", "median, ms", "p99, ms", "wanted, ms", "growth", "met");
        rows.forEach(row -> table.row(
                row.name(),
                "%,d".formatted(row.transactions()),
                "%.1f".formatted(row.medianMillis()),
                "%.1f".formatted(row.p99Millis()),
                "< " + row.limitMillis(),
                row.growth() == null ? "" : "%.2f".formatted(row.growth()),
                row.met() ? "yes" : "no"));
        return table;
    }
}
