package org.lotledger.ledger.notice;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lot of ours that a notice could mean. */
public record KnownLot(
        UUID lotId,
        String itemCode,
        String lotNumber,
        @Nullable LocalDate expirationDate) {}
