package org.lotledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manufacturer's lot number as printed on the goods (GS1 General Specifications, AI (10)): case-sensitive, never
 * renumbered. Real ones contain {@code /}, blanks and {@code %}, so it never stands in a path.
 *
 * @param value in Unicode NFC without outer blanks, 1 to {@value #CODE_POINTS_MAX} code points, no control, bidi,
 *     zero-width, unassigned or unpaired characters: what looks the same must be the same
 */
public record LotNumber(@JsonValue String value) {

    /** Code points, not UTF-16 units. AI (10) has 20; older labels are longer. */
    public static final int CODE_POINTS_MAX = 50;

    /**
     * UTF-16 units beyond which no text can come down to {@value #CODE_POINTS_MAX} code points: NFC joins at most four
     * into one, each of at most two units. Asked before normalising, whose work on long runs of accents is quadratic.
     */
    private static final int UNITS_MAX = CODE_POINTS_MAX * 4 * 2;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LotNumber {
        String problem = problemOrNull(value);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        value = canonical(value);
    }

    /** Why this text is no lot number, as a sentence; empty if {@code new LotNumber(raw)} succeeds. */
    public static Optional<String> problemOf(String raw) {
        return Optional.ofNullable(problemOrNull(raw));
    }

    @Override
    public String toString() {
        return value;
    }

    private static @Nullable String problemOrNull(@Nullable String raw) {
        if (raw == null) {
            return "the lot number is missing";
        }
        String trimmed = withoutOuterBlanks(raw);
        if (trimmed.isEmpty()) {
            return "the lot number is blank";
        }
        if (trimmed.length() > UNITS_MAX) {
            return tooLong(trimmed);
        }
        int position = 0;
        for (int i = 0; i < raw.length(); i += Character.charCount(raw.codePointAt(i))) {
            position++;
            int codePoint = raw.codePointAt(i);
            if (isForbidden(codePoint)) {
                return "the lot number has the " + kind(codePoint) + " character " + Invariant.codePointName(codePoint)
                        + " at position " + position;
            }
        }
        String canonical = canonical(raw);
        return canonical.codePointCount(0, canonical.length()) > CODE_POINTS_MAX ? tooLong(canonical) : null;
    }

    private static String tooLong(String text) {
        return "the lot number has " + text.codePointCount(0, text.length()) + " characters, at most " + CODE_POINTS_MAX
                + " are allowed";
    }

    private static String canonical(String raw) {
        return withoutOuterBlanks(Normalizer.normalize(raw, Normalizer.Form.NFC));
    }

    /** Blanks are the Unicode space separators, no-break space included; a tab or a line end is a control character. */
    private static String withoutOuterBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char unit) {
        return Character.getType(unit) == Character.SPACE_SEPARATOR;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // FORMAT holds the bidi controls, the zero-width characters and the byte order mark. An unassigned code
            // point
            // may compose differently in a later Unicode, which would change the lotId.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> isInvisibleLetterOrMark(codePoint);
        };
    }

    /** The characters without width that Unicode files under letters and marks (Default_Ignorable_Code_Point). */
    private static boolean isInvisibleLetterOrMark(int codePoint) {
        return codePoint == 0x034F // combining grapheme joiner
                || (codePoint >= 0x115F && codePoint <= 0x1160) // Hangul fillers
                || (codePoint >= 0x17B4 && codePoint <= 0x17B5) // Khmer inherent vowels
                || (codePoint >= 0x180B && codePoint <= 0x180F) // Mongolian variation selectors
                || codePoint == 0x3164
                || codePoint == 0xFFA0 // Hangul fillers
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF); // variation selectors
    }

    private static String kind(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "control";
            case Character.SURROGATE -> "unpaired surrogate";
            case Character.UNASSIGNED -> "unassigned";
            default -> "invisible";
        };
    }
}
