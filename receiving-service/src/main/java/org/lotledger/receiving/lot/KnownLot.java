package org.lotledger.receiving.lot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * What receiving knows of a lot that it has taken in, or heard of.
 *
 * @param dated whether its expiration date is settled, be it none; false for a lot that was never received
 * @param expirationDate last day on which it is good; null when it has none
 * @param received whether anything but beginning balances was booked on it
 * @param used how much was taken out and may come back, as far as shipping's events have arrived
 * @param latestOccurredAt the latest time at which something happened to it; null when nothing did
 * @param latestRecordedAt the latest time at which something of it was written down; null when nothing was
 */
public record KnownLot(
        boolean dated,
        @Nullable LocalDate expirationDate,
        boolean received,
        Quantity used,
        @Nullable Instant latestOccurredAt,
        @Nullable Instant latestRecordedAt) {

    /** A lot that nobody has heard of. */
    public static final KnownLot UNKNOWN = new KnownLot(false, null, false, Quantity.ZERO, null, null);
}
