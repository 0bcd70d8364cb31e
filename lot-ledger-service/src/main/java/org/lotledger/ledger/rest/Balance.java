package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.persistence.LotRow;

/**
 * What there is or was of a lot.
 *
 * @param asOf with what had happened by then; null: now
 * @param knownAt with what was written down by then; null: with everything that is known now
 * @param locations the places that are or were not empty
 */
public record Balance(
        UUID lotId,
        @Nullable Instant asOf,
        @Nullable Instant knownAt,
        BigDecimal onHand,
        List<LotRow.LotPlace> locations) {

    static Balance of(UUID lotId, BalanceQuestion.Asked asked, List<LotRow.LotPlace> locations) {
        return new Balance(lotId, asked.asOf(), asked.knownAt(), sum(locations), locations);
    }

    /** Everything has a place, so the places make the whole. */
    static BigDecimal sum(List<LotRow.LotPlace> locations) {
        return locations.stream()
                .map(place -> new Quantity(place.onHand()))
                .reduce(Quantity.ZERO, Quantity::plus)
                .value();
    }
}
