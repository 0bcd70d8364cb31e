package org.lotledger.catalog.scan;

import java.util.List;

/** The outcome of reading a text: understood, or not, or in more than one way. Nothing is ever guessed. */
public sealed interface Scan {
    /** More problems are not told at once; what is seen when these are mended. */
    int PROBLEMS_MAX = 100;

    /** More ways to read a text are not shown; the most usual come first. */
    int CANDIDATES_MAX = 10;

    /** There is one reading. */
    record Read(ScanReading reading) implements Scan {}

    /**
     * A person must choose.
     *
     * @param reason a sentence that says why, and what would end the doubt
     * @param candidates the valid readings; a single one when nothing but a rather unlikely one is valid
     * @param problems of the usual reading, where that is not valid
     */
    record Ambiguous(String reason, List<ScanReading> candidates, List<ScanProblem> problems) implements Scan {
        public Ambiguous {
            candidates = candidates.stream().limit(CANDIDATES_MAX).toList();
            problems = problems.stream().limit(PROBLEMS_MAX).toList();
        }
    }

    /** There is no valid reading. */
    record Invalid(List<ScanProblem> problems) implements Scan {
        public Invalid {
            problems = problems.stream().limit(PROBLEMS_MAX).toList();
        }

        static Invalid at(int position, String sentence) {
            return new Invalid(List.of(new ScanProblem(position, sentence)));
        }
    }
}
