package org.lotledger.ledger.persistence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.ledger.lot.LotStatus;

/**
 * Which lots to list; what is null does not narrow the list.
 *
 * @param text part of the lot number or item code, in any case; of fewer than 3 characters: how one of them begins
 * @param gtin14 with leading zeros, 14 digits
 * @param location where some of the lot is now
 * @param inStock whether anything is there, at the location if one is named; false also finds less than nothing
 * @param expiresBefore lots without a date do not expire
 */
public record LotFilter(
        @Nullable String text,
        @Nullable String itemCode,
        @Nullable LotNumber lotNumber,
        @Nullable String gtin14,
        @Nullable String location,
        @Nullable LotStatus status,
        @Nullable Boolean inStock,
        @Nullable LocalDate expiresBefore) {}
