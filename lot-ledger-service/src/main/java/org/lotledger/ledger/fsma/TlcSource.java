package org.lotledger.ledger.fsma;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source of a traceability lot code, or where to ask for it, as one text of the papers gives it: exactly one of the
 * fields is not null, or none when the papers say nothing.
 *
 * @param gln Global Location Number, 13 digits with a right check digit
 * @param ffrn Food Facility Registration Number, 11 digits (21 CFR 1.1310)
 * @param url a web address
 * @param ggn GLOBALG.A.P. Number, 13 digits beginning with 405 that are named a GGN in the text
 * @param name anything else
 */
record TlcSource(
        @Nullable String gln,
        @Nullable String ffrn,
        @Nullable String url,
        @Nullable String ggn,
        @Nullable String name) {
    private static final TlcSource NONE = new TlcSource(null, null, null, null, null);
    private static final Pattern URL = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern LABELLED = Pattern.compile("(?i)(GLN|FFRN|GGN)[ :]*([0-9]{11}|[0-9]{13})");
    private static final Pattern FFRN = Pattern.compile("[0-9]{11}");
    private static final Pattern GLN = Pattern.compile("[0-9]{13}");

    static TlcSource of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        String said = text.strip();
        var labelled = LABELLED.matcher(said);
        if (labelled.matches()) {
            String number = labelled.group(2);
            return switch (labelled.group(1).toUpperCase(Locale.ROOT)) {
                case "GLN" -> new TlcSource(number, null, null, null, null);
                case "FFRN" -> new TlcSource(null, number, null, null, null);
                default -> new TlcSource(null, null, null, number, null);
            };
        }
        if (URL.matcher(said).matches()) {
            return new TlcSource(null, null, said, null, null);
        }
        if (FFRN.matcher(said).matches()) {
            return new TlcSource(null, said, null, null, null);
        }
        if (GLN.matcher(said).matches() && hasCheckDigit(said)) {
            return new TlcSource(said, null, null, null, null);
        }
        return new TlcSource(null, null, null, null, said);
    }

    /** GS1 General Specifications, 7.9: weights 1 and 3 from the left of 13 digits. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
