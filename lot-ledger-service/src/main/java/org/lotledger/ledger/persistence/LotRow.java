package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotStatus;

/**
 * A lot as callers see it. Amounts are in {@code unit}; {@link org.lotledger.ledger.lot.LotTotals} says what they mean.
 *
 * @param description null until the catalog's word on the item has arrived
 * @param gtin as the catalog has it, 8 to 14 digits; null if the item has none
 * @param lotNumber null for the one unnamed lot of an item that is not tracked by lot
 * @param expirationDate last day on which the lot is good; null if none is known
 * @param firstReceivedAt null if nothing was received yet, only held
 * @param locations where it is now; only of a single lot, absent in lists
 */
public record LotRow(
        UUID lotId,
        String itemCode,
        @Nullable String description,
        String unit,
        @Nullable String gtin,
        boolean lotTracked,
        @Nullable String lotNumber,
        @Nullable LocalDate expirationDate,
        LotStatus status,
        BigDecimal received,
        BigDecimal shipped,
        BigDecimal returned,
        BigDecimal adjusted,
        BigDecimal inTransit,
        BigDecimal onHand,
        @Nullable Instant firstReceivedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LotPlace> locations) {

    /** What is at one place. */
    public record LotPlace(String location, BigDecimal onHand) {

        public LotPlace {
            onHand = shown(onHand);
        }
    }

    static LotRow of(Row row, LocalDate today) {
        LocalDate expirationDate = row.getLocalDate("expiration_date");
        OffsetDateTime firstReceivedAt = row.getOffsetDateTime("first_received_at");
        List<Hold.Kind> inForce = Arrays.stream(row.getArrayOfStrings("holds"))
                .map(Hold.Kind::valueOf)
                .toList();
        return new LotRow(
                row.getUUID("lot_id"),
                row.getString("item_code"),
                row.getString("description"),
                row.getString("unit"),
                row.getString("gtin"),
                row.getBoolean("lot_tracked"),
                row.getString("lot_number"),
                expirationDate,
                LotStatus.of(inForce, expirationDate, today),
                shown(row.getBigDecimal("received")),
                shown(row.getBigDecimal("shipped")),
                shown(row.getBigDecimal("returned")),
                shown(row.getBigDecimal("adjusted")),
                shown(row.getBigDecimal("in_transit")),
                shown(row.getBigDecimal("on_hand")),
                firstReceivedAt == null ? null : firstReceivedAt.toInstant(),
                null);
    }

    /** With its places. */
    public LotRow at(List<LotPlace> places) {
        return new LotRow(
                lotId,
                itemCode,
                description,
                unit,
                gtin,
                lotTracked,
                lotNumber,
                expirationDate,
                status,
                received,
                shipped,
                returned,
                adjusted,
                inTransit,
                onHand,
                firstReceivedAt,
                places);
    }

    /** Without the zeros that the column's scale adds. */
    private static BigDecimal shown(BigDecimal amount) {
        return new Quantity(amount).value();
    }
}
