package org.lotledger.eventsourcing.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor how to ask for what follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** A page out of rows that were read one beyond the limit, to know whether more follow. */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> shown, Function<R, String> cursorAfter) {
        boolean more = rows.size() > limit;
        List<R> visible = more ? rows.subList(0, limit) : rows;
        return new Page<>(visible.stream().map(shown).toList(), more ? cursorAfter.apply(visible.getLast()) : null);
    }
}
