package org.lotledger.eventsourcing.rest;

/** The rules that fields of several requests share, as patterns, each with the words for breaking it. */
public final class FieldRules {
    public static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    public static final String IDENTIFIER_WORDS =
            "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen, and must not"
                    + " begin with one of the last three.";

    /** Not only blanks, and nothing that PostgreSQL cannot store: no U+0000 and no half of a surrogate pair. */
    private static final String STORABLE_TEXT = "(?U)(?=\\s*+\\S)[^\\x00\\p{Cs}]";

    public static final String TEXT_200 = STORABLE_TEXT + "{1,200}";
    public static final String TEXT_200_WORDS = "must be 1 to 200 characters, and not only blanks.";

    public static final String TEXT_500 = STORABLE_TEXT + "{1,500}";
    public static final String TEXT_500_WORDS = "must be 1 to 500 characters, and not only blanks.";

    /** One line: no control characters. */
    public static final String UNIT = "(?U)(?=\\s*+\\S)[^\\p{Cc}\\p{Cs}]{1,10}";

    public static final String UNIT_WORDS = "must be 1 to 10 characters, and not only blanks.";

    public static final String GLN = "[0-9]{13}";
    public static final String GLN_WORDS = "must be 13 digits.";

    public static final String TEXT_100 = STORABLE_TEXT + "{1,100}";
    public static final String TEXT_100_WORDS = "must be 1 to 100 characters, and not only blanks.";

    private FieldRules() {}
}
