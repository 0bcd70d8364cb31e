package org.lotledger.catalog.scan;

import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;

/**
 * What a part of a value means beyond its characters, as far as goods depend on it. Countries, currencies, addresses and
 * bank accounts are not looked up.
 */
enum Content {
    ANYTHING,
    /** The last digit guards the others (GS1 General Specifications, 7.9). */
    CHECKED,
    DATE,
    /** As {@link #DATE}, but day 00 stands for the end of the month. */
    DATE_OR_MONTH,
    TIME,
    HOUR,
    MINUTE_OR_SECOND,
    /** Which piece of how many: both at least 1, the first not more than the second. */
    PIECE_OF_TOTAL,
    ZERO,
    ZERO_OR_ONE,
    NO_LEADING_ZERO,
    MINUS;

    /** Why the part, whose characters are right, cannot be; words that go on a sentence, or null. */
    @Nullable
    String flawOf(String part, int thisYear) {
        return switch (this) {
            case ANYTHING -> null;
            case CHECKED -> {
                int right = Gtin.checkDigitOf(part.substring(0, part.length() - 1));
                yield part.charAt(part.length() - 1) == '0' + right
                        ? null
                        : "must end in the check digit " + right + ".";
            }
            case DATE -> Gs1Date.flawOf(part, false, thisYear);
            case DATE_OR_MONTH -> Gs1Date.flawOf(part, true, thisYear);
            case TIME ->
                number(part.substring(0, 2)) < 24 && number(part.substring(2)) < 60 ? null : "is no time HHMM.";
            case HOUR -> number(part) < 24 ? null : "is no hour 00 to 23.";
            case MINUTE_OR_SECOND -> number(part) < 60 ? null : "is no minute or second 00 to 59.";
            case PIECE_OF_TOTAL -> {
                int piece = number(part.substring(0, 2));
                yield piece >= 1 && piece <= number(part.substring(2)) ? null : "is no piece of a total, such as 0102.";
            }
            case ZERO -> part.equals("0") ? null : "must be 0.";
            case ZERO_OR_ONE -> part.equals("0") || part.equals("1") ? null : "must be 0 or 1.";
            case MINUS -> part.equals("-") ? null : "must end in - or in a digit.";
            case NO_LEADING_ZERO -> part.length() > 1 && part.startsWith("0") ? "must not begin with 0." : null;
        };
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
