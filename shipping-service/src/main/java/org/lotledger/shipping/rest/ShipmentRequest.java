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
import org.lotledger.shipping.persistence.Shipments;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.Facts;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentPurpose;
import org.lotledger.shipping.stock.LotRef;

/**
 * A new shipment.
 *
 * @param shipmentNumber given by us when left out
 * @param references numbers that join documents, by name
 * @param deliverOn day on which the customer gets it; today when left out
 * @param minimumRemainingDays life that lots must have left on that day; 0 when left out
 * @param occurredAt when the goods left; when they are shipped, if left out
 */
public record ShipmentRequest(
        @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS) @Nullable
        String shipmentNumber,

        @NotNull ShipmentPurpose purpose,
        @NotNull @Valid PartyRequest party,

        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String location,

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

    /** Lots of one document; api.md fixes it. */
    public static final int LOTS_MAX = 1_000;

    private static final int DAYS_MAX = 36_500;
    private static final String DAYS_WORDS = "must be 0 to " + DAYS_MAX + ".";

    /**
     * A packing list line.
     *
     * @param lots may be left out and named later
     */
    public record Line(
            @NotNull @Min(value = 1, message = NUMBER_WORDS) @Max(value = 999_999, message = NUMBER_WORDS)
            Integer lineNumber,

            @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
            String itemCode,

            @NotNull BigDecimal quantity,

            @Size(max = LOTS_MAX, message = "has too many lots: at most 1000 stand on one document.") @Nullable
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
                    lotsOrNone().stream().map(LotRequest::toRequested).toList());
        }
    }

    int lotCount() {
        return lines.stream().mapToInt(line -> line.lotsOrNone().size()).sum();
    }

    Shipments.Needs needs() {
        Set<String> itemCodes = new HashSet<>();
        Set<String> locations = new HashSet<>(Set.of(location));
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
        return new Shipments.Needs(itemCodes, locations, lots, null);
    }

    CreateShipment toCommand(String number, Facts facts) {
        return new CreateShipment(
                number,
                purpose,
                party.toCustomer(),
                location,
                Objects.requireNonNullElse(references, Map.of()),
                deliverOn,
                Objects.requireNonNullElse(minimumRemainingDays, 0),
                occurredAt,
                lines.stream().map(Line::toRequested).toList(),
                facts);
    }
}
