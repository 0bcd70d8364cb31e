package org.lotledger.catalog.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.scan.Element;
import org.lotledger.catalog.scan.ScanReading;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/**
 * What a text says about goods. What it does not say is null.
 *
 * @param gtin 14 digits
 * @param itemCode the item that has this GTIN; null if none has
 * @param lotId null unless item and lot are known
 * @param quantity a count, or a net measure in the unit of its AI; the unit of the item may be another
 * @param elements all that the text says, by Application Identifier
 */
public record ScanAnswer(
        @Nullable String gtin,
        @Nullable String itemCode,
        @Nullable String lotNumber,
        @Nullable UUID lotId,
        @Nullable LocalDate expirationDate,
        @Nullable LocalDate bestBeforeDate,
        @Nullable LocalDate productionDate,
        @Nullable BigDecimal quantity,
        @Nullable String serial,
        List<Element> elements) {

    /**
     * The reading as callers see it.
     *
     * @param itemCodes by GTIN of 14 digits
     */
    static ScanAnswer of(ScanReading reading, Map<String, String> itemCodes) {
        String gtin = reading.gtin14();
        String itemCode = gtin == null ? null : itemCodes.get(gtin);
        LotNumber lotNumber = reading.lotNumber();
        Quantity quantity = reading.quantity();
        return new ScanAnswer(
                gtin,
                itemCode,
                lotNumber == null ? null : lotNumber.value(),
                itemCode == null || lotNumber == null ? null : LotId.of(itemCode, lotNumber),
                reading.expirationDate(),
                reading.bestBeforeDate(),
                reading.productionDate(),
                quantity == null ? null : quantity.value(),
                reading.serial(),
                reading.elements());
    }
}
