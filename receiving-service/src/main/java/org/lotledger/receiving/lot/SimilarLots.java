package org.lotledger.receiving.lot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lotledger.events.LotNumber;

/** Lots of one item whose numbers look alike (rule 9). It may be right that there are two, so it is only said. */
public final class SimilarLots {
    /** Numbers named in one sentence. */
    private static final int NAMED_MAX = 5;

    private SimilarLots() {}

    private record Look(String itemCode, String lookAlike) {}

    /**
     * What is to be said about the lots of a document.
     *
     * @param booked lots that really were booked, those that look like one on the document among them
     */
    public static List<Warning> warnings(List<Addition> additions, Collection<LotRef> booked) {
        Map<Look, List<LotNumber>> byLook = new HashMap<>();
        for (LotRef lot : booked) {
            LotNumber number = lot.lotNumber();
            if (number != null) {
                byLook.computeIfAbsent(new Look(lot.itemCode(), LookAlike.of(number)), look -> new ArrayList<>())
                        .add(number);
            }
        }
        List<Warning> warnings = new ArrayList<>();
        for (Addition addition : additions) {
            LotNumber number = addition.lot().lotNumber();
            if (number == null) {
                continue;
            }
            List<String> others =
                    byLook.getOrDefault(new Look(addition.lot().itemCode(), LookAlike.of(number)), List.of()).stream()
                            .filter(other -> !other.equals(number))
                            .map(LotNumber::value)
                            .sorted()
                            .toList();
            if (!others.isEmpty()) {
                warnings.add(new Warning(
                        Warning.Code.SIMILAR_LOT,
                        addition.pointer() + "/lotNumber",
                        addition.lot().asSubject() + " looks like " + named(others)
                                + ", which was booked before: is it another" + " lot?"));
            }
        }
        return warnings;
    }

    private static String named(List<String> others) {
        String first = others.stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
        return others.size() <= NAMED_MAX ? first : first + " and " + (others.size() - NAMED_MAX) + " more";
    }
}
