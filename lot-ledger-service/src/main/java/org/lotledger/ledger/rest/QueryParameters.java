package org.lotledger.ledger.rest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;

/** Reads the parameters of one query and gathers what is wrong with them, to be told at once. */
final class QueryParameters {
    private static final int SHOWN_CHARACTERS_MAX = 60;

    /** Item codes and locations (api.md, Identifiers). */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final List<Violation> violations = new ArrayList<>();

    /** The parameter's value, or null when it is absent, blank, or has been found wrong. */
    <T> @Nullable T read(String name, @Nullable String text, String expected, Function<String, Optional<T>> parse) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Optional<T> value;
        try {
            value = parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException | ProblemException e) {
            value = Optional.empty();
        }
        if (value.isEmpty()) {
            refuse(name, text, "is not " + expected);
        }
        return value.orElse(null);
    }

    @Nullable
    String code(String name, @Nullable String text) {
        return read(
                name,
                text,
                "a code of letters, digits, '.', '_' and '-'",
                code -> Optional.of(code).filter(CODE.asMatchPredicate()));
    }

    @Nullable
    LocalDate date(String name, @Nullable String text) {
        return read(name, text, "a date as YYYY-MM-DD", date -> Optional.of(LocalDate.parse(date)));
    }

    @Nullable
    Boolean trueOrFalse(String name, @Nullable String text) {
        return read(name, text, "true or false", word -> switch (word) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String text, Class<E> type) {
        E[] known = type.getEnumConstants();
        return read(
                name,
                text,
                "one of " + Arrays.toString(known),
                word -> Arrays.stream(known)
                        .filter(value -> value.name().equals(word))
                        .findFirst());
    }

    int limit(@Nullable String text) {
        Integer limit = read(
                "limit",
                text,
                "a whole number from 1 to " + Cursor.LIMIT_MAX,
                number -> Optional.of(Integer.valueOf(number)).filter(n -> n >= 1 && n <= Cursor.LIMIT_MAX));
        return limit == null ? Cursor.LIMIT_DEFAULT : limit;
    }

    void refuse(String name, String text, String why) {
        String shown = text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS_MAX)) + "…";
        violations.add(new Violation(
                ProblemCode.FIELD_INVALID,
                "/" + name,
                name + " \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" " + why + "."));
    }

    /**
     * To be called when all have been read.
     *
     * @throws ProblemException with everything that was found wrong
     */
    void check() {
        if (!violations.isEmpty()) {
            throw ProblemException.ofFields(violations);
        }
    }
}
