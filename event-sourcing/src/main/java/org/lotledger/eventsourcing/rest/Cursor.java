package org.lotledger.eventsourcing.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the sort keys of the last row shown, opaque to callers. */
public final class Cursor {
    private static final String SEPARATOR = "\u001f";

    /** Rows in one answer when the caller does not say. */
    public static final int LIMIT_DEFAULT = 50;

    /** Rows in one answer at most. */
    public static final int LIMIT_MAX = 500;

    private Cursor() {}

    /** The cursor after a row with these sort keys. */
    public static String after(String... keys) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The sort keys in a cursor, or null when the list begins.
     *
     * @throws ProblemException FIELD_INVALID when it is none of ours
     */
    public static @Nullable List<String> keys(@Nullable String cursor, int keyCount) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            // Strictly: what is no UTF-8 would otherwise be read as some key that nobody has given out.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            List<String> keys = List.of(text.split(SEPARATOR, -1));
            if (keys.size() == keyCount && text.indexOf('\0') < 0) {
                return keys;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Falls through: said below in the caller's words.
        }
        throw notOurs();
    }

    /** Where a list that shows the newest first goes on; the whole list when there is no cursor. */
    public static long before(@Nullable String cursor) {
        return number(cursor, Long.MAX_VALUE);
    }

    /** Where a list that shows the oldest first goes on; the whole list when there is no cursor. */
    public static long afterNumber(@Nullable String cursor) {
        return number(cursor, 0);
    }

    private static long number(@Nullable String cursor, long otherwise) {
        List<String> keys = keys(cursor, 1);
        try {
            return keys == null ? otherwise : Long.parseLong(keys.getFirst());
        } catch (NumberFormatException e) {
            throw notOurs();
        }
    }

    private static ProblemException notOurs() {
        return new ProblemException(
                ProblemCode.FIELD_INVALID, "/cursor", "cursor is not one that this list has given out.");
    }

    /**
     * The number of rows to show.
     *
     * @throws ProblemException FIELD_INVALID when it is no whole number from 1 to 500
     */
    public static int limit(@Nullable String asked) {
        if (asked == null) {
            return LIMIT_DEFAULT;
        }
        if (!asked.matches("[0-9]{1,4}") || Integer.parseInt(asked) < 1 || Integer.parseInt(asked) > LIMIT_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "/limit", "limit must be a whole number from 1 to " + LIMIT_MAX + ".");
        }
        return Integer.parseInt(asked);
    }
}
