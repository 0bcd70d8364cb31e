package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and instants of requests: texts of RFC 3339 in the years 0001 to 9999. Jackson's own also take lists, empty
 * lists, numbers and years that neither RFC 3339 nor the database knows.
 */
final class StrictTimes {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final Instant INSTANT_MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant INSTANT_MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private StrictTimes() {}

    static SimpleModule module() {
        return new SimpleModule()
                .addDeserializer(
                        LocalDate.class,
                        new Strict<>(LocalDate.class, DATE, LocalDate::parse, date -> date.getYear() >= 1))
                .addDeserializer(
                        Instant.class,
                        new Strict<>(
                                Instant.class,
                                INSTANT,
                                Instant::parse,
                                time -> !time.isBefore(INSTANT_MIN) && !time.isAfter(INSTANT_MAX)));
    }

    private static final class Strict<T> extends StdScalarDeserializer<T> {
        private final transient Pattern form;
        private final transient Function<String, T> parse;
        private final transient Predicate<T> inRange;

        Strict(Class<T> type, Pattern form, Function<String, T> parse, Predicate<T> inRange) {
            super(type);
            this.form = form;
            this.parse = parse;
            this.inRange = inRange;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T time = parser.hasToken(JsonToken.VALUE_STRING) ? read(parser.getText()) : null;
            if (time == null) {
                throw MismatchedInputException.from(parser, handledType(), "not " + handledType());
            }
            return time;
        }

        private @Nullable T read(String text) {
            if (!form.matcher(text).matches()) {
                return null;
            }
            try {
                T time = parse.apply(text);
                return inRange.test(time) ? time : null;
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
