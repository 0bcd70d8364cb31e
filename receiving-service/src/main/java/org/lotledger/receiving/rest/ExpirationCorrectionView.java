package org.lotledger.receiving.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.receiving.persistence.ExpirationCorrections;

/**
 * An expiration correction as callers see it.
 *
 * @param correctionNumber null, as the times and the event are, when the date was right already
 * @param expirationDate as it is now
 * @param previousExpirationDate as it was
 */
public record ExpirationCorrectionView(
        @Nullable String correctionNumber,
        String itemCode,
        LotNumber lotNumber,
        UUID lotId,
        @Nullable LocalDate expirationDate,
        @Nullable LocalDate previousExpirationDate,
        String reason,
        @Nullable Instant occurredAt,
        @Nullable Instant recordedAt,
        @Nullable String eventId) {

    static ExpirationCorrectionView of(ExpirationCorrectionRequest request, ExpirationCorrections.@Nullable Made made) {
        return new ExpirationCorrectionView(
                made == null ? null : made.corrected().correctionNumber(),
                request.itemCode(),
                request.lotNumber(),
                request.lot().lotId(),
                request.expirationDate(),
                made == null ? request.expirationDate() : made.corrected().previousExpirationDate(),
                request.reason(),
                made == null ? null : made.corrected().occurredAt(),
                made == null ? null : made.corrected().recordedAt(),
                made == null ? null : made.eventId().toString());
    }
}
