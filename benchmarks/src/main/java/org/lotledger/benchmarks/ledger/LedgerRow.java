package org.lotledger.benchmarks.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the answers to one question take, at one size of the history.
 *
 * @param transactions of the whole history
 * @param growth the median as a multiple of that at the first size; null at the first size
 * @param met whether 99 of 100 answers came in time, and the median has not grown by more than is wanted
 */
public record LedgerRow(
        String name,
        long transactions,
        double medianMillis,
        double p99Millis,
        int limitMillis,
        @Nullable Double growth,
        boolean met) {
    private static final double GROWTH_MAX = 1.3;

    /** The rows of all sizes, question by question. */
    public static List<LedgerRow> of(List<LedgerBenchmark.Result> results) {
        Map<String, Double> first = new HashMap<>();
        Map<String, List<LedgerRow>> rows = new LinkedHashMap<>();
        for (LedgerBenchmark.Result result : results) {
            for (Answers.Timed timed : result.answers()) {
                String name = timed.question().name();
                double median = timed.millis().median();
                Double before = first.putIfAbsent(name, median);
                Double growth = before == null ? null : rounded(median / before, 100);
                rows.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(new LedgerRow(
                                name,
                                result.transactions(),
                                rounded(median, 10),
                                rounded(timed.millis().percentile(0.99), 10),
                                timed.question().limitMillis(),
                                growth,
                                timed.met() && (growth == null || growth <= GROWTH_MAX)));
            }
        }
        return rows.values().stream().flatMap(List::stream).toList();
    }

    private static double rounded(double value, int unit) {
        return (double) Math.round(value * unit) / unit;
    }
}
