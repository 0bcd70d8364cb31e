package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;

/** What is wrong with one body, in sentences, the first mistake at each place; no more than an answer shows. */
final class BodyMistakes {
    /** Mistakes told in one answer; the rest is seen when these are mended. A caller can use no more at once. */
    static final int VIOLATIONS_MAX = 100;

    /** Characters of a value or a name that a sentence repeats. */
    private static final int SHOWN_CHARACTERS_MAX = 60;

    private final JsonNode root;
    private final Map<String, Violation> found = new LinkedHashMap<>();

    BodyMistakes(JsonNode root) {
        this.root = root;
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Violation> all() {
        return List.copyOf(found.values());
    }

    /** The value on which the parser stands. */
    JsonNode valueAt(JsonParser parser) {
        return root.at(parser.getParsingContext().pathAsPointer());
    }

    void add(Violation violation) {
        if (found.size() < VIOLATIONS_MAX) {
            found.putIfAbsent(violation.pointer(), violation);
        }
    }

    void unknownField(String pointerOfObject, String name) {
        String pointer = pointerOfObject + "/" + escape(name);
        add(new Violation(ProblemCode.UNKNOWN_FIELD, pointer, "There is no field \"" + shorten(name) + "\" here."));
    }

    void tooManyElements(JsonParser parser, int elements, int elementsMax) {
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        add(new Violation(
                ProblemCode.FIELD_INVALID,
                pointer.toString(),
                name(pointer.toString()) + " has " + elements + " elements, at most " + elementsMax + " are read."));
    }

    void notA(@Nullable Class<?> type, JsonParser parser) {
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        invalid(pointer.toString(), "is not " + expectation(type));
    }

    /** A value that is of the right kind, and refused by the type that it was to become. */
    void refused(JsonMappingException refusal, Class<?> type, String pointer) {
        Throwable rule = refusal instanceof ValueInstantiationException ? refusal.getCause() : null;
        invalid(
                pointer,
                rule instanceof IllegalArgumentException
                        ? "is refused: " + rule.getMessage()
                        : "is not " + expectation(type));
    }

    private void invalid(String pointer, String why) {
        String sentence = name(pointer) + " " + shorten(root.at(pointer).toString()) + " " + why;
        add(new Violation(ProblemCode.FIELD_INVALID, pointer, sentence.endsWith(".") ? sentence : sentence + "."));
    }

    private static String name(String pointer) {
        return pointer.isEmpty() ? "the body" : shorten(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    static String shorten(String value) {
        return value.codePointCount(0, value.length()) <= SHOWN_CHARACTERS_MAX
                ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN_CHARACTERS_MAX)) + "…";
    }

    private static String expectation(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected here";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == LocalDate.class) {
            return "a date as YYYY-MM-DD";
        }
        if (type == Instant.class) {
            return "an instant as RFC 3339, such as 2026-01-31T09:30:00Z";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "an object of fields";
        }
        return type == String.class ? "a text" : "what is expected here";
    }
}
