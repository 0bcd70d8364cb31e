package org.lotledger.receiving.lot;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know of lots, and of the documents that took of them.
 *
 * @param lots by lot id; a lot that is left out is unknown
 * @param documents those that the decided document names; one that is left out is unknown
 */
public record LotFacts(Map<UUID, KnownLot> lots, Map<NamedDocument, KnownDocument> documents) {
    /** Nothing is known. */
    public static final LotFacts NONE = new LotFacts(Map.of(), Map.of());

    public LotFacts {
        lots = Map.copyOf(lots);
        documents = Map.copyOf(documents);
    }

    public KnownLot of(LotRef lot) {
        return lots.getOrDefault(lot.lotId(), KnownLot.UNKNOWN);
    }

    public Optional<KnownDocument> of(NamedDocument document) {
        return Optional.ofNullable(documents.get(document));
    }

    /** Which of shipping's events a decision about these lots is based on: the last of each lot, by lot id. */
    public Map<UUID, Long> basedOn(Collection<Addition> additions) {
        Map<UUID, Long> basedOn = new TreeMap<>();
        for (Addition addition : additions) {
            long upTo = of(addition.lot()).shippingUpTo();
            if (upTo > 0) {
                basedOn.put(addition.lot().lotId(), upTo);
            }
        }
        return basedOn;
    }

    /** The latest time at which any of this happened; null when nothing did. */
    public @Nullable Instant latestOccurredAt() {
        return latest(Stream.concat(
                lots.values().stream().map(KnownLot::latestOccurredAt),
                documents.values().stream().map(KnownDocument::latestOccurredAt)));
    }

    /** The latest time at which any of this was written down; null when nothing was. */
    public @Nullable Instant latestRecordedAt() {
        return latest(Stream.concat(
                lots.values().stream().map(KnownLot::latestRecordedAt),
                documents.values().stream().map(KnownDocument::latestRecordedAt)));
    }

    private static @Nullable Instant latest(Stream<@Nullable Instant> times) {
        return times.filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .reduce((a, b) -> b.isAfter(a) ? b : a)
                .orElse(null);
    }
}
