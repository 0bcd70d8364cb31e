package org.lotledger.shipping.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Values as the driver of PostgreSQL wants them. */
final class Columns {

    private Columns() {}

    static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** One part of keys that have several, in the order of the map. */
    static <T> T[] column(Map<List<Object>, ?> byKey, int part, IntFunction<T[]> array) {
        return byKey.keySet().stream().map(key -> key.get(part)).toArray(array);
    }
}
