package org.lotledger.catalog.scan;

/** The characters that a value may have (GS1 General Specifications, 7.11). */
enum Alphabet {
    DIGITS("digits", ""),
    /** Encodable character set 82: what nearly all texts are made of, lot numbers among them. */
    SET_82("letters, digits and !\"%&'()*+,-./:;<=>?_", "!\"%&'()*+,-./:;<=>?_"),
    /** Encodable character set 39, of component and part identifiers. */
    SET_39("capital letters, digits and #-/", "#-/"),
    /** Base64 for URLs (RFC 4648), of digital signatures. */
    BASE_64("letters, digits and -_=", "-_=");

    private final String words;
    private final String signs;

    Alphabet(String words, String signs) {
        this.words = words;
        this.signs = signs;
    }

    boolean holds(char unit) {
        return isBetween('0', unit, '9')
                || signs.indexOf(unit) >= 0
                || (this != DIGITS && isBetween('A', unit, 'Z'))
                || ((this == SET_82 || this == BASE_64) && isBetween('a', unit, 'z'));
    }

    private static boolean isBetween(char first, char unit, char last) {
        return first <= unit && unit <= last;
    }

    /** For a sentence: "may have …". */
    String words() {
        return words;
    }
}
