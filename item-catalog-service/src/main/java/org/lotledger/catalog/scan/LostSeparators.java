package org.lotledger.catalog.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the ways to read a text in which separators may have been lost, so that any value may end anywhere. No symbol says
 * the same thing twice, so an AI stands in a reading once.
 */
final class LostSeparators {
    /** Characters; symbols on goods have fewer than 100, and the work grows with the length. */
    private static final int LENGTH_MAX = 200;

    /** More readings make a text no more ambiguous. */
    private static final int READINGS_MAX = 200;

    /** Elements tried, so that no text keeps the service busy; real texts need some hundreds. */
    private static final int STEPS_MAX = 20_000;

    private final String text;
    private final List<Segment> segments;
    private final int thisYear;
    private final Predicate<Ai> mayFollowLostSeparator;
    private final Map<State, List<Step>> steps = new HashMap<>();
    private final Deque<Placed> path = new ArrayDeque<>();
    private final Set<ScanReading> readings = new LinkedHashSet<>();
    private int tried;

    private LostSeparators(String text, Cut cut, int thisYear, Predicate<Ai> mayFollowLostSeparator) {
        this.text = text;
        this.segments = cut.segments();
        this.thisYear = thisYear;
        this.mayFollowLostSeparator = mayFollowLostSeparator;
    }

    /**
     * Valid readings, each once.
     *
     * @param areAll whether the search came to its end
     */
    record Found(List<ScanReading> readings, boolean areAll) {}

    /** The readings in which only AIs of goods follow a lost separator. */
    static Found beforeAisOfGoods(String text, Cut cut, int thisYear) {
        return new LostSeparators(text, cut, thisYear, Ai::isOfGoods).found();
    }

    /** The readings in which any AI follows a lost separator. */
    static Found beforeAnyAi(String text, Cut cut, int thisYear) {
        return new LostSeparators(text, cut, thisYear, ai -> true).found();
    }

    /** A place in a segment where an AI must begin, and whether a separator is missing before it. */
    private record State(int segment, int at, boolean isAfterLostSeparator) {}

    private Found found() {
        int length = segments.stream()
                .mapToInt(segment -> segment.end() - segment.start())
                .sum();
        if (length > LENGTH_MAX) {
            return new Found(List.of(), false);
        }
        explore(beginning(0));
        return new Found(List.copyOf(readings), tried < STEPS_MAX && readings.size() < READINGS_MAX);
    }

    private State beginning(int segment) {
        return new State(segment, segments.get(segment).start(), false);
    }

    private boolean isAtEnd(State state) {
        return state.at() == segments.get(state.segment()).end();
    }

    private void explore(State state) {
        if (isAtEnd(state) && state.segment() + 1 < segments.size()) {
            explore(beginning(state.segment() + 1));
        } else if (isAtEnd(state)) {
            take();
        } else {
            for (Step step : steps(state)) {
                if (tried >= STEPS_MAX || readings.size() >= READINGS_MAX) {
                    return;
                }
                tried++;
                if (!isOnPath(step.placed().ai())) {
                    path.addLast(step.placed());
                    explore(step.next());
                    path.removeLast();
                }
            }
        }
    }

    private boolean isOnPath(Ai ai) {
        return path.stream().anyMatch(earlier -> earlier.ai().equals(ai));
    }

    private void take() {
        if (Pairings.problemsOf(List.copyOf(path), thisYear).isEmpty()) {
            readings.add(ScanReading.of(path.stream().map(Placed::element).toList(), thisYear));
        }
    }

    /** One element, and where the next begins. */
    private record Step(Placed placed, State next) {}

    /** The elements that may stand here so that the rest of the segment can be read, too. */
    private List<Step> steps(State state) {
        List<Step> known = steps.get(state);
        if (known == null) {
            known = elementsAt(state).stream()
                    .filter(step -> isAtEnd(step.next()) || !steps(step.next()).isEmpty())
                    .toList();
            steps.put(state, known);
        }
        return known;
    }

    private List<Step> elementsAt(State state) {
        int end = segments.get(state.segment()).end();
        Ai ai = AiTable.at(text, state.at(), end);
        if (ai == null || (state.isAfterLostSeparator() && !mayFollowLostSeparator.test(ai))) {
            return List.of();
        }
        int valueStart = state.at() + ai.code().length();
        List<Step> possible = new ArrayList<>();
        for (int length = ai.lengthMin(); length <= Math.min(ai.lengthMax(), end - valueStart); length++) {
            String value = text.substring(valueStart, valueStart + length);
            if (ai.flawsOf(value, thisYear).isEmpty()) {
                State next = new State(state.segment(), valueStart + length, !ai.hasPredefinedLength());
                possible.add(new Step(new Placed(ai, value, valueStart), next));
            }
        }
        return possible;
    }
}
