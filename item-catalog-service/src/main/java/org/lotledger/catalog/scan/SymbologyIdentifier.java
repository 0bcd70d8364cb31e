package org.lotledger.catalog.scan;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The three characters by which a scanner tells what symbol it read (ISO/IEC 15424; GS1 General Specifications, 5.1.3). They also show that it sends FNC1 as GS.
 */
enum SymbologyIdentifier {
    GS1_128("]C1", Carries.ELEMENT_STRINGS),
    GS1_DATA_MATRIX("]d2", Carries.ELEMENT_STRINGS),
    GS1_QR("]Q3", Carries.ELEMENT_STRINGS),
    GS1_DATA_BAR("]e0", Carries.ELEMENT_STRINGS),
    GS1_DOT_CODE("]J1", Carries.ELEMENT_STRINGS),
    DATA_MATRIX("]d1", Carries.FREE_TEXT),
    QR("]Q1", Carries.FREE_TEXT),
    EAN_13("]E0", Carries.GTIN_13),
    EAN_8("]E4", Carries.GTIN_8),
    ITF_14("]I1", Carries.GTIN_14);

    /** What a symbol holds. */
    enum Carries {
        ELEMENT_STRINGS("element strings", ".*"),
        /** Of which GS1 knows the Digital Link, and people the AIs in brackets. */
        FREE_TEXT("a Digital Link or AIs in brackets", ".*"),
        GTIN_8("8 digits", "[0-9]{8}"),
        /** UPC-A is an EAN-13 that begins with 0, which some scanners leave out. */
        GTIN_13("12 or 13 digits", "[0-9]{12,13}"),
        GTIN_14("14 digits", "[0-9]{14}");

        private final String words;
        private final String form;

        Carries(String words, String form) {
            this.words = words;
            this.form = form;
        }
    }

    static final int LENGTH = 3;

    private final String prefix;
    private final Carries carries;

    SymbologyIdentifier(String prefix, Carries carries) {
        this.prefix = prefix;
        this.carries = carries;
    }

    /** The identifier with which the text goes on here; empty if it is none that carries GS1 data. */
    static Optional<SymbologyIdentifier> at(String text, int start) {
        return Arrays.stream(values())
                .filter(identifier -> text.startsWith(identifier.prefix, start))
                .findFirst();
    }

    static String allWords() {
        return Arrays.stream(values()).map(SymbologyIdentifier::toString).collect(Collectors.joining(", "));
    }

    Carries carries() {
        return carries;
    }

    /** What must follow, for a sentence. */
    String words() {
        return carries.words;
    }

    /** What must follow, as a pattern. */
    String form() {
        return carries.form;
    }

    @Override
    public String toString() {
        return prefix;
    }
}
