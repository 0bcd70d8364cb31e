package org.lotledger.ledger.notice;

/**
 * A lot number as a hasty eye reads it or a hasty hand types it: what differs only by O and 0, by I, l and 1, by case, or
 * by blanks and punctuation between its characters is one. The index {@code lot_by_look_alike} says the same in SQL.
 */
public final class LookAlike {
    private static final String PASSED_OVER = " -/._%#:\u00a0";

    private LookAlike() {}

    /** The same text for all that look alike. */
    public static String of(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints()
                .filter(codePoint -> PASSED_OVER.indexOf(codePoint) < 0)
                .map(Character::toUpperCase)
                .forEach(upper -> {
                    switch (upper) {
                        case 'O' -> seen.append('0');
                        case 'I', 'L' -> seen.append('1');
                        default -> seen.appendCodePoint(upper);
                    }
                });
        return seen.toString();
    }
}
