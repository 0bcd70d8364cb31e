package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.persistence.LotRow;

/**
 * What there is or was of an item, all its lots together.
 *
 * @param asOf with what had happened by then; null: now
 * @param knownAt with what was written down by then; null: with everything that is known now
 * @param onHand at the locations shown
 * @param locations the places that are or were not empty; only the one that was asked for, if one was
 */
public record ItemBalance(
        String itemCode,
        @Nullable Instant asOf,
        @Nullable Instant knownAt,
        BigDecimal onHand,
        List<LotRow.LotPlace> locations) {

    static ItemBalance of(String itemCode, BalanceQuestion.Asked asked, List<LotRow.LotPlace> locations) {
        return new ItemBalance(itemCode, asked.asOf(), asked.knownAt(), Balance.sum(locations), locations);
    }
}
