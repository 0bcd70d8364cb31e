package org.lotledger.ledger.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final String TIME = "an instant as RFC 3339 or a date, in the years 0001 to 9999";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** RFC 3339 knows no other years, and the database not all that Java knows. */
    private static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

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

    /**
     * A time from which on something counts.
     *
     * @param zone the calendar of a date: it stands for its first moment
     */
    @Nullable
    Instant from(String name, @Nullable String text, ZoneId zone) {
        return read(name, text, TIME, time -> time(time, date -> date.atStartOfDay(zone)));
    }

    /**
     * A time until which something counts.
     *
     * @param zone the calendar of a date: it stands for its last moment
     */
    @Nullable
    Instant until(String name, @Nullable String text, ZoneId zone) {
        return read(
                name,
                text,
                TIME,
                time -> time(time, date -> date.plusDays(1).atStartOfDay(zone).minus(1, ChronoUnit.MICROS)));
    }

    /** As exact as the events' times are, so that a part of a microsecond decides nothing. */
    private static Optional<Instant> time(String text, Function<LocalDate, ZonedDateTime> ofDate) {
        Instant time = DATE.matcher(text).matches()
                ? ofDate.apply(LocalDate.parse(text)).toInstant()
                : Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        return Optional.of(time).filter(t -> !t.isBefore(TIME_MIN) && !t.isAfter(TIME_MAX));
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
                number -> Optional.of(number)
                        .filter(n -> n.matches("[0-9]{1,4}"))
                        .map(Integer::valueOf)
                        .filter(n -> n >= 1 && n <= Cursor.LIMIT_MAX));
        return limit == null ? Cursor.LIMIT_DEFAULT : limit;
    }

    /** Refuses a parameter that is known, but not on this query: what it asks for would silently not be done. */
    void absent(String name, @Nullable String text, String why) {
        if (text != null && !text.isBlank()) {
            refuse(name, text, why);
        }
    }

    /**
     * Refuses parameters that the query does not know: what they ask for would silently not be done.
     *
     * @param given all values by name
     * @param known names, in the order in which to tell them
     */
    void onlyKnown(Map<String, List<String>> given, List<String> known) {
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                refuse(
                        shown(name),
                        values.isEmpty() ? "" : values.getFirst(),
                        "is not supported here; known are " + String.join(", ", known));
            }
        });
    }

    /** The one value of a parameter that makes no sense twice; null when it is absent. */
    @Nullable
    String once(String name, Map<String, List<String>> given) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            refuse(name, values.get(1), "is given a second time");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    void refuse(String name, String text, String why) {
        violations.add(
                new Violation(ProblemCode.FIELD_INVALID, "/" + name, name + " \"" + shown(text) + "\" " + why + "."));
    }

    private static String shown(String text) {
        String shown = text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS_MAX)) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
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
