package org.lotledger.receiving.lot;

import org.lotledger.events.LotNumber;

/** A lot number as a hasty eye reads it: what differs only by O and 0, by I, l and 1, by case or by blanks is one. */
public final class LookAlike {

    private LookAlike() {}

    /** The same text for all lot numbers that look alike. */
    public static String of(LotNumber lotNumber) {
        StringBuilder seen = new StringBuilder();
        lotNumber.value().codePoints().forEach(codePoint -> {
            int upper = Character.toUpperCase(codePoint);
            if (upper == 'O') {
                seen.append('0');
            } else if (upper == 'I' || upper == 'L') {
                seen.append('1');
            } else if (Character.getType(codePoint) != Character.SPACE_SEPARATOR) {
                seen.appendCodePoint(upper);
            }
        });
        return seen.toString();
    }
}
