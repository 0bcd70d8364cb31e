package org.lotledger.eventsourcing.rest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.store.Refusal;

/**
 * The verdict on an imported file.
 *
 * @param accepted how many rows changed something
 * @param unchanged how many rows say what is so already
 * @param rows each row's own verdict, in the order of the file
 */
public record ImportVerdict(long accepted, long unchanged, long rejected, List<RowVerdict> rows) {

    /** What became of a row. */
    public enum Outcome {
        ACCEPTED,
        UNCHANGED,
        REJECTED
    }

    /** The verdict on a row; code and detail are null unless it was rejected. Row 1 is the first after the header. */
    public record RowVerdict(
            int row,
            Outcome outcome,
            @Nullable String code,
            @Nullable String detail) {

        /** A row with this outcome; use {@link #rejected} where there is a reason. */
        public static RowVerdict of(int row, Outcome outcome) {
            return new RowVerdict(row, outcome, null, null);
        }

        /** A row against which a rule stands: the first code, and the sentences of all. */
        public static RowVerdict rejected(int row, Refusal refusal) {
            List<Violation> violations = refusal.violations();
            return rejected(
                    row,
                    violations.getFirst().code().name(),
                    violations.stream().map(Violation::detail).collect(Collectors.joining(" ")));
        }

        /** A row that could not be read. */
        public static RowVerdict rejected(int row, String code, String detail) {
            return new RowVerdict(row, Outcome.REJECTED, code, detail);
        }
    }

    /** The verdict on the file with these rows, which may come in any order. */
    public static ImportVerdict of(Collection<RowVerdict> verdicts) {
        List<RowVerdict> rows = verdicts.stream()
                .sorted(Comparator.comparingInt(RowVerdict::row))
                .toList();
        return new ImportVerdict(
                count(rows, Outcome.ACCEPTED), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static long count(List<RowVerdict> rows, Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
