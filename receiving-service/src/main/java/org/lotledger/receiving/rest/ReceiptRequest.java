package org.lotledger.receiving.rest;

import jakarta.validation.Valid;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLine;
import org.lotledger.receiving.receipt.ReceiptSource;

/**
 * A new receipt.
 *
 * @param receiptNumber given by us when left out
 * @param references numbers that join documents, by name
 * @param occurredAt when the goods came in; when they are received, if left out
 */
public record ReceiptRequest(
        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String receiptNumber,

        @NotNull ReceiptSource source,
        @NotNull @Valid PartyRequest party,

        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String location,

        @Nullable
        Map<
                        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) String,
                        @NotNull @Pattern(regexp = FieldRules.TEXT_100, message = FieldRules.TEXT_100_WORDS) String>
                references,

        @Nullable LocalDate expectedOn,
        @Nullable Instant occurredAt,

        @NotNull @Size(max = LINES_MAX, message = "has too many lines: at most 500 stand on one document.")
        List<@NotNull @Valid Line> lines) {
    /** Lines of one document; api.md fixes it. */
    public static final int LINES_MAX = 500;

    /** Lots of one document; api.md fixes it. */
    public static final int LOTS_MAX = 1_000;

    /**
     * A packing list line.
     *
     * @param acceptExpired take lots in though they are expired or short of life; false when left out
     * @param acceptReason why
     * @param lots may be left out and entered later
     */
    public record Line(
            @NotNull @Min(value = 1, message = NUMBER_WORDS) @Max(value = 999_999, message = NUMBER_WORDS)
            Integer lineNumber,

            @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
            String itemCode,

            @NotNull BigDecimal quantity,
            @Nullable Boolean acceptExpired,

            @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
            String acceptReason,

            @Size(max = LOTS_MAX, message = "has too many lots: at most 1000 stand on one document.") @Nullable
            List<@NotNull @Valid LotRequest> lots) {
        private static final String NUMBER_WORDS = "must be 1 to 999999.";

        private RequestedLine toRequested() {
            return new RequestedLine(
                    lineNumber,
                    itemCode,
                    quantity,
                    Boolean.TRUE.equals(acceptExpired),
                    acceptReason,
                    Objects.requireNonNullElse(lots, List.<LotRequest>of()).stream()
                            .map(LotRequest::toRequested)
                            .toList());
        }
    }

    Set<String> itemCodes() {
        Set<String> itemCodes = new TreeSet<>();
        lines.forEach(line -> itemCodes.add(line.itemCode()));
        return itemCodes;
    }

    int lotCount() {
        return lines.stream()
                .mapToInt(line -> line.lots() == null ? 0 : line.lots().size())
                .sum();
    }

    CreateReceipt toCommand(String number, Catalog catalog, Moment moment) {
        return new CreateReceipt(
                number,
                source,
                party.toSupplier(),
                location,
                Objects.requireNonNullElse(references, Map.of()),
                expectedOn,
                occurredAt,
                lines.stream().map(Line::toRequested).toList(),
                catalog,
                moment);
    }
}
