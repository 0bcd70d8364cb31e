package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.Facts;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentCommand.VoidShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.GoodsShipped;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Moment;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

class ShipmentDeciderTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final LocalDate GOOD = TODAY.plusDays(100);
    private static final Catalog CATALOG = new Catalog(
            Map.of(
                    "MILK", item("MILK", ItemStatus.ACTIVE, 0, true),
                    "BOX", item("BOX", ItemStatus.INACTIVE, 0, false),
                    "NEW", item("NEW", ItemStatus.PENDING, 0, true)),
            Map.of("MAIN", new Place("MAIN", true), "COLD", new Place("COLD", true), "BACK", new Place("BACK", false)));

    private final ShipmentDecider decider = new ShipmentDecider();

    @Nested
    class Creating {
        @Test
        void a_shipment_is_saved_for_today_and_names_lots_with_their_known_dates() {
            assertThat(decide(
                            List.of(),
                            create(lots("A", stocked(GOOD, "10", "0", "0")), line(1, "MILK", "5", pick("A", "5")))))
                    .isEqualTo(Decision.accept(
                            new ShipmentCreated(content(null, saved(1, "MILK", "5", named("A", "5"))))));
        }

        @Test
        void every_mistake_is_told_at_once() {
            assertThat(codes(decide(
                            List.of(),
                            new CreateShipment(
                                    "S-1",
                                    ShipmentPurpose.CUSTOMER,
                                    customer(),
                                    "NOWHERE",
                                    Map.of(),
                                    null,
                                    0,
                                    NOW.plusSeconds(61),
                                    List.of(
                                            line(1, "UNKNOWN", "1"),
                                            line(1, "NEW", "1"),
                                            line(3, "BOX", "1", pick("A", "1")),
                                            line(4, "MILK", "1.5"),
                                            line(5, "MILK", "1", pick("A", "1e1000000000"))),
                                    facts(Map.of())))))
                    .containsExactly(
                            "/location LOCATION_UNKNOWN",
                            "/occurredAt OCCURRED_IN_FUTURE",
                            "/lines/0/itemCode ITEM_UNKNOWN",
                            "/lines/1/lineNumber FIELD_INVALID",
                            "/lines/1/itemCode ITEM_NOT_ACTIVE",
                            "/lines/2/lots LOT_NOT_TRACKED",
                            "/lines/3/quantity QUANTITY_INVALID",
                            "/lines/4/lots/0/quantity QUANTITY_INVALID");
        }

        @Test
        void lines_that_name_one_lot_are_added_up_before_the_guard() {
            Map<UUID, StockedLot> ten = lots("A", stocked(GOOD, "10", "0", "0"));
            assertThat(codes(decide(
                            List.of(),
                            create(ten, line(1, "MILK", "6", pick("A", "6")), line(2, "MILK", "4", pick("A", "4"))))))
                    .isEmpty();
            assertThat(codes(decide(
                            List.of(),
                            create(ten, line(1, "MILK", "6", pick("A", "6")), line(2, "MILK", "5", pick("A", "5"))))))
                    .containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
        }

        @Test
        void a_number_is_used_once() {
            assertThat(codes(decide(List.of(created()), create(Map.of()))))
                    .containsExactly("/shipmentNumber ALREADY_EXISTS");
        }
    }

    @Nested
    class NamingLots {
        @Test
        void less_than_the_line_is_saved_and_more_is_refused() {
            Map<UUID, StockedLot> plenty = lots("A", stocked(GOOD, "100", "0", "0"));
            assertThat(name(plenty, pick("A", "4")))
                    .isEqualTo(Decision.accept(new LotsNamed(1, List.of(named("A", "4")), NOW)));
            assertThat(codes(name(plenty, pick("A", "6")))).containsExactly(" LOTS_DO_NOT_SUM");
        }

        @Test
        void what_the_line_holds_already_may_be_named_again() {
            Map<UUID, StockedLot> held = lots("A", stocked(GOOD, "5", "0", "5"));
            ShipmentEvent created = created(saved(1, "MILK", "5", named("A", "5")));
            assertThat(codes(decide(List.of(created), new NameLots(1, List.of(pick("A", "5")), facts(held)))))
                    .isEmpty();
        }

        @Test
        void a_refusal_gives_asked_available_and_who_reserves_the_rest() {
            Stock stock = new Stock(
                    Quantity.of(10),
                    Quantity.of(2),
                    Quantity.of(5),
                    List.of("S-2", "S-3", "S-4", "S-5", "S-6", "S-7", "S-8"));
            Decision<ShipmentEvent> refused = name(
                    lots("A", new StockedLot(true, GOOD, false, Map.of("MAIN", stock), Map.of(), 1, null, null)),
                    pick("A", "4"));
            assertThat(codes(refused)).containsExactly("/0/quantity NOT_AVAILABLE");
            assertThat(details(refused))
                    .contains("4 of lot A of MILK at MAIN are asked, 3 are available (8 on hand)")
                    .contains("reserved by S-2, S-3, S-4, S-5, S-6 and 2 more.");
        }

        @Test
        void a_lot_that_never_arrived_is_unknown() {
            assertThat(codes(name(Map.of(), pick("A", "1")))).containsExactly("/0/lotNumber LOT_UNKNOWN");
        }

        @Test
        void a_lot_with_parked_events_is_not_shipped() {
            StockedLot parked =
                    new StockedLot(true, GOOD, true, Map.of("MAIN", stock("10", "0", "0")), Map.of(), 1, null, null);
            assertThat(codes(name(lots("A", parked), pick("A", "1")))).containsExactly("/0/lotNumber LOT_PARKED");
        }

        @Test
        void a_lot_ships_through_its_last_day() {
            assertThat(codes(name(lots("A", stocked(TODAY, "10", "0", "0")), pick("A", "1"))))
                    .isEmpty();
            assertThat(codes(name(lots("A", stocked(TODAY.minusDays(1), "10", "0", "0")), pick("A", "1"))))
                    .containsExactly("/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void a_lot_must_be_good_on_delivery_and_the_days_after_that_the_customer_asks() {
            ShipmentEvent later = new ShipmentCreated(new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    customer(),
                    "MAIN",
                    Map.of(),
                    TODAY.plusDays(5),
                    10,
                    null,
                    NOW,
                    List.of(saved(1, "MILK", "5"))));
            assertThat(codes(decide(
                            List.of(later),
                            new NameLots(
                                    1,
                                    List.of(pick("A", "1")),
                                    facts(lots("A", stocked(TODAY.plusDays(15), "10", "0", "0")))))))
                    .isEmpty();
            assertThat(codes(decide(
                            List.of(later),
                            new NameLots(
                                    1,
                                    List.of(pick("A", "1")),
                                    facts(lots("A", stocked(TODAY.plusDays(14), "10", "0", "0")))))))
                    .containsExactly("/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void a_lot_stands_once_at_a_place_and_the_place_is_net() {
            Map<UUID, StockedLot> plenty = lots("A", stocked(GOOD, "100", "0", "0"));
            assertThat(codes(name(
                            plenty,
                            pick("A", "1"),
                            pick("A", "1"),
                            new RequestedLot(lot("A"), new BigDecimal(1), "BACK", null),
                            new RequestedLot(lot("A"), new BigDecimal(1), "GONE", null))))
                    .containsExactly(
                            "/1 LOT_TWICE",
                            "/2/location LOCATION_NOT_NET",
                            "/3/location LOCATION_UNKNOWN",
                            "/2/quantity NOT_AVAILABLE",
                            "/3/quantity NOT_AVAILABLE");
        }

        @Test
        void only_a_pending_shipment_names_lots() {
            assertThat(codes(decide(
                            List.of(created(), new ShipmentVoided(NOW)), new NameLots(1, List.of(), facts(Map.of())))))
                    .containsExactly(" DOCUMENT_NOT_PENDING");
        }

        private Decision<ShipmentEvent> name(Map<UUID, StockedLot> lots, RequestedLot... picks) {
            return decide(List.of(created(saved(1, "MILK", "5"))), new NameLots(1, Arrays.asList(picks), facts(lots)));
        }
    }

    @Nested
    class Shipping {
        @Test
        void named_lots_leave_and_what_was_known_of_them_is_kept() {
            ShipmentLine milk = saved(1, "MILK", "5", named("A", "5"));
            assertThat(decide(List.of(created(milk)), ship(lots("A", stocked(GOOD, "10", "0", "5")))))
                    .isEqualTo(Decision.accept(new GoodsShipped(
                            content(NOW, milk), Map.of(new LotRef("MILK", lot("A")).lotId(), 1L))));
        }

        @Test
        void everything_that_is_missing_is_told_at_once() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "MILK", "5"), saved(2, "MILK", "5", named("A", "4")))),
                            ship(lots("A", stocked(TODAY.minusDays(1), "10", "0", "4"))))))
                    .containsExactly(
                            "/lines/0/lots LOTS_MISSING",
                            "/lines/1/lots LOTS_DO_NOT_SUM",
                            "/lines/1/lots/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void untracked_stock_is_checked_when_it_leaves() {
            ShipmentEvent box = created(new ShipmentLine(1, "BOX", Quantity.of(5), "EA", false, true, List.of()));
            UUID boxes = new LotRef("BOX", null).lotId();
            assertThat(codes(decide(List.of(box), ship(Map.of(boxes, stocked(null, "5", "0", "0"))))))
                    .isEmpty();
            assertThat(codes(decide(List.of(box), ship(Map.of(boxes, stocked(null, "5", "1", "0"))))))
                    .containsExactly("/lines/0/quantity NOT_AVAILABLE");
            assertThat(codes(decide(List.of(box), ship(Map.of())))).containsExactly("/lines/0/quantity NOT_AVAILABLE");
        }

        @Test
        void a_backdated_shipment_is_refused_where_any_later_balance_would_be_negative() {
            Instant then = NOW.minusSeconds(3_600);
            assertThat(codes(backdated(then, List.of(at(then, "5"), at(NOW.minusSeconds(60), "5")))))
                    .isEmpty();
            Decision<ShipmentEvent> refused =
                    backdated(then, List.of(at(then, "9"), at(NOW.minusSeconds(60), "4"), at(NOW, "10")));
            assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
            assertThat(details(refused)).contains(NOW.minusSeconds(60).toString());
        }

        @Test
        void nothing_leaves_before_it_came() {
            Instant then = NOW.minusSeconds(3_600);
            assertThat(codes(backdated(then, List.of(at(then.plusSeconds(1), "100")))))
                    .containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
        }

        private Decision<ShipmentEvent> backdated(Instant then, List<BalanceAt> balances) {
            StockedLot known = new StockedLot(
                    true, GOOD, false, Map.of("MAIN", stock("100", "0", "5")), Map.of("MAIN", balances), 1, null, null);
            ShipmentEvent created = new ShipmentCreated(content(then, saved(1, "MILK", "5", named("A", "5"))));
            return decide(List.of(created), ship(lots("A", known)));
        }

        private static BalanceAt at(Instant from, String balance) {
            return new BalanceAt(from, Quantity.of(balance));
        }

        @Test
        void a_shipment_without_lines_ships_nothing_and_none_ships_twice() {
            assertThat(codes(decide(List.of(created()), ship(Map.of())))).containsExactly("/lines NO_LINES");
            assertThat(codes(decide(List.of(created(), new GoodsShipped(content(NOW), Map.of())), ship(Map.of()))))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }
    }

    @Test
    void a_pending_shipment_is_given_up_for_good_and_a_shipped_one_never() {
        VoidShipment give = new VoidShipment(new Moment(NOW, TODAY));
        assertThat(decide(List.of(created()), give)).isEqualTo(Decision.accept(new ShipmentVoided(NOW)));
        assertThat(codes(decide(List.of(created(), new GoodsShipped(content(NOW), Map.of())), give)))
                .containsExactly("/status DOCUMENT_NOT_PENDING");
    }

    private Decision<ShipmentEvent> decide(List<ShipmentEvent> given, ShipmentCommand when) {
        return decider.decide(decider.evolveAll(decider.initial(), given), when);
    }

    private static List<String> codes(Decision<ShipmentEvent> decision) {
        return decision instanceof Decision.Refused<ShipmentEvent>(var violations)
                ? violations.stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList()
                : List.of();
    }

    private static String details(Decision<ShipmentEvent> decision) {
        return ((Decision.Refused<ShipmentEvent>) decision).violations().toString();
    }

    private static Item item(String code, ItemStatus status, int scale, boolean lotTracked) {
        return new Item(code, ItemType.INVENTORIED, status, "EA", scale, lotTracked);
    }

    private static CreateShipment create(Map<UUID, StockedLot> lots, RequestedLine... lines) {
        return new CreateShipment(
                "S-1",
                ShipmentPurpose.CUSTOMER,
                customer(),
                "MAIN",
                Map.of(),
                null,
                0,
                null,
                List.of(lines),
                facts(lots));
    }

    private static ShipGoods ship(Map<UUID, StockedLot> lots) {
        return new ShipGoods(facts(lots));
    }

    private static Facts facts(Map<UUID, StockedLot> lots) {
        return new Facts(CATALOG, lots, new Moment(NOW, TODAY));
    }

    private static Map<UUID, StockedLot> lots(String lotNumber, StockedLot known) {
        return Map.of(new LotRef("MILK", lot(lotNumber)).lotId(), known);
    }

    private static StockedLot stocked(LocalDate date, String added, String removed, String reserved) {
        return new StockedLot(
                true, date, false, Map.of("MAIN", stock(added, removed, reserved)), Map.of(), 1, null, null);
    }

    private static Stock stock(String added, String removed, String reserved) {
        return new Stock(Quantity.of(added), Quantity.of(removed), Quantity.of(reserved), List.of());
    }

    private static RequestedLine line(int number, String itemCode, String quantity, RequestedLot... lots) {
        return new RequestedLine(number, itemCode, new BigDecimal(quantity), List.of(lots));
    }

    private static RequestedLot pick(String lotNumber, String quantity) {
        return new RequestedLot(lot(lotNumber), new BigDecimal(quantity), null, null);
    }

    private static LotPick named(String lotNumber, String quantity) {
        return new LotPick(lot(lotNumber), GOOD, Quantity.of(quantity), "MAIN", null);
    }

    private static ShipmentLine saved(int number, String itemCode, String quantity, LotPick... lots) {
        return new ShipmentLine(number, itemCode, Quantity.of(quantity), "EA", true, true, List.of(lots));
    }

    private static ShipmentEvent created(ShipmentLine... lines) {
        return new ShipmentCreated(content(null, lines));
    }

    private static ShipmentContent content(Instant occurredAt, ShipmentLine... lines) {
        return new ShipmentContent(
                "S-1",
                ShipmentPurpose.CUSTOMER,
                customer(),
                "MAIN",
                Map.of(),
                TODAY,
                0,
                occurredAt,
                NOW,
                List.of(lines));
    }

    private static Customer customer() {
        return new Customer("C1", null, null, null);
    }

    private static LotNumber lot(String number) {
        return new LotNumber(number);
    }
}
