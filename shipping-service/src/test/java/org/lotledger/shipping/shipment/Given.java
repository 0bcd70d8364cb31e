package org.lotledger.shipping.shipment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.EditShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.Hold;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Moment;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

/** The world of the tests of shipments: MILK is tracked by lot, BOX is not; BACK is not net stock. */
final class Given {
    static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    static final LocalDate GOOD = TODAY.plusDays(100);
    static final Moment MOMENT = new Moment(NOW, TODAY);
    static final Catalog CATALOG = new Catalog(
            Map.of(
                    "MILK", item("MILK", ItemStatus.ACTIVE, true),
                    "BOX", item("BOX", ItemStatus.INACTIVE, false),
                    "NEW", item("NEW", ItemStatus.PENDING, true)),
            Map.of("MAIN", new Place("MAIN", true), "COLD", new Place("COLD", true), "BACK", new Place("BACK", false)));

    private Given() {}

    private static Item item(String code, ItemStatus status, boolean lotTracked) {
        return new Item(code, ItemType.INVENTORIED, status, "EA", 0, lotTracked);
    }

    /** A lot of MILK, or the stock of BOX, being described. */
    static final class Lot {
        private final LotRef ref;
        private LocalDate date = GOOD;
        private Instant firstReceivedAt = NOW.minusSeconds(86_400);
        private boolean parked;
        private final List<Hold> holds = new ArrayList<>();
        private final Map<String, Stock> places = new HashMap<>();
        private Map<String, List<BalanceAt>> balances = Map.of();

        private Lot(LotRef ref) {
            this.ref = ref;
        }

        Lot date(LocalDate expirationDate) {
            date = expirationDate;
            return this;
        }

        Lot firstReceived(Instant at) {
            firstReceivedAt = at;
            return this;
        }

        Lot parked() {
            parked = true;
            return this;
        }

        Lot held(String holdId, HoldKind kind) {
            holds.add(new Hold(holdId, kind));
            return this;
        }

        Lot at(String location, String added, String removed, String reserved, String... reservedBy) {
            places.put(
                    location,
                    new Stock(Quantity.of(added), Quantity.of(removed), Quantity.of(reserved), List.of(reservedBy)));
            return this;
        }

        Lot balances(BalanceAt... atMain) {
            balances = Map.of("MAIN", List.of(atMain));
            return this;
        }

        LotRef ref() {
            return ref;
        }

        private StockedLot known() {
            return new StockedLot(true, date, firstReceivedAt, parked, holds, places, balances, 1, null, null);
        }
    }

    /** A lot of MILK of which that much is at MAIN. */
    static Lot milk(String lotNumber, String onHand) {
        return new Lot(new LotRef("MILK", lot(lotNumber))).at("MAIN", onHand, "0", "0");
    }

    static Lot boxes(String onHand) {
        return new Lot(new LotRef("BOX", null)).date(null).at("MAIN", onHand, "0", "0");
    }

    static Facts facts(Lot... lots) {
        return facts(null, lots);
    }

    static Facts facts(RecordedDocument source, Lot... lots) {
        Map<UUID, StockedLot> known = new HashMap<>();
        for (Lot lot : lots) {
            known.put(lot.ref().lotId(), lot.known());
        }
        return new Facts(CATALOG, known, MOMENT, source);
    }

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

    static LotNumber lot(String number) {
        return new LotNumber(number);
    }

    static BalanceAt balance(Instant from, String onHand) {
        return new BalanceAt(from, Quantity.of(onHand));
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
