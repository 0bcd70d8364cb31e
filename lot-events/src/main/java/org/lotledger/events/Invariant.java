package org.lotledger.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cheap checks that every record of the contract makes at its door; a broken one is a sentence that names the field.
 * They keep out what no consumer could store: PostgreSQL has no U+0000 in text and no half of a surrogate pair.
 */
final class Invariant {

    /** RFC 3339 writes years with four digits, so nothing outside this range has a form on the wire. */
    private static final Instant INSTANT_MIN = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant INSTANT_MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Invariant() {}

    static void that(boolean kept, String sentence) {
        if (!kept) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** For a sentence that is worth its making only when it is needed. */
    static void that(boolean kept, Supplier<String> sentence) {
        if (!kept) {
            throw new IllegalArgumentException(sentence.get());
        }
    }

    /** Binding from JSON hands in null for a field that is not there, whatever the type says. */
    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** A word that others look up or compare: not blank and without control characters. */
    static String code(@Nullable String value, String field) {
        String code = present(value, field);
        that(!code.isBlank(), field + " is blank");
        for (int i = 0; i < code.length(); i++) {
            if (Character.isISOControl(code.charAt(i))) {
                throw new IllegalArgumentException(
                        field + " has the control character " + codePointName(code.charAt(i)));
            }
        }
        return storable(code, field);
    }

    /** Words for people: may be empty and may have several lines. */
    static String text(@Nullable String value, String field) {
        return storable(present(value, field), field);
    }

    static @Nullable String textOrNull(@Nullable String value, String field) {
        return value == null ? null : storable(value, field);
    }

    static @Nullable String codeOrNull(@Nullable String value, String field) {
        return value == null ? null : code(value, field);
    }

    /** Cut to microseconds, because PostgreSQL keeps no more and an event must read back equal to what was written. */
    static Instant instant(@Nullable Instant value, String field) {
        Instant instant = present(value, field);
        that(
                !instant.isBefore(INSTANT_MIN) && !instant.isAfter(INSTANT_MAX),
                field + " must lie in the years 0001 to 9999");
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable LocalDate dateOrNull(@Nullable LocalDate value, String field) {
        that(
                value == null || (value.getYear() >= 1 && value.getYear() <= 9999),
                field + " must lie in the years 0001 to 9999");
        return value;
    }

    /** A copy sorted by key, so that the same fact always has the same bytes. */
    static <V> Map<String, V> sorted(@Nullable Map<String, V> value, String field) {
        Map<String, V> given = present(value, field);
        given.forEach((key, entry) -> present(entry, field + "." + code(key, field + " key")));
        return Collections.unmodifiableMap(new TreeMap<>(given));
    }

    static String codePointName(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    private static String storable(String value, String field) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                throw new IllegalArgumentException(
                        field + " has the character " + codePointName(unit) + ", which cannot be stored");
            }
        }
        return value;
    }
}
