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
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.BusinessPartner;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedContent;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLine;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceiptSource;

/**
 * A new receipt, or what a pending one is to say instead.
 *
 * @param receiptNumber given by us when left out
 * @param party required of deliveries and customer returns, forbidden otherwise
 * @param references numbers that join documents, by name
 * @param occurredAt when the goods came in; when they are received, if left out
 */
public record ReceiptRequest(
        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String receiptNumber,

        @NotNull ReceiptSource source,
        @Valid @Nullable PartyRequest party,

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
                    lotsOrNone().stream().map(LotRequest::toRequested).toList());
        }

        private List<LotRequest> lotsOrNone() {
            return Objects.requireNonNullElse(lots, List.of());
        }

        private static Line of(ReceiptLine line, String documentLocation) {
            return new Line(
                    line.lineNumber(),
                    line.itemCode(),
                    line.quantity().value(),
                    line.acceptExpired(),
                    line.acceptReason(),
                    line.lots().stream()
                            .map(lot -> LotRequest.of(lot, documentLocation))
                            .toList());
        }

        private Line withLots(List<LotRequest> kept) {
            return new Line(lineNumber, itemCode, quantity, acceptExpired, acceptReason, kept);
        }
    }

    /** The request that would make a receipt as it is now. */
    static ReceiptRequest of(ReceiptContent content) {
        BusinessPartner party = content.party();
        return new ReceiptRequest(
                content.receiptNumber(),
                content.source(),
                party == null ? null : PartyRequest.of(party),
                content.location(),
                content.references(),
                content.expectedOn(),
                content.occurredAt(),
                content.lines().stream()
                        .map(line -> Line.of(line, content.location()))
                        .toList());
    }

    /** The same, where a line of the same number and item that says nothing of lots keeps those of the other request. */
    ReceiptRequest keepingLotsOf(ReceiptRequest before) {
        return new ReceiptRequest(
                receiptNumber,
                source,
                party,
                location,
                references,
                expectedOn,
                occurredAt,
                lines.stream().map(line -> keepingLots(line, before)).toList());
    }

    private static Line keepingLots(Line line, ReceiptRequest before) {
        return line.lots() != null
                ? line
                : before.lines().stream()
                        .filter(other -> other.lineNumber().equals(line.lineNumber())
                                && other.itemCode().equals(line.itemCode()))
                        .findFirst()
                        .map(other -> line.withLots(other.lotsOrNone()))
                        .orElse(line);
    }

    /** The items and places that it names. */
    Receipts.Naming naming() {
        Set<String> itemCodes = new TreeSet<>();
        Set<String> locations = new TreeSet<>(Set.of(location));
        for (Line line : lines) {
            itemCodes.add(line.itemCode());
            line.lotsOrNone().stream()
                    .map(LotRequest::location)
                    .filter(Objects::nonNull)
                    .forEach(locations::add);
        }
        return new Receipts.Naming(itemCodes, locations);
    }

    int lotCount() {
        return lines.stream().mapToInt(line -> line.lotsOrNone().size()).sum();
    }

    static void requireLotsWithinLimit(int lots) {
        if (lots > LOTS_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The document would have " + lots + " lots, at most " + LOTS_MAX + " are possible.");
        }
    }

    RequestedContent toRequested() {
        return new RequestedContent(
                party == null ? null : party.toRequested(),
                location,
                Objects.requireNonNullElse(references, Map.of()),
                expectedOn,
                occurredAt,
                lines.stream().map(Line::toRequested).toList());
    }
}
