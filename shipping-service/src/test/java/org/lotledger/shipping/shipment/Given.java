package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.World.GOOD;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.lot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.EditShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.stock.Facts;

/** Shipments as the tests want them: from MAIN, to customer C1. */
final class Given {
    private Given() {}

    static CreateShipment create(Facts facts, RequestedLine... lines) {
        return new CreateShipment("S-1", asked(lines), facts);
    }

    static RequestedShipment asked(RequestedLine... lines) {
        return asked(ShipmentPurpose.CUSTOMER, partner(), "MAIN", null, Map.of(), lines);
    }

    static RequestedShipment asked(
            ShipmentPurpose purpose,
            Partner party,
            String location,
            String toLocation,
            Map<String, String> references,
            RequestedLine... lines) {
        return new RequestedShipment(
                purpose, null, party, location, toLocation, references, null, 0, null, List.of(lines));
    }

    static EditShipment edit(Facts facts, RequestedShipment asked) {
        return new EditShipment("S-1", asked, facts);
    }

    static RequestedLine line(int number, String itemCode, String quantity, RequestedLot... lots) {
        return new RequestedLine(number, itemCode, new BigDecimal(quantity), List.of(lots));
    }

    /** A line of which no lots are told. */
    static RequestedLine keeping(int number, String itemCode, String quantity) {
        return new RequestedLine(number, itemCode, new BigDecimal(quantity), null);
    }

    static RequestedLot pick(String lotNumber, String quantity) {
        return pick(lotNumber, quantity, null);
    }

    static RequestedLot pick(String lotNumber, String quantity, String location) {
        return new RequestedLot(lot(lotNumber), new BigDecimal(quantity), location, null);
    }

    static LotPick named(String lotNumber, String quantity) {
        return new LotPick(lot(lotNumber), GOOD, Quantity.of(quantity), "MAIN", null);
    }

    static ShipmentLine saved(int number, String itemCode, String quantity, LotPick... lots) {
        return new ShipmentLine(
                number, itemCode, Quantity.of(quantity), "EA", !itemCode.equals("BOX"), true, List.of(lots));
    }

    static ShipmentEvent created(ShipmentLine... lines) {
        return new ShipmentCreated(content(lines));
    }

    static ShipmentContent content(ShipmentLine... lines) {
        return content(ShipmentPurpose.CUSTOMER, null, Map.of(), lines);
    }

    static ShipmentContent content(
            ShipmentPurpose purpose, String toLocation, Map<String, String> references, ShipmentLine... lines) {
        return new ShipmentContent(
                "S-1",
                purpose,
                purpose.partyRole() == null ? null : partner(),
                "MAIN",
                toLocation,
                references,
                TODAY,
                0,
                null,
                NOW,
                List.of(lines));
    }

    static Partner partner() {
        return new Partner("C1", null, null, null);
    }

    static Decision<ShipmentEvent> decide(List<ShipmentEvent> given, ShipmentCommand when) {
        ShipmentDecider decider = new ShipmentDecider();
        return decider.decide(decider.evolveAll(decider.initial(), given), when);
    }

    static List<String> codes(Decision<ShipmentEvent> decision) {
        return decision instanceof Decision.Refused<ShipmentEvent>(var violations)
                ? violations.stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList()
                : List.of();
    }

    static String details(Decision<ShipmentEvent> decision) {
        return ((Decision.Refused<ShipmentEvent>) decision).violations().toString();
    }
}
