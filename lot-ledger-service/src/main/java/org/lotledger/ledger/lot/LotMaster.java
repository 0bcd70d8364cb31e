package org.lotledger.ledger.lot;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a lot is, as the ledger knows it now.
 *
 * @param lotNumber null for the one unnamed lot of an item that is not tracked by lot
 * @param unit in which its quantities are counted
 * @param expirationDate last day on which the lot is good; null if none is known
 * @param description of the item; null until the catalog's word on it has arrived
 * @param gtin14 padded with zeros to 14 digits; null if the item has none
 */
public record LotMaster(
        UUID lotId,
        String itemCode,
        @Nullable String lotNumber,
        String unit,
        @Nullable LocalDate expirationDate,
        @Nullable String description,
        @Nullable String gtin14) {}
