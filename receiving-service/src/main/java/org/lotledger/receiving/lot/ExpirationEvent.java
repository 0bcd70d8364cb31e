package org.lotledger.receiving.lot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What happened to the expiration date of a lot since it was first booked. Private to receiving. */
public sealed interface ExpirationEvent {

    /**
     * The date on record was wrong; carries everything that is announced of it.
     *
     * @param unit the item's unit
     * @param expirationDate the right one; null when the lot has none
     * @param previousExpirationDate the wrong one; null when it had none
     * @param corrects id of the public event that gave the wrong one
     */
    record ExpirationCorrected(
            String correctionNumber,
            LotRef lot,
            String unit,
            @Nullable LocalDate expirationDate,
            @Nullable LocalDate previousExpirationDate,
            String reason,
            @Nullable String corrects,
            Instant occurredAt,
            Instant recordedAt)
            implements ExpirationEvent {}
}
