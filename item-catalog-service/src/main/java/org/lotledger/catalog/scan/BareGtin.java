package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lotledger.catalog.item.Gtin;

/**
 * Reads the number of an EAN-8, UPC-A, EAN-13 or ITF-14 symbol, which has no AI: digits that end in their check digit.
 *
 * <p>Without a symbology identifier the same digits may come from another symbol. Many EAN-13 are also formally right
 * element strings (those of Germany begin with AI (400), of France with (30) to (37), books with (97)), so only element
 * strings that are valid by the standard and tell of goods, such as a lot number, are rivals; with lost separators too,
 * about every twelfth French item could not be scanned. Eight digits are never taken for a GTIN-8 unseen: lot numbers of eight
 * digits are common, every tenth of them ends in a right check digit, and then the goods would be booked on a wrong item.
 */
final class BareGtin {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
    private static final int DIGITS_OF_GTIN_8 = 8;

    private BareGtin() {}

    static boolean hasForm(String text, int start, int end) {
        return FORM.matcher(text).region(start, end).matches();
    }

    /** What a symbol says that can hold nothing but a GTIN. */
    static Scan read(SymbologyIdentifier symbol, String text, int start, int end) {
        String digits = text.substring(start, end);
        if (!digits.matches(symbol.form())) {
            return Scan.Invalid.at(
                    start,
                    "the symbology identifier " + symbol + " announces " + symbol.words() + ", not "
                            + Wording.text(digits) + ".");
        }
        String flaw = Gtin.flawOf(digits);
        return flaw == null ? new Scan.Read(gtin(digits)) : Scan.Invalid.at(start, "the GTIN " + digits + " " + flaw);
    }

    /** What digits say of which no symbology identifier tells where they come from. */
    static Scan readOrElements(String text, int start, int end, int thisYear) {
        String digits = text.substring(start, end);
        Scan elements = ElementStrings.read(text, start, end, false, thisYear);
        List<ScanReading> ofGoods = candidatesOf(elements).stream()
                .filter(ScanReading::tellsOfGoods)
                .toList();
        String flaw = Gtin.flawOf(digits);
        if (flaw != null) {
            return ofGoods.isEmpty() ? invalid(start, digits, flaw, elements) : elements;
        }
        Set<ScanReading> candidates = new LinkedHashSet<>();
        candidates.add(gtin(digits));
        if (digits.length() == DIGITS_OF_GTIN_8) {
            candidates.add(ScanReading.of(List.of(new Element("10", digits)), thisYear));
        }
        ElementStrings.standard(text, start, end, thisYear)
                .filter(ScanReading::tellsOfGoods)
                .ifPresent(candidates::add);
        return candidates.size() == 1
                ? new Scan.Read(gtin(digits))
                : new Scan.Ambiguous(reason(digits, candidates), List.copyOf(candidates), List.of());
    }

    private static List<ScanReading> candidatesOf(Scan scan) {
        return switch (scan) {
            case Scan.Read read -> List.of(read.reading());
            case Scan.Ambiguous ambiguous -> ambiguous.candidates();
            case Scan.Invalid _ -> List.of();
        };
    }

    private static Scan invalid(int start, String digits, String flaw, Scan elements) {
        List<ScanProblem> problems = new ArrayList<>();
        problems.add(new ScanProblem(start, "the bare GTIN " + digits + " " + flaw));
        if (elements instanceof Scan.Invalid invalid) {
            problems.addAll(invalid.problems());
        }
        return new Scan.Invalid(problems);
    }

    private static String reason(String digits, Set<ScanReading> candidates) {
        return "The digits " + digits + " can be "
                + candidates.stream().map(ScanReading::toString).collect(Collectors.joining(" or "))
                + ". Choose one, or let the scanner send the symbology identifier (such as ]E4 for EAN-8, ]E0 for EAN-13).";
    }

    private static ScanReading gtin(String digits) {
        return ScanReading.ofGtin(new Gtin(digits));
    }
}
