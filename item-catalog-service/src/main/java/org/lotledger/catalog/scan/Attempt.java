package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One way to read a text: what it finds, and what is wrong with it. */
final class Attempt {
    private final int thisYear;
    private final List<Placed> found = new ArrayList<>();
    private final List<ScanProblem> problems = new ArrayList<>();

    Attempt(int thisYear) {
        this.thisYear = thisYear;
    }

    void add(Ai ai, String value, int position) {
        add(ai, value, index -> position + index);
    }

    /**
     * Takes an element, with its flaws.
     *
     * @param positionOf where in the text a character of the value stands; also asked for the place after the last one
     */
    void add(Ai ai, String value, IntUnaryOperator positionOf) {
        found.add(new Placed(ai, value, positionOf.applyAsInt(0)));
        for (Flaw flaw : ai.flawsOf(value, thisYear)) {
            refuse(
                    positionOf.applyAsInt(flaw.index()),
                    "the " + ai.title() + " " + Wording.text(value) + " of AI " + ai + " " + flaw.words());
        }
    }

    void refuse(int position, String sentence) {
        problems.add(new ScanProblem(position, sentence));
    }

    /** Ends the attempt: what was found must also go together. */
    Attempt done() {
        problems.addAll(Pairings.problemsOf(found, thisYear));
        problems.sort(Comparator.comparingInt(ScanProblem::position));
        return this;
    }

    boolean isValid() {
        return problems.isEmpty() && !found.isEmpty();
    }

    List<ScanProblem> problems() {
        return List.copyOf(problems);
    }

    /** What the text says when read like this; only of a valid attempt. */
    ScanReading reading() {
        return ScanReading.of(found.stream().map(Placed::element).toList(), thisYear);
    }
}
