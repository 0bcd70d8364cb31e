package org.lotledger.receiving.lot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * What receiving knows of a lot that it has taken in, or heard of.
 *
 * @param booked whether anything was ever booked on it; that settles its expiration date, be it none
 * @param expirationDate last day on which it is good; null when it has none
 * @param datedBy id of the public event that gave the date; null while nothing was booked
 * @param received whether anything but beginning balances was booked on it
 * @param used how much was taken out and may come back, as far as shipping's events have arrived
 * @param givenBack how much of that came back, by whatever document; exact
 * @param latestOccurredAt the latest time at which something happened to it; null when nothing did
 * @param latestRecordedAt the latest time at which something of it was written down; null when nothing was
 * @param shippingUpTo the last of shipping's events about it that has been taken in; 0 when none was
 */
public record KnownLot(
        boolean booked,
        @Nullable LocalDate expirationDate,
        @Nullable String datedBy,
        boolean received,
        Quantity used,
        Quantity givenBack,
        @Nullable Instant latestOccurredAt,
        @Nullable Instant latestRecordedAt,
        long shippingUpTo) {

    /** A lot that nobody has heard of. */
    public static final KnownLot UNKNOWN =
            new KnownLot(false, null, null, false, Quantity.ZERO, Quantity.ZERO, null, null, 0);

    /** How much may still come back into it. */
    public Quantity room() {
        return used.minus(givenBack);
    }
}
