package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads concatenated element strings (GS1 General Specifications, 7.8): AI and value in turn, a separator after each
 * value whose length is not predefined, unless it is the last.
 *
 * <p>Scanners that drop the separators are a common fault, and then a lot number seems to go on with what follows it:
 * {@code 10ABC17251231} is the lot ABC17251231 to the standard, and the lot ABC with an expiration date to whoever holds
 * the box. So a reading by the standard is taken at its word only if something shows that separators arrive: one of them
 * in the text, or the symbology identifier. Otherwise every reading in which a separator was lost before
 * an AI of goods is its rival, and more than one valid reading is refused with the candidates. Of 451 real lot numbers alone behind AI (10) about one in eight has such a
 * rival; a scanner that sends its symbology identifier ends that.
 */
final class ElementStrings {
    private static final String ADVICE =
            " Choose one, or let the scanner send FNC1 as GS (U+001D) or the symbology identifier (such as ]C1).";

    private final String text;
    private final int thisYear;

    private ElementStrings(String text, int thisYear) {
        this.text = text;
        this.thisYear = thisYear;
    }

    /**
     * What the part of the text from {@code start} to {@code end} says.
     *
     * @param separatorsArrive whether it is known otherwise that this scanner drops no separator
     */
    static Scan read(String text, int start, int end, boolean separatorsArrive, int thisYear) {
        List<Cut> cuts = Cut.of(text, start, end);
        return cuts.getFirst().segments().isEmpty()
                ? Scan.Invalid.at(start, "there is nothing but separators.")
                : new ElementStrings(text, thisYear).read(cuts, separatorsArrive);
    }

    /** What a text without separators says if none was lost; empty if that is not valid. */
    static Optional<ScanReading> standard(String text, int start, int end, int thisYear) {
        Cut whole = new Cut(List.of(new Segment(start, end)), false);
        Attempt attempt = new ElementStrings(text, thisYear).byTheStandard(whole);
        return attempt.isValid() ? Optional.of(attempt.reading()) : Optional.empty();
    }

    private record Standard(Cut cut, Attempt attempt) {}

    private Scan read(List<Cut> cuts, boolean separatorsArrive) {
        List<Standard> all =
                cuts.stream().map(cut -> new Standard(cut, byTheStandard(cut))).toList();
        if (separatorsArrive && all.getFirst().attempt().isValid()) {
            return new Scan.Read(all.getFirst().attempt().reading());
        }
        List<Standard> valid =
                all.stream().filter(standard -> standard.attempt().isValid()).toList();
        List<ScanReading> readings = valid.stream()
                .map(standard -> standard.attempt().reading())
                .distinct()
                .toList();
        if (readings.isEmpty()) {
            return withLostSeparators(cuts, all.getFirst().attempt().problems());
        }
        Cut cut = valid.getFirst().cut();
        if (readings.size() > 1 || cut.isMarked()) {
            return oneOf(readings, true, List.of());
        }
        LostSeparators.Found rivals = LostSeparators.beforeAisOfGoods(text, cut, thisYear);
        return oneOf(union(readings, rivals.readings()), rivals.areAll(), List.of());
    }

    /** A variable value goes on to the next separator. After an unknown AI nothing is known up to the next separator. */
    private Attempt byTheStandard(Cut cut) {
        Attempt attempt = new Attempt(thisYear);
        for (Segment segment : cut.segments()) {
            int at = segment.start();
            while (at < segment.end()) {
                Ai ai = AiTable.at(text, at, segment.end());
                if (ai == null) {
                    attempt.refuse(
                            at, "no AI that is known begins " + Wording.text(text.substring(at, segment.end())) + ".");
                    break;
                }
                int valueStart = at + ai.code().length();
                at = ai.hasPredefinedLength() ? Math.min(valueStart + ai.lengthMax(), segment.end()) : segment.end();
                attempt.add(ai, text.substring(valueStart, at), valueStart);
            }
        }
        return attempt.done();
    }

    /**
     * Nothing is valid by the standard. If there is but one way to put separators in, and it puts them before AIs of
     * goods, they were lost there.
     */
    private Scan withLostSeparators(List<Cut> cuts, List<ScanProblem> problems) {
        List<ScanReading> likely = new ArrayList<>();
        List<ScanReading> all = new ArrayList<>();
        boolean areAll = true;
        for (Cut cut : cuts) {
            likely = union(
                    likely, LostSeparators.beforeAisOfGoods(text, cut, thisYear).readings());
            LostSeparators.Found found = LostSeparators.beforeAnyAi(text, cut, thisYear);
            all = union(all, found.readings());
            areAll &= found.areAll();
        }
        if (all.isEmpty()) {
            return new Scan.Invalid(problems);
        }
        return likely.isEmpty() ? ambiguous(all, areAll, problems) : oneOf(union(likely, all), areAll, problems);
    }

    private static Scan oneOf(List<ScanReading> readings, boolean areAll, List<ScanProblem> problems) {
        return readings.size() == 1 && areAll
                ? new Scan.Read(readings.getFirst())
                : ambiguous(readings, areAll, problems);
    }

    private static Scan ambiguous(List<ScanReading> readings, boolean areAll, List<ScanProblem> problems) {
        String ways = ways(readings, areAll, problems.isEmpty());
        return new Scan.Ambiguous("The text can be read " + ways + "." + ADVICE, readings, problems);
    }

    private static String ways(List<ScanReading> readings, boolean areAll, boolean isStandardValid) {
        if (readings.size() > 1) {
            return "in " + (areAll ? "" : "at least ") + readings.size() + " ways, " + shown(readings);
        }
        return isStandardValid
                ? "as " + readings.getFirst() + ", but is too long to see whether a separator was lost in it"
                : "only as " + readings.getFirst() + ", if a separator was lost";
    }

    private static String shown(List<ScanReading> readings) {
        return readings.stream().limit(2).map(ScanReading::toString).collect(Collectors.joining(" or "))
                + (readings.size() > 2 ? " among them" : "");
    }

    /** Each reading once; of each list, those with few elements first. */
    private static List<ScanReading> union(List<ScanReading> first, List<ScanReading> second) {
        List<ScanReading> all = new ArrayList<>(first);
        second.stream()
                .filter(reading -> !first.contains(reading))
                .sorted(Comparator.comparingInt(reading -> reading.elements().size()))
                .forEach(all::add);
        return all;
    }
}
