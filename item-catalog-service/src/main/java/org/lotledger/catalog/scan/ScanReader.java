package org.lotledger.catalog.scan;

import org.lotledger.catalog.scan.SymbologyIdentifier.Carries;

/**
 * Reads a text that a scanner or a person gives: element strings with or without brackets, a Digital Link, or a bare
 * GTIN, with or without a symbology identifier before it. White space around the text is passed over: scanners end with a
 * line end or a tab.
 */
public final class ScanReader {
    private ScanReader() {}

    /**
     * What the text says.
     *
     * @param thisYear of the day of the scan, for the century of dates
     */
    public static Scan read(String text, int thisYear) {
        int start = 0;
        int end = text.length();
        while (start < end && isOutside(text.charAt(start))) {
            start++;
        }
        while (end > start && isOutside(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return Scan.Invalid.at(0, "the text is blank.");
        }
        return text.charAt(start) == ']'
                ? readIdentified(text, start, end, thisYear)
                : readUnidentified(text, start, end, thisYear);
    }

    /** GS is no white space here, though Unicode says so: it may stand for FNC1. */
    private static boolean isOutside(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\r' || unit == '\n';
    }

    private static Scan readIdentified(String text, int start, int end, int thisYear) {
        SymbologyIdentifier symbol = SymbologyIdentifier.at(text, start).orElse(null);
        if (symbol == null) {
            String given = text.substring(start, Math.min(start + SymbologyIdentifier.LENGTH, end));
            return Scan.Invalid.at(
                    start,
                    "the symbology identifier " + Wording.text(given)
                            + " is none of those that carry GS1 data, which are " + SymbologyIdentifier.allWords()
                            + ".");
        }
        int from = start + SymbologyIdentifier.LENGTH;
        if (from == end) {
            return Scan.Invalid.at(from, "nothing follows the symbology identifier " + symbol + ".");
        }
        return switch (symbol.carries()) {
            case GTIN_8, GTIN_13, GTIN_14 -> BareGtin.read(symbol, text, from, end);
            case ELEMENT_STRINGS, FREE_TEXT -> {
                if (BracketedText.begins(text, from, end)) {
                    yield BracketedText.read(text, from, end, thisYear);
                }
                if (symbol.carries() == Carries.ELEMENT_STRINGS) {
                    yield ElementStrings.read(text, from, end, true, thisYear);
                }
                yield DigitalLink.begins(text, from, end)
                        ? DigitalLink.read(text, from, end, thisYear)
                        : Scan.Invalid.at(
                                from,
                                "the symbology identifier " + symbol
                                        + " announces a symbol without FNC1, in which only " + symbol.words()
                                        + " can be read.");
            }
        };
    }

    private static Scan readUnidentified(String text, int start, int end, int thisYear) {
        if (DigitalLink.begins(text, start, end)) {
            return DigitalLink.read(text, start, end, thisYear);
        }
        if (BracketedText.begins(text, start, end)) {
            return BracketedText.read(text, start, end, thisYear);
        }
        return BareGtin.hasForm(text, start, end)
                ? BareGtin.readOrElements(text, start, end, thisYear)
                : ElementStrings.read(text, start, end, false, thisYear);
    }
}
