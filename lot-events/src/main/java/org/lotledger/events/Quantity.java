package org.lotledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount of goods or a change of it, in the item's unit: an exact signed decimal.
 *
 * <p>Canonical, so that equal amounts are equal records: 0.30 becomes 0.3, and 1E+2 becomes 100. JSON is a plain number;
 * no exponent can appear, because with at most 6 decimals {@link BigDecimal#toString()} never writes one.
 *
 * @param value at most {@value #INTEGER_DIGITS_MAX} digits before the point and {@value #DECIMALS_MAX} after it, which is
 *     the ledger's {@code numeric(21,6)}; negative means goods went out
 */
public record Quantity(@JsonValue BigDecimal value) implements Comparable<Quantity> {

    public static final int DECIMALS_MAX = 6;
    public static final int INTEGER_DIGITS_MAX = 15;

    /** A request may name at most this many digits before the point (api.md, Numbers); sums may grow beyond it. */
    public static final int REQUEST_INTEGER_DIGITS_MAX = 9;

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    /** Longer numbers are refused unseen: nobody means them, and work on their digits grows with the square of the length. */
    private static final int DIGITS_READ_MAX = 100;

    private static final int BITS_READ_MAX =
            BigDecimal.TEN.pow(DIGITS_READ_MAX).unscaledValue().bitLength();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Quantity {
        Invariant.present(value, "quantity");
        problemOfSize(value, INTEGER_DIGITS_MAX).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        value = canonical(value);
    }

    public static Quantity of(String text) {
        Invariant.present(text, "quantity");
        // BigDecimal would also take digits of other scripts.
        Invariant.that(
                text.length() <= DIGITS_READ_MAX && text.chars().allMatch(unit -> unit < 128),
                "a quantity is a decimal number of at most " + DIGITS_READ_MAX + " ASCII characters");
        try {
            return new Quantity(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the quantity \"" + text + "\" is not a decimal number", e);
        }
    }

    public static Quantity of(long value) {
        return new Quantity(BigDecimal.valueOf(value));
    }

    /**
     * What is wrong with a quantity that somebody asks for, as a sentence; empty if it may be asked for.
     *
     * @param value as it was written, of any size: a huge exponent is refused without being written out
     * @param quantityScale decimals that the item allows, 0 to {@value #DECIMALS_MAX}
     */
    public static Optional<String> problemOfRequested(BigDecimal value, int quantityScale) {
        if (value.signum() <= 0) {
            return Optional.of("A quantity must be more than 0, this one is " + shown(value) + ".");
        }
        Optional<String> problem = problemOfSize(value, REQUEST_INTEGER_DIGITS_MAX);
        if (problem.isPresent()) {
            return problem.map(Quantity::sentence);
        }
        int decimals = canonical(value).scale();
        return decimals > quantityScale
                ? Optional.of("The quantity " + shown(value) + " has " + decimals
                        + (decimals == 1 ? " decimal" : " decimals") + ", the item allows " + quantityScale + ".")
                : Optional.empty();
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    public Quantity negate() {
        return new Quantity(value.negate());
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    /** How many decimals it needs, 0 to {@value #DECIMALS_MAX}; to compare with an item's quantityScale. */
    public int decimals() {
        return value.scale();
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    /** Looks only at the number of digits and the exponent until both are known to be small. */
    private static Optional<String> problemOfSize(BigDecimal value, int integerDigitsMax) {
        if (value.signum() == 0) {
            return Optional.empty();
        }
        if (value.unscaledValue().bitLength() > BITS_READ_MAX) {
            return Optional.of("a quantity of more than " + DIGITS_READ_MAX + " digits");
        }
        // As long: precision minus scale leaves the range of int for exponents near its ends.
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits > integerDigitsMax) {
            return Optional.of(
                    "the quantity " + shown(value) + " has more than " + integerDigitsMax + " digits before the point");
        }
        return value.stripTrailingZeros().scale() > DECIMALS_MAX
                ? Optional.of("the quantity " + shown(value) + " has more than " + DECIMALS_MAX + " decimals")
                : Optional.empty();
    }

    /** Only for values whose size was found right. */
    private static BigDecimal canonical(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Never the plain form, which for 1E+1000000000 has a thousand million digits. */
    private static String shown(BigDecimal value) {
        return value.unscaledValue().bitLength() > BITS_READ_MAX
                ? "a number of more than " + DIGITS_READ_MAX + " digits"
                : value.toString();
    }
}
