package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;

/**
 * Reads a request body into a record and reports everything that is wrong with it at once, each mistake with its
 * JSON pointer: what Jackson cannot bind, what no field is there for, and what the record's constraints forbid.
 */
@ApplicationScoped
public class JsonBody {
    /** Mistakes reported in one answer; the rest is seen when these are mended. */
    static final int VIOLATIONS_MAX = 100;

    private final ObjectMapper json;
    private final Validator validator;

    public JsonBody(Validator validator) {
        this.validator = validator;
        this.json = StrictJson.mapper();
    }

    /**
     * The body as a record.
     *
     * @throws ProblemException MALFORMED when it is no JSON, TOO_LARGE, or all mistakes of its fields
     */
    public <T> T read(byte[] body, int bytesMax, Class<T> type) {
        return bind(parse(body, bytesMax), type);
    }

    /** The body as a list of records; pointers begin with the index. */
    public <T> List<T> readList(byte[] body, int bytesMax, Class<T[]> arrayType) {
        return List.of(bind(parse(body, bytesMax), arrayType));
    }

    /**
     * The current request as the body, a {@link MergePatch}, changes it.
     */
    public <T> T readPatch(byte[] body, int bytesMax, Class<T> type, T current) {
        if (!(parse(body, bytesMax) instanceof ObjectNode patch)) {
            throw ProblemException.ofFields(List.of(
                    new Violation(ProblemCode.FIELD_INVALID, "", "A merge patch must be an object of fields.")));
        }
        ObjectNode merged = json.valueToTree(current);
        MergePatch.apply(patch, merged);
        return bind(merged, type);
    }

    private JsonNode parse(byte[] body, int bytesMax) {
        if (body.length > bytesMax) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "The body has " + body.length + " bytes, at most " + bytesMax + " are read.");
        }
        try {
            JsonNode tree = json.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw new ProblemException(ProblemCode.MALFORMED, "A JSON body is required, and there is none.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The body is not JSON" + placeOf(e) + ".");
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The body is not JSON in UTF-8.");
        }
    }

    private static String placeOf(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private <T> T bind(JsonNode root, Class<T> type) {
        Map<String, Violation> found = new LinkedHashMap<>();
        T bound = bindCollecting(root, type, found);
        if (bound != null) {
            List<Violation> broken = new ArrayList<>();
            if (bound instanceof Object[] elements) {
                for (int i = 0; i < elements.length; i++) {
                    constraintViolations("/" + i, elements[i], broken);
                }
            } else {
                constraintViolations("", bound, broken);
            }
            broken.sort(Comparator.comparing(Violation::pointer));
            // A field that could not be bound is null now: its own mistake says more than "missing".
            broken.forEach(violation -> found.putIfAbsent(violation.pointer(), violation));
        }
        if (bound == null || !found.isEmpty()) {
            throw ProblemException.ofFields(
                    found.values().stream().limit(VIOLATIONS_MAX).toList());
        }
        return bound;
    }

    /** Binds again and again, each time without what was found wrong, until all mistakes are known. */
    private <T> @Nullable T bindCollecting(JsonNode root, Class<T> type, Map<String, Violation> found) {
        ObjectReader reader = json.readerFor(type);
        for (int i = 0; i <= VIOLATIONS_MAX; i++) {
            try {
                T bound = reader.readValue(root);
                if (bound == null) {
                    found.put("", new Violation(ProblemCode.FIELD_INVALID, "", "The body must not be null."));
                }
                return bound;
            } catch (JsonMappingException e) {
                String pointer = pointerOf(e);
                found.putIfAbsent(pointer, violationOf(e, pointer, root));
                if (pointer.isEmpty() || !removeAt(root, e.getPath())) {
                    return null;
                }
            } catch (IOException e) {
                throw new IllegalStateException("a tree in memory cannot fail to be read", e);
            }
        }
        return null;
    }

    private static String pointerOf(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? String.valueOf(step.getIndex())
                                    : escape(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Violation violationOf(JsonMappingException e, String pointer, JsonNode root) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new Violation(
                    ProblemCode.UNKNOWN_FIELD,
                    pointer,
                    "There is no field \"" + shorten(unknown.getPropertyName()) + "\" here.");
        }
        String what = "is not valid";
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException rule) {
            what = "is refused: " + rule.getMessage();
        } else if (e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch) {
            what = "is not " + expectation(mismatch.getTargetType());
        }
        String value = shorten(root.at(pointer).toString());
        String name = pointer.isEmpty() ? "the body" : pointer.substring(pointer.lastIndexOf('/') + 1);
        String sentence = name + " " + value + " " + what;
        return new Violation(ProblemCode.FIELD_INVALID, pointer, sentence.endsWith(".") ? sentence : sentence + ".");
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
        if (type == Integer.class || type == Long.class) {
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
        return type == String.class ? "a text" : "what is expected here";
    }

    private static String shorten(String value) {
        return value.codePointCount(0, value.length()) <= 60
                ? value
                : value.substring(0, value.offsetByCodePoints(0, 60)) + "…";
    }

    private static boolean removeAt(JsonNode root, List<JsonMappingException.Reference> path) {
        JsonNode parent = root;
        for (JsonMappingException.Reference step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        JsonMappingException.Reference last = path.getLast();
        return switch (parent) {
            case ObjectNode object -> last.getFieldName() != null && object.remove(last.getFieldName()) != null;
            // Indexes of the other mistakes must stay true, so an element is emptied, not removed.
            case ArrayNode array ->
                last.getIndex() >= 0 && !array.path(last.getIndex()).isNull() && array.setNull(last.getIndex()) != null;
            default -> false;
        };
    }

    private void constraintViolations(String prefix, @Nullable Object bound, List<Violation> violations) {
        if (bound == null) {
            violations.add(new Violation(ProblemCode.FIELD_MISSING, prefix, "The element is missing."));
            return;
        }
        Set<ConstraintViolation<Object>> broken = validator.validate(bound);
        for (ConstraintViolation<Object> violation : broken) {
            String pointer = prefix + pointerOf(violation.getPropertyPath());
            String name = pointer.substring(pointer.lastIndexOf('/') + 1);
            boolean missing = violation.getConstraintDescriptor().getAnnotation() instanceof NotNull;
            violations.add(
                    missing
                            ? new Violation(ProblemCode.FIELD_MISSING, pointer, name + " is required.")
                            : new Violation(
                                    ProblemCode.FIELD_INVALID,
                                    pointer,
                                    name + " " + quoted(violation.getInvalidValue()) + " " + violation.getMessage()));
        }
    }

    private static String quoted(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case CharSequence text -> "\"" + shorten(text.toString()) + "\"";
            case Number number -> shorten(number.toString());
            default -> "";
        };
    }

    private static String pointerOf(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            String name = node.getName();
            if (name != null && !name.startsWith("<")) {
                pointer.append('/').append(escape(name));
            }
        }
        return pointer.toString();
    }
}
