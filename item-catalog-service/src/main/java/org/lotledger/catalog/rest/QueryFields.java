package org.lotledger.catalog.rest;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;

/** Query parameters of lists; null and empty mean that the caller does not care. */
final class QueryFields {
    private QueryFields() {}

    static @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.indexOf(0) >= 0) {
            throw invalid(name, value, "must not contain U+0000.");
        }
        return value;
    }

    static @Nullable ItemStatus status(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        return Arrays.stream(ItemStatus.values())
                .filter(status -> status.name().equals(value))
                .findFirst()
                .orElseThrow(
                        () -> invalid("status", value, "must be one of " + Arrays.toString(ItemStatus.values()) + "."));
    }

    /** In the form in which lot numbers are kept. */
    static @Nullable String lotNumber(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        LotNumber.problemOf(value).ifPresent(problem -> {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "/lotNumber",
                    "lotNumber \"" + value + "\" is refused: " + problem + ".");
        });
        return new LotNumber(value).value();
    }

    static @Nullable Boolean flag(String name, @Nullable String value) {
        return switch (value) {
            case null -> null;
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, value, "must be true or false.");
        };
    }

    /** The identifier after which a list goes on; empty at its beginning. */
    static String afterIdentifier(@Nullable String cursor) {
        List<String> keys = Cursor.keys(cursor, 1);
        if (keys == null) {
            return "";
        }
        if (!keys.getFirst().matches(FieldRules.IDENTIFIER)) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "/cursor", "cursor is not one that this list has given out.");
        }
        return keys.getFirst();
    }

    private static ProblemException invalid(String name, String value, String rule) {
        return new ProblemException(ProblemCode.FIELD_INVALID, "/" + name, name + " \"" + value + "\" " + rule);
    }
}
