package org.lotledger.shipping.shipment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.stock.Moment;
import org.lotledger.shipping.stock.StockedLot;

/** What may be asked of a shipment. */
public sealed interface ShipmentCommand {

    /**
     * What a decision is made on.
     *
     * @param lots by lot id, every lot that is named and every lot that is given free
     */
    record Facts(Catalog catalog, Map<UUID, StockedLot> lots, Moment moment) {
        public StockedLot lot(UUID lotId) {
            return lots.getOrDefault(lotId, StockedLot.UNKNOWN);
        }
    }

    /**
     * Save a new shipment, with or without lots.
     *
     * @param deliverOn null for today
     * @param occurredAt when the goods left; null when not told
     */
    record CreateShipment(
            String shipmentNumber,
            ShipmentPurpose purpose,
            Customer party,
            String location,
            Map<String, String> references,
            @Nullable LocalDate deliverOn,
            int minimumRemainingDays,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines,
            Facts facts)
            implements ShipmentCommand {}

    /** Name the lots of one line, in place of those before; all are reserved, or none. */
    record NameLots(int lineNumber, List<RequestedLot> lots, Facts facts) implements ShipmentCommand {}

    /** Let the goods leave. */
    record ShipGoods(Facts facts) implements ShipmentCommand {}

    /** Give the shipment up, and with it what it reserves. */
    record VoidShipment(Moment moment) implements ShipmentCommand {}

    /** A line as asked for; quantity unchecked. */
    record RequestedLine(int lineNumber, String itemCode, BigDecimal quantity, List<RequestedLot> lots) {}

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
