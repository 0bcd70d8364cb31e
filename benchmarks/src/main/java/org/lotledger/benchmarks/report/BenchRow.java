package org.lotledger.benchmarks.report;

import java.util.List;

/**
 * What ours does per second beside what the bare database does, in rounds that took turns.
 *
 * @param name what is done
 * @param ours median over the rounds, per second
 * @param bare median over the rounds, per second
 * @param ratio median of the rounds' own ratios of ours to bare: a slow minute of the machine slows both
 * @param spread of the rounds' ratios: highest less lowest, as a part of the median
 * @param reach the ratio that is wanted
 * @param met whether the ratio reaches it
 */
public record BenchRow(String name, double ours, double bare, double ratio, double spread, double reach, boolean met) {

    /**
     * One turn of each.
     *
     * @param ours per second
     * @param bare per second
     */
    public record Round(double ours, double bare) {
        double ratio() {
            return ours / bare;
        }
    }

    public static BenchRow of(String name, double reach, List<Round> rounds) {
        Sample ratios = Sample.of(rounds.stream().map(Round::ratio).toList());
        return new BenchRow(
                name,
                rounded(Sample.of(rounds.stream().map(Round::ours).toList()).median(), 1),
                rounded(Sample.of(rounds.stream().map(Round::bare).toList()).median(), 1),
                rounded(ratios.median(), 3),
                rounded(ratios.spread(), 3),
                reach,
                ratios.median() >= reach);
    }

    private static double rounded(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        return Math.round(value * unit) / unit;
    }
}
