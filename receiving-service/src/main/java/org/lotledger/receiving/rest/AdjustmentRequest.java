package org.lotledger.receiving.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.adjustment.AdjustmentContent;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.persistence.Adjustments;

/**
 * A new adjustment.
 *
 * @param adjustmentNumber given by us when left out
 * @param reason in the words of the one who makes it
 * @param occurredAt since when the stock is there; now when left out
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
        @Size(max = ReceiptRequest.LINES_MAX, message = "has too many lines: at most 500 stand on one document.")
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

            @Size(max = ReceiptRequest.LOTS_MAX, message = "has too many lots: at most 1000 stand on one document.")
            @Nullable
            List<@NotNull @Valid Lot> lots,

            @Min(value = 0, message = INFORMATION_WORDS)
            @Digits(integer = 9, fraction = 6, message = INFORMATION_WORDS)
            @Nullable
            BigDecimal countedQuantity,

            @Min(value = 0, message = INFORMATION_WORDS)
            @Digits(integer = 9, fraction = 6, message = INFORMATION_WORDS)
            @Nullable
            BigDecimal systemQuantity) {
        private static final String NUMBER_WORDS = "must be 1 to 999999.";
        private static final String INFORMATION_WORDS =
                "must not be negative, with at most 9 digits before the point and 6 after it.";

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

    /** A manufacturer lot on a line. */
    public record Lot(
            @NotNull LotNumber lotNumber,
            @Nullable LocalDate expirationDate,
            @NotNull BigDecimal quantity) {}

    Set<String> itemCodes() {
        return lines.stream().map(Line::itemCode).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every lot that the request may book on; a line without lots may be one of an untracked item. */
    Set<LotRef> lotsNamed() {
        return lines.stream()
                .flatMap(line -> line.lotsOrNone().isEmpty()
                        ? Stream.of(new LotRef(line.itemCode(), null))
                        : line.lotsOrNone().stream().map(lot -> new LotRef(line.itemCode(), lot.lotNumber())))
                .collect(Collectors.toSet());
    }

    /** The document that it builds on. */
    Optional<NamedDocument> named() {
        return AdjustmentContent.named(type, referencesOrNone());
    }

    private Map<String, String> referencesOrNone() {
        return Objects.requireNonNullElse(references, Map.of());
    }

    int lotCount() {
        return lines.stream().mapToInt(line -> line.lotsOrNone().size()).sum();
    }

    PostAdjustment toCommand(String number, Adjustments.Facts facts) {
        return new PostAdjustment(
                number,
                type,
                location,
                reason,
                referencesOrNone(),
                occurredAt,
                lines.stream().map(Line::toRequested).toList(),
                facts.catalog(),
                facts.lots(),
                facts.opened(),
                facts.moment());
    }
}
