package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.persistence.LotRow;

/**
 * What there is of a lot.
 *
 * @param asOf null: now
 * @param knownAt null: with everything that is known now
 * @param locations the places that are not empty
 */
public record Balance(
        UUID lotId,
        @Nullable Instant asOf,
        @Nullable Instant knownAt,
        BigDecimal onHand,
        List<LotRow.LotPlace> locations) {}
