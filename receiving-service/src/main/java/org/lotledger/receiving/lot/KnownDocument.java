package org.lotledger.receiving.lot;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document that others may name.
 *
 * @param removals what it took of the lots that were asked for, by lot id
 * @param latestOccurredAt the latest time at which it took anything; null for a document that takes nothing
 * @param latestRecordedAt the latest time at which that was written down; null for a document that takes nothing
 */
public record KnownDocument(
        Map<UUID, Removal> removals,
        @Nullable Instant latestOccurredAt,
        @Nullable Instant latestRecordedAt) {
    public KnownDocument {
        removals = Map.copyOf(removals);
    }
}
