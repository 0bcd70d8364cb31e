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
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentPurpose;
import org.lotledger.shipping.stock.LotRef;

/**
 * A new shipment, or one as a patch wants it.
 *
 * @param shipmentNumber given by us when left out
 * @param party for CUSTOMER and SUPPLIER_RETURN
 * @param toLocation for TRANSFER
 * @param references numbers that join documents, by name
 * @param deliverOn day on which the customer gets it; today when left out
 * @param minimumRemainingDays life that lots must have left on that day; 0 when left out
 * @param occurredAt when the goods left; when they are shipped, if left out
 */
public record ShipmentRequest(
        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String shipmentNumber,

        @NotNull ShipmentPurpose purpose,
        @Valid @Nullable PartyRequest party,

        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String location,

        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String toLocation,

        @Nullable
        Map<
                        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) String,
                        @NotNull @Pattern(regexp = FieldRules.TEXT_100, message = FieldRules.TEXT_100_WORDS) String>
                references,

        @Nullable LocalDate deliverOn,

        @Min(value = 0, message = DAYS_WORDS) @Max(value = DAYS_MAX, message = DAYS_WORDS) @Nullable
        Integer minimumRemainingDays,

        @Nullable Instant occurredAt,

        @NotNull @Size(max = LINES_MAX, message = "has too many lines: at most 500 stand on one document.")
        List<@NotNull @Valid Line> lines) {
    /** Lines of one document; api.md fixes it. */
    public static final int LINES_MAX = 500;

    private static final int DAYS_MAX = 36_500;
    private static final String DAYS_WORDS = "must be 0 to " + DAYS_MAX + ".";

    /**
     * A packing list line.
     *
     * @param lots may be left out and named later; left out of a patch, those of the same line and item are kept
     */
    public record Line(
            @NotNull @Min(value = 1, message = NUMBER_WORDS) @Max(value = 999_999, message = NUMBER_WORDS)
            Integer lineNumber,

            @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
            String itemCode,

            @NotNull BigDecimal quantity,

            @Size(max = ShipmentContent.LOTS_MAX, message = "has too many lots: at most 1000 stand on one document.")
            @Nullable
            List<@NotNull @Valid LotRequest> lots) {
        private static final String NUMBER_WORDS = "must be 1 to 999999.";

        private List<LotRequest> lotsOrNone() {
            return Objects.requireNonNullElse(lots, List.of());
        }

        private RequestedLine toRequested() {
            return new RequestedLine(
                    lineNumber,
                    itemCode,
                    quantity,
                    lots == null
                            ? null
                            : lots.stream().map(LotRequest::toRequested).toList());
        }
    }

    /** The request that would make the shipment as it stands; its lines keep their lots by saying nothing of them. */
    static ShipmentRequest of(ShipmentContent content) {
        return new ShipmentRequest(
                content.shipmentNumber(),
                content.purpose(),
                content.party() == null ? null : PartyRequest.of(content.party()),
                content.location(),
                content.toLocation(),
                content.references(),
                content.deliverOn(),
                content.minimumRemainingDays(),
                content.occurredAt(),
                content.lines().stream()
                        .map(line -> new Line(
                                line.lineNumber(),
                                line.itemCode(),
                                line.quantity().value(),
                                null))
                        .toList());
    }

    /** How many lots would stand on the document, those that it has and keeps among them. */
    int lotCountWith(ShipmentContent before) {
        return lines.stream()
                .mapToInt(line -> line.lots() != null
                        ? line.lots().size()
                        : before.lines().stream()
                                .filter(one -> one.lineNumber() == line.lineNumber()
                                        && one.itemCode().equals(line.itemCode()))
                                .mapToInt(one -> one.lots().size())
                                .sum())
                .sum();
    }

    int lotCount() {
        return lines.stream().mapToInt(line -> line.lotsOrNone().size()).sum();
    }

    /** Where the goods are taken from. */
    Set<String> placesTakenFrom() {
        Set<String> places = new HashSet<>(Set.of(location));
        lines.forEach(line -> line.lotsOrNone().stream()
                .map(LotRequest::location)
                .filter(Objects::nonNull)
                .forEach(places::add));
        return places;
    }

    Needs needs() {
        Set<String> itemCodes = new HashSet<>();
        Set<String> locations = new HashSet<>(Set.of(location));
        if (toLocation != null) {
            locations.add(toLocation);
        }
        Set<LotRef> lots = new HashSet<>();
        for (Line line : lines) {
            itemCodes.add(line.itemCode());
            for (LotRequest lot : line.lotsOrNone()) {
                lots.add(new LotRef(line.itemCode(), lot.lotNumber()));
                if (lot.location() != null) {
                    locations.add(lot.location());
                }
            }
        }
        return new Needs(itemCodes, locations, lots, null, null);
    }

    RequestedShipment toRequested() {
        return new RequestedShipment(
                purpose,
                party == null ? null : party.role(),
                party == null ? null : party.toPartner(),
                location,
                toLocation,
                Objects.requireNonNullElse(references, Map.of()),
                deliverOn,
                Objects.requireNonNullElse(minimumRemainingDays, 0),
                occurredAt,
                lines.stream().map(Line::toRequested).toList());
    }
}
