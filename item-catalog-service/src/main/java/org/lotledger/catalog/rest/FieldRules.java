package org.lotledger.catalog.rest;

/** The rules that fields of several requests share, as patterns, each with the words for breaking it. */
final class FieldRules {
    static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    static final String IDENTIFIER_WORDS = "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen, and must not"
            + " begin with one of the last three.";

    /** Not only blanks, and nothing that PostgreSQL cannot store: no U+0000 and no half of a surrogate pair. */
    private static final String STORABLE_TEXT = "(?U)(?=\\s*+\\S)[^\\x00\\p{Cs}]";

    static final String TEXT_200 = STORABLE_TEXT + "{1,200}";
    static final String TEXT_200_WORDS = "must be 1 to 200 characters, and not only blanks.";

    static final String TEXT_500 = STORABLE_TEXT + "{1,500}";
    static final String TEXT_500_WORDS = "must be 1 to 500 characters, and not only blanks.";

    /** One line: no control characters. */
    static final String UNIT = "(?U)(?=\\s*+\\S)[^\\p{Cc}\\p{Cs}]{1,10}";

    static final String UNIT_WORDS = "must be 1 to 10 characters, and not only blanks.";

    static final String GLN = "[0-9]{13}";
    static final String GLN_WORDS = "must be 13 digits.";

    private FieldRules() {}
}
