package org.lotledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lotledger.benchmarks.history.LedgerStack;
import org.lotledger.benchmarks.http.HttpLine;

/** How PostgreSQL runs the statement of a question that takes longest: found in its log, explained with its values. */
final class SlowPlan {
    private static final Pattern ENTRY = Pattern.compile(
            "<lot_ledger> LOG: {2}duration: ([0-9.]+) ms {2}execute [^:]+: (.*?)\n"
                    + "<lot_ledger> DETAIL: {2}Parameters: (.*?)(?=\n<|\\z)",
            Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$([0-9]+) = (NULL|'(?:[^']|'')*')");

    /** The server reads its settings anew, and writes its last lines, a moment later. */
    private static final long SETTLE_MILLIS = 1_000;

    private static final int LINES_MAX = 60;
    private static final int WIDTH_MAX = 140;

    private final LedgerStack ledger;
    private final Path log;

    SlowPlan(LedgerStack ledger, Path folder) {
        this.ledger = ledger;
        this.log = folder.resolve("postgres").resolve("postgres.log");
    }

    private record Executed(double millis, String sql, List<String> values) {}

    String of(HttpLine line, Question question) throws SQLException, IOException, InterruptedException {
        try (Connection superuser = ledger.connectAsSuperuser()) {
            long before = Files.size(log);
            logAll(superuser, "0", "'<%d> '");
            try {
                line.get(question.path().apply(new Random(1))).mustBe(200);
                Thread.sleep(SETTLE_MILLIS);
            } finally {
                logAll(superuser, "default", "default");
            }
            return explain(slowest(Files.readString(log).substring((int) before)));
        }
    }

    private static Executed slowest(String text) {
        Executed slowest = new Executed(0, "", List.of());
        for (Matcher entry = ENTRY.matcher(text); entry.find(); ) {
            double millis = Double.parseDouble(entry.group(1));
            if (millis > slowest.millis) {
                slowest = new Executed(millis, entry.group(2), values(entry.group(3)));
            }
        }
        return slowest;
    }

    private static List<String> values(String detail) {
        Map<Integer, String> values = new TreeMap<>();
        for (Matcher value = VALUE.matcher(detail); value.find(); ) {
            values.put(Integer.valueOf(value.group(1)), value.group(2));
        }
        return new ArrayList<>(values.values());
    }

    private String explain(Executed executed) throws SQLException {
        if (executed.sql.isEmpty()) {
            return "no statement with parameters was seen";
        }
        StringBuilder plan = new StringBuilder();
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = projection, public");
            statement.execute("prepare slow as " + executed.sql);
            String values = executed.values.isEmpty() ? "" : "(" + String.join(", ", executed.values) + ")";
            try (ResultSet rows = statement.executeQuery(
                    "explain (analyze, costs off, timing on, buffers off) execute slow" + values)) {
                for (int line = 0; rows.next() && line < LINES_MAX; line++) {
                    String text = rows.getString(1);
                    plan.append(text, 0, Math.min(text.length(), WIDTH_MAX)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private static void logAll(Connection superuser, String fromMillis, String prefix)
            throws SQLException, InterruptedException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("alter system set log_line_prefix = " + prefix);
            statement.execute("alter system set log_min_duration_statement = " + fromMillis);
            statement.execute("select pg_reload_conf()");
        }
        Thread.sleep(SETTLE_MILLIS);
    }
}
