package org.lotledger.catalog.item;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Global Trade Item Number: a GTIN-8, -12, -13 or -14 (GS1 General Specifications, AI (01)), as the caller wrote it.
 *
 * @param digits 8, 12, 13 or 14 digits, the last of which is the check digit
 */
public record Gtin(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
    private static final int DIGITS_MAX = 14;

    public Gtin {
        String flaw = flawOf(digits);
        if (flaw != null) {
            throw new IllegalArgumentException("GTIN " + digits + " " + flaw);
        }
    }

    /** What the text must be to be a GTIN, or null when it is one. */
    public static @Nullable String flawOf(String text) {
        if (!FORM.matcher(text).matches()) {
            return "must be 8, 12, 13 or 14 digits.";
        }
        int checkDigit = checkDigitOf(text.substring(0, text.length() - 1));
        return text.charAt(text.length() - 1) == '0' + checkDigit
                ? null
                : "must end in the check digit " + checkDigit + ".";
    }

    /**
     * The digit that guards the others in a GTIN, SSCC or GLN (GS1 General Specifications, 7.9): weights 3 and 1 in turn
     * from the right, up to the next ten.
     */
    public static int checkDigitOf(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int weight = (body.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (body.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }

    /** The same number with 14 digits: the form in which GTINs of different lengths are compared. */
    public String fourteenDigits() {
        return "0".repeat(DIGITS_MAX - digits.length()) + digits;
    }

    @Override
    public String toString() {
        return digits;
    }
}
