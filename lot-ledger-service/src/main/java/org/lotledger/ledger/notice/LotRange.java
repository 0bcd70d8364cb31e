package org.lotledger.ledger.notice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lots from one to another: numbers of one length that differ only in the digits at their end.
 *
 * @param prefix what the first and the last begin with, be it letters or digits
 * @param low digits of the first
 * @param high digits of the last, as many
 * @param ofLots whether it stands under the word lot or batch; if not it may be a range of anything
 * @param words the range as the notice has it
 */
public record LotRange(String prefix, String low, String high, boolean ofLots, String words) {
    private static final Pattern NUMBERED = Pattern.compile("([A-Za-z0-9]*?)([0-9]+)");

    /** The range between two numbers; empty if they are no such pair, or the wrong way round. */
    static Optional<LotRange> between(String first, String last, boolean ofLots, String words) {
        Matcher from = NUMBERED.matcher(first);
        Matcher to = NUMBERED.matcher(last);
        if (!from.matches() || !to.matches() || first.length() != last.length()) {
            return Optional.empty();
        }
        String prefix = from.group(1);
        int same = 0;
        while (same < first.length() && first.charAt(same) == last.charAt(same)) {
            same++;
        }
        boolean rising = same < first.length() && first.charAt(same) < last.charAt(same);
        return prefix.equals(to.group(1)) && rising
                ? Optional.of(new LotRange(
                        first.substring(0, same), first.substring(same), last.substring(same), ofLots, words))
                : Optional.empty();
    }

    /** Whether the number is of the range's kind, inside or outside. */
    boolean isOfItsKind(String lotNumber) {
        return lotNumber.length() == prefix.length() + low.length()
                && lotNumber.startsWith(prefix)
                && lotNumber.chars().skip(prefix.length()).allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** Whether a number of its kind is inside. */
    boolean contains(String lotNumber) {
        String digits = lotNumber.substring(prefix.length());
        return digits.compareTo(low) >= 0 && digits.compareTo(high) <= 0;
    }

    /** The least number of its kind. */
    public String least() {
        return prefix + "0".repeat(low.length());
    }

    /** The greatest number of its kind. */
    public String greatest() {
        return prefix + "9".repeat(low.length());
    }
}
