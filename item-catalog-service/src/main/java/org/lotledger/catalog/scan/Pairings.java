package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of one text contradict each other (GS1 General Specifications, 4.13, "Invalid pairs of element
 * strings"). That an AI lacks a companion, such as a lot number its GTIN, is no mistake here: the companion may stand in
 * another symbol on the same goods.
 */
final class Pairings {
    private static final Map<String, Set<String>> NEVER_WITH = Map.ofEntries(
            Map.entry("01", Set.of("02", "03", "37", "255", "8006")),
            Map.entry("02", Set.of("03", "255", "8006", "8026")),
            Map.entry("03", Set.of("37", "235", "8006", "8026")),
            Map.entry("21", Set.of("235")),
            Map.entry("37", Set.of("8006")),
            Map.entry("255", Set.of("415", "8006", "8020", "8026")),
            Map.entry("420", Set.of("421")),
            Map.entry("421", Set.of("4307")),
            Map.entry("426", Set.of("422", "423", "424", "425")),
            Map.entry("4330", Set.of("4331")),
            Map.entry("4332", Set.of("4333")),
            Map.entry("7250", Set.of("7251")),
            Map.entry("8006", Set.of("8026")),
            Map.entry("8017", Set.of("8018")));

    private Pairings() {}

    static List<ScanProblem> problemsOf(List<Placed> found, int thisYear) {
        List<ScanProblem> problems = new ArrayList<>();
        Map<String, Placed> earlier = new HashMap<>();
        for (Placed placed : found) {
            Placed twin = earlier.get(placed.ai().code());
            if (twin == null) {
                earlier.values().stream()
                        .filter(other -> exclude(placed.ai().code(), other.ai().code()))
                        .forEach(other -> problems.add(excluded(placed, other)));
                earlier.put(placed.ai().code(), placed);
            } else if (!twin.value().equals(placed.value())) {
                problems.add(givenTwice(placed, twin));
            }
        }
        addTwoExpirations(earlier.get("17"), earlier.get("7003"), thisYear, problems);
        return problems;
    }

    private static ScanProblem excluded(Placed placed, Placed other) {
        return new ScanProblem(
                placed.position(),
                "the " + placed.ai().title() + " of AI " + placed.ai() + " cannot stand beside the "
                        + other.ai().title() + " of AI " + other.ai() + " at " + other.position() + ".");
    }

    private static ScanProblem givenTwice(Placed placed, Placed twin) {
        return new ScanProblem(
                placed.position(),
                "the " + placed.ai().title() + " of AI " + placed.ai() + " is given twice, as "
                        + Wording.text(twin.value()) + " at " + twin.position() + " and as "
                        + Wording.text(placed.value()) + ".");
    }

    private static boolean exclude(String one, String other) {
        return NEVER_WITH.getOrDefault(one, Set.of()).contains(other)
                || NEVER_WITH.getOrDefault(other, Set.of()).contains(one)
                || isSameMeasureInAnotherSize(one, other);
    }

    /** Such as (3102) and (3103): the fourth digit only places the decimal point. */
    private static boolean isSameMeasureInAnotherSize(String one, String other) {
        return one.length() == 4 && one.startsWith("3") && other.startsWith(one.substring(0, 3));
    }

    private static void addTwoExpirations(
            @Nullable Placed day, @Nullable Placed dayAndTime, int thisYear, List<ScanProblem> problems) {
        if (day == null
                || dayAndTime == null
                || !day.ai().flawsOf(day.value(), thisYear).isEmpty()
                || !dayAndTime.ai().flawsOf(dayAndTime.value(), thisYear).isEmpty()) {
            return;
        }
        if (!Gs1Date.of(day.value(), thisYear).equals(Gs1Date.of(dayAndTime.value(), thisYear))) {
            problems.add(new ScanProblem(
                    dayAndTime.position(),
                    "the expiration date is given twice, as \"" + day.value() + "\" in AI (17) at " + day.position()
                            + " and as \"" + dayAndTime.value() + "\" in AI (7003)."));
        }
    }
}
