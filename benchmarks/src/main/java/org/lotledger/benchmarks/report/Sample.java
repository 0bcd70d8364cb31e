package org.lotledger.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** Measured values, at least one, in any unit. */
public final class Sample {
    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample needs at least one value");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    public static Sample of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public int size() {
        return sorted.length;
    }

    /** Half of the values are not above it; between the two in the middle if their number is even. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that so much of the sample is not above (nearest rank), never one that was not measured.
     *
     * @param share more than 0, at most 1: 0.99 for p99
     */
    public double percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is more than 0 and at most 1, this is " + share);
        }
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /** How far apart the lowest and the highest are, as a part of the median: 0.1 is ten percent. */
    public double spread() {
        return (max() - min()) / median();
    }
}
