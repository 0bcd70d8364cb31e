package org.lotledger.shipping.shipment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/**
 * A lot named on a packing list line.
 *
 * @param expirationDate as known when it was named, then when it was shipped; null when it has none
 * @param location where it is taken from
 * @param overrideReason why this lot and not the one suggested; null when nobody said
 */
public record LotPick(
        LotNumber lotNumber,
        @Nullable LocalDate expirationDate,
        Quantity quantity,
        String location,
        @Nullable String overrideReason) {

    LotPick dated(@Nullable LocalDate date) {
        return new LotPick(lotNumber, date, quantity, location, overrideReason);
    }

    LotPick plus(Quantity more) {
        return new LotPick(lotNumber, expirationDate, quantity.plus(more), location, overrideReason);
    }
}
