package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;

/**
 * Reads a request body into a record and reports everything that is wrong with it at once, each mistake with its
 * JSON pointer: what Jackson cannot bind, what no field is there for, and what the record's constraints forbid.
 */
@ApplicationScoped
public class JsonBody {
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

    /**
     * The text in one field of the body, before anything else in it is judged.
     *
     * @return empty when there is no such text; also when the body cannot be read, which is said when its turn comes
     */
    Optional<String> peek(byte[] body, int bytesMax, String field) {
        try {
            return Optional.ofNullable(parse(body, bytesMax).path(field).textValue());
        } catch (ProblemException e) {
            return Optional.empty();
        }
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
        BodyMistakes mistakes = new BodyMistakes(merged);
        // What is taken away is in the patch only, and must be a field too.
        BodyMistakes ofPatch = new BodyMistakes(patch);
        readNoting(patch, type, ofPatch);
        ofPatch.all().stream()
                .filter(mistake -> mistake.code() == ProblemCode.UNKNOWN_FIELD)
                .forEach(mistakes::add);
        return bind(merged, type, mistakes);
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
        } catch (StreamConstraintsException e) {
            throw new ProblemException(
                    ProblemCode.MALFORMED, "The body is beyond what is read. " + StrictJson.limits());
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The body is not JSON" + placeOf(e) + ".");
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The body is not JSON in UTF-8.");
        } catch (ArithmeticException | NumberFormatException e) {
            throw new ProblemException(ProblemCode.MALFORMED, "The body has a number with an exponent out of reach.");
        }
    }

    private static String placeOf(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private <T> T bind(JsonNode root, Class<T> type) {
        return bind(root, type, new BodyMistakes(root));
    }

    private <T> T bind(JsonNode root, Class<T> type, BodyMistakes mistakes) {
        T bound = readNoting(root, type, mistakes);
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
            broken.forEach(mistakes::add);
        }
        if (bound == null || !mistakes.none()) {
            throw ProblemException.ofFields(mistakes.all());
        }
        return bound;
    }

    /** The record with null where the body has a mistake, which is noted. */
    private <T> @Nullable T readNoting(JsonNode root, Class<T> type, BodyMistakes mistakes) {
        try {
            T bound = json.readerFor(type)
                    .withAttribute(BodyMistakes.class, mistakes)
                    .readValue(root);
            if (bound == null) {
                mistakes.add(new Violation(ProblemCode.FIELD_INVALID, "", "The body must not be null."));
            }
            return bound;
        } catch (JsonMappingException e) {
            mistakes.refused(e, type, pointerOf(e));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a tree in memory cannot fail to be read", e);
        }
    }

    private static String pointerOf(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? String.valueOf(step.getIndex())
                                    : BodyMistakes.escape(step.getFieldName()));
        }
        return pointer.toString();
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
            case CharSequence text -> "\"" + BodyMistakes.shorten(text.toString()) + "\"";
            case Number number -> BodyMistakes.shorten(number.toString());
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
                pointer.append('/').append(BodyMistakes.escape(node.getKey().toString()));
            }
            String name = node.getName();
            if (name != null && !name.startsWith("<")) {
                pointer.append('/').append(BodyMistakes.escape(name));
            }
        }
        return pointer.toString();
    }
}
