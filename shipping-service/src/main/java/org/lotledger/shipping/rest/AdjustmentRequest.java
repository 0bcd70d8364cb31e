package org.lotledger.shipping.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.shipping.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.shipping.adjustment.AdjustmentContent;
import org.lotledger.shipping.adjustment.AdjustmentType;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;

/**
 * A new adjustment.
 *
 * @param adjustmentNumber given by us when left out
 * @param reason in the words of the one who makes it
 * @param references receipt: the one that a RECEIPT_CORRECTION corrects; others are kept
 * @param occurredAt since when the stock is not there any more; now when left out
 */
public record AdjustmentRequest(
        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String adjustmentNumber,

        @NotNull AdjustmentType type,

        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String location,

        @NotNull @Pattern(regexp = FieldRules.TEXT_500, message = FieldRules.TEXT_500_WORDS)
        String reason,

        @Nullable
        Map<
                        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) String,
                        @NotNull @Pattern(regexp = FieldRules.TEXT_100, message = FieldRules.TEXT_100_WORDS) String>
                references,

        @Nullable Instant occurredAt,

        @NotNull
        @Size(max = ShipmentRequest.LINES_MAX, message = "has too many lines: at most 500 stand on one document.")
        List<@NotNull @Valid Line> lines) {

    /**
     * An item.
     *
     * @param countedQuantity information only
     * @param systemQuantity information only
     */
    public record Line(
            @NotNull @Min(value = 1, message = NUMBER_WORDS) @Max(value = 999_999, message = NUMBER_WORDS)
            Integer lineNumber,

            @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
            String itemCode,

            @NotNull BigDecimal quantity,

            @Size(max = ShipmentContent.LOTS_MAX, message = "has too many lots: at most 1000 stand on one document.")
            @Nullable
            List<@NotNull @Valid Lot> lots,

            @Min(value = 0, message = INFORMATION_WORDS)
            @Max(value = QUANTITY_MAX, message = INFORMATION_WORDS)
            @Nullable
            BigDecimal countedQuantity,

            @Min(value = 0, message = INFORMATION_WORDS)
            @Max(value = QUANTITY_MAX, message = INFORMATION_WORDS)
            @Nullable
            BigDecimal systemQuantity) {
        private static final String NUMBER_WORDS = "must be 1 to 999999.";
        private static final long QUANTITY_MAX = 999_999_999;
        private static final String INFORMATION_WORDS = "must be 0 to 999999999.";

        private List<Lot> lotsOrNone() {
            return Objects.requireNonNullElse(lots, List.of());
        }

        private RequestedLine toRequested() {
            return new RequestedLine(
                    lineNumber,
                    itemCode,
                    quantity,
                    lotsOrNone().stream()
                            .map(lot -> new RequestedLot(lot.lotNumber(), lot.expirationDate(), lot.quantity()))
                            .toList(),
                    countedQuantity,
                    systemQuantity);
        }
    }

    /**
     * A manufacturer lot on a line.
     *
     * @param expirationDate as it stands on the goods; must be the one that is known
     */
    public record Lot(
            @NotNull LotNumber lotNumber,
            @Nullable LocalDate expirationDate,
            @NotNull BigDecimal quantity) {}

    Needs needs() {
        Set<String> itemCodes = new HashSet<>();
        Set<LotRef> lots = new HashSet<>();
        for (Line line : lines) {
            itemCodes.add(line.itemCode());
            if (line.lotsOrNone().isEmpty()) {
                // May be the stock of an untracked item.
                lots.add(new LotRef(line.itemCode(), null));
            }
            line.lotsOrNone().forEach(lot -> lots.add(new LotRef(line.itemCode(), lot.lotNumber())));
        }
        return new Needs(
                itemCodes,
                Set.of(location),
                lots,
                occurredAt,
                AdjustmentContent.source(type, referencesOrNone()).orElse(null));
    }

    private Map<String, String> referencesOrNone() {
        return Objects.requireNonNullElse(references, Map.of());
    }

    int lotCount() {
        return lines.stream().mapToInt(line -> line.lotsOrNone().size()).sum();
    }

    PostAdjustment toCommand(String number, Facts facts) {
        return new PostAdjustment(
                number,
                type,
                location,
                reason,
                referencesOrNone(),
                occurredAt,
                lines.stream().map(Line::toRequested).toList(),
                facts);
    }
}
