package org.lotledger.shipping.shipment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.PartyRole;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Moment;

/** What may be asked of a shipment. */
public sealed interface ShipmentCommand {

    /** Save a new shipment, with or without lots. */
    record CreateShipment(String shipmentNumber, RequestedShipment asked, Facts facts) implements ShipmentCommand {}

    /**
     * Change a pending shipment.
     *
     * @param shipmentNumber as asked for; null when it was taken away
     */
    record EditShipment(@Nullable String shipmentNumber, RequestedShipment asked, Facts facts)
            implements ShipmentCommand {}

    /** Name the lots of one line, in place of those before; all are reserved, or none. */
    record NameLots(int lineNumber, List<RequestedLot> lots, Facts facts) implements ShipmentCommand {}

    /**
     * Name lots for everything that is open, first expired first out.
     *
     * @param candidates the lots that may be named
     */
    record AllocateLots(Set<LotRef> candidates, Facts facts) implements ShipmentCommand {}

    /** Let the goods leave. */
    record ShipGoods(Facts facts) implements ShipmentCommand {}

    /** Give the shipment up, and with it what it reserves. */
    record VoidShipment(Moment moment) implements ShipmentCommand {}

    /**
     * A shipment as asked for.
     *
     * @param partyRole what the partner is said to be; null when not told
     * @param deliverOn null for today
     * @param occurredAt when the goods left; null when not told
     */
    record RequestedShipment(
            ShipmentPurpose purpose,
            @Nullable PartyRole partyRole,
            @Nullable Partner party,
            String location,
            @Nullable String toLocation,
            Map<String, String> references,
            @Nullable LocalDate deliverOn,
            int minimumRemainingDays,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines) {}

    /**
     * A line as asked for; quantity unchecked.
     *
     * @param lots null when nothing is said of them: those of the same line before are kept
     */
    record RequestedLine(
            int lineNumber,
            String itemCode,
            BigDecimal quantity,
            @Nullable List<RequestedLot> lots) {}

    /**
     * A lot as asked for.
     *
     * @param quantity unchecked
     * @param location null for the document's place
     */
    record RequestedLot(
            LotNumber lotNumber,
            BigDecimal quantity,
            @Nullable String location,
            @Nullable String overrideReason) {}
}
