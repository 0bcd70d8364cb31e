package org.lotledger.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lotledger.benchmarks.command.CommandBenchmark;
import org.lotledger.benchmarks.project.ProjectBenchmark;
import org.lotledger.benchmarks.report.BenchRow;
import org.lotledger.benchmarks.report.Report;
import org.lotledger.benchmarks.report.Table;

/**
 * What {@code make bench} runs: ours against the bare database, in turns. Writes {@code target/bench.json} of the project.
 *
 * <p>{@code -Dbench.quick=true} makes each row small: to see that the benchmark works, not how fast anything is.
 * {@code -Dbench.rows=command} runs only the rows named.
 */
public final class Bench {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path RESULT = Path.of("target", "bench.json");

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        boolean quick = Boolean.getBoolean("bench.quick");
        List<String> asked =
                List.of(System.getProperty("bench.rows", "command,project").split(","));
        System.out.println(Report.heading(PROJECT));
        List<BenchRow> rows = new ArrayList<>();
        if (asked.contains("command")) {
            rows.add(command(quick));
        }
        if (asked.contains("project")) {
            rows.add(project(quick));
        }
        Report.of(PROJECT, rows).write(PROJECT.resolve(RESULT));
        System.out.println("\n" + table(rows));
        System.out.println("written to " + RESULT);
        System.exit(0);
    }

    private static BenchRow command(boolean quick) throws Exception {
        try (DataFolder folder = DataFolder.temporary()) {
            return new CommandBenchmark(PROJECT, folder.path(), System.out::println)
                    .run(
                            quick
                                    ? new CommandBenchmark.Size(4, 20, 2, Duration.ofSeconds(2), Duration.ofSeconds(2))
                                    : new CommandBenchmark.Size(
                                            32, 1_000, 5, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        }
    }

    private static BenchRow project(boolean quick) throws Exception {
        try (DataFolder folder = DataFolder.temporary()) {
            return new ProjectBenchmark(PROJECT, folder.path(), System.out::println)
                    .run(quick ? new ProjectBenchmark.Size(10_000, 2) : new ProjectBenchmark.Size(200_000, 5));
        }
    }

    private static Table table(List<BenchRow> rows) {
        Table table = new Table("row", "ours, per s", "bare, per s", "ratio", "spread", "wanted", "met");
        rows.forEach(row -> table.row(
                row.name(),
                "%.0f".formatted(row.ours()),
                "%.0f".formatted(row.bare()),
                "%.2f".formatted(row.ratio()),
                "%.0f %%".formatted(row.spread() * 100),
                "%.2f".formatted(row.reach()),
                row.met() ? "yes" : "no"));
        return table;
    }
}
