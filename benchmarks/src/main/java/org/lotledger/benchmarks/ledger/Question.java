package org.lotledger.benchmarks.ledger;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A question to the ledger over HTTP.
 *
 * @param name for the table
 * @param limitMillis within which 99 of 100 answers are wanted
 * @param path with parameters; another one each time where lots, items or times differ
 */
record Question(String name, int limitMillis, Function<RandomGenerator, String> path) {
    /** Lists, details, balances. */
    private static final int QUICK_MILLIS = 50;

    /** Traces and recall reports. */
    private static final int SLOW_MILLIS = 2_000;

    private static final int SLOW_SHARE = 10;

    /** How many of so many repetitions it gets: fewer where each takes long. Of 20 answers the slowest counts as p99. */
    int repetitions(int wanted) {
        return limitMillis >= SLOW_MILLIS ? Math.max(2, wanted / SLOW_SHARE) : wanted;
    }

    static Question quick(String name, Function<RandomGenerator, String> path) {
        return new Question(name, QUICK_MILLIS, path);
    }

    static Question slow(String name, Function<RandomGenerator, String> path) {
        return new Question(name, SLOW_MILLIS, path);
    }
}
