package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A GS1 Application Identifier: what the value that follows it is, and how it is written.
 *
 * @param code 2 to 4 digits; no code begins with another
 * @param title in the words of the trade
 * @param parts what the value is made of, in order
 */
record Ai(String code, String title, List<Part> parts) {
    /**
     * First two digits of the AIs whose length was fixed for all time, so that no separator need follow (GS1 General
     * Specifications, 7.8, "Element strings with predefined length").
     */
    private static final Set<String> PREDEFINED = Set.of(
            "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33",
            "34", "35", "36", "41");

    /** First two digits of the AIs on labels of goods: items, lots, dates, serial numbers, counts and measures. */
    private static final Set<String> OF_GOODS =
            Set.of("01", "02", "03", "10", "11", "13", "15", "16", "17", "21", "30", "31", "32", "35", "36", "37");

    Ai {
        parts = List.copyOf(parts);
    }

    /** Whether the next AI may follow at once; a separator is needed after all others unless the text ends. */
    boolean hasPredefinedLength() {
        return PREDEFINED.contains(code.substring(0, 2));
    }

    /** Whether it tells of goods as a stock of them is kept, and so usually stands beside a lot number. */
    boolean isOfGoods() {
        return OF_GOODS.contains(code.substring(0, 2));
    }

    int lengthMin() {
        return parts.stream()
                .filter(part -> !part.optional())
                .mapToInt(Part::lengthMin)
                .sum();
    }

    int lengthMax() {
        return parts.stream().mapToInt(Part::lengthMax).sum();
    }

    /** All that is wrong with a value; what it means is judged only when its form is right. */
    List<Flaw> flawsOf(String value, int thisYear) {
        List<Flaw> flaws = flawsOfForm(value);
        if (flaws.isEmpty()) {
            flaws = new ArrayList<>();
            int start = 0;
            for (Part part : parts) {
                int end = Math.min(start + part.lengthMax(), value.length());
                String words = start == end ? null : part.content().flawOf(value.substring(start, end), thisYear);
                if (words != null) {
                    flaws.add(new Flaw(start, words));
                }
                start = end;
            }
        }
        return flaws;
    }

    /** What is wrong with the length and the characters of a value. */
    List<Flaw> flawsOfForm(String value) {
        List<Flaw> flaws = new ArrayList<>();
        if (!hasLength(value.length())) {
            flaws.add(new Flaw(0, "has " + value.length() + " characters, must have " + lengthWords() + "."));
        }
        int start = 0;
        for (Part part : parts) {
            int end =
                    part.equals(parts.getLast()) ? value.length() : Math.min(start + part.lengthMax(), value.length());
            for (int i = start; i < end; i++) {
                if (!part.alphabet().holds(value.charAt(i))) {
                    flaws.add(new Flaw(
                            i,
                            "has the character " + Wording.character(value.charAt(i)) + ", may have "
                                    + part.alphabet().words() + "."));
                }
            }
            start = end;
        }
        return flaws;
    }

    private boolean hasLength(int length) {
        int rest = length;
        for (Part part : parts) {
            if (rest == 0 && part.optional()) {
                return true;
            }
            if (rest < part.lengthMin()) {
                return false;
            }
            rest -= Math.min(rest, part.lengthMax());
        }
        return rest == 0;
    }

    private String lengthWords() {
        int min = lengthMin();
        int max = lengthMax();
        List<Integer> lengths =
                IntStream.rangeClosed(min, max).filter(this::hasLength).boxed().toList();
        return lengths.size() > 1 && lengths.size() == max - min + 1
                ? min + " to " + max
                : lengths.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    /** As people write it: (17). */
    @Override
    public String toString() {
        return "(" + code + ")";
    }
}
