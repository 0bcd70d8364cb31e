package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.GOOD;
import static org.lotledger.shipping.World.MOMENT;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.balance;
import static org.lotledger.shipping.World.boxes;
import static org.lotledger.shipping.World.facts;
import static org.lotledger.shipping.World.lot;
import static org.lotledger.shipping.World.milk;
import static org.lotledger.shipping.shipment.Given.asked;
import static org.lotledger.shipping.shipment.Given.codes;
import static org.lotledger.shipping.shipment.Given.content;
import static org.lotledger.shipping.shipment.Given.create;
import static org.lotledger.shipping.shipment.Given.created;
import static org.lotledger.shipping.shipment.Given.decide;
import static org.lotledger.shipping.shipment.Given.details;
import static org.lotledger.shipping.shipment.Given.line;
import static org.lotledger.shipping.shipment.Given.named;
import static org.lotledger.shipping.shipment.Given.partner;
import static org.lotledger.shipping.shipment.Given.pick;
import static org.lotledger.shipping.shipment.Given.saved;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentCommand.VoidShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.GoodsShipped;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

class ShipmentDeciderTest {

    @Nested
    class Creating {
        @Test
        void a_shipment_is_saved_for_today_and_names_lots_with_their_known_dates() {
            assertThat(decide(List.of(), create(facts(milk("A", "10")), line(1, "MILK", "5", pick("A", "5")))))
                    .isEqualTo(Decision.accept(new ShipmentCreated(content(saved(1, "MILK", "5", named("A", "5"))))));
        }

        @Test
        void every_mistake_is_told_at_once() {
            assertThat(codes(decide(
                            List.of(),
                            new CreateShipment(
                                    "S-1",
                                    new RequestedShipment(
                                            ShipmentPurpose.CUSTOMER,
                                            null,
                                            partner(),
                                            "NOWHERE",
                                            null,
                                            Map.of(),
                                            null,
                                            0,
                                            NOW.plusSeconds(61),
                                            List.of(
                                                    line(1, "UNKNOWN", "1"),
                                                    line(1, "NEW", "1"),
                                                    line(3, "BOX", "1", pick("A", "1")),
                                                    line(4, "MILK", "1.5"),
                                                    line(5, "MILK", "1", pick("A", "1e1000000000")))),
                                    facts()))))
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
        void a_day_that_no_calendar_of_ours_has_is_refused() {
            assertThat(codes(decide(
                            List.of(),
                            new CreateShipment(
                                    "S-1",
                                    new RequestedShipment(
                                            ShipmentPurpose.CUSTOMER,
                                            null,
                                            partner(),
                                            "MAIN",
                                            null,
                                            Map.of(),
                                            LocalDate.MAX,
                                            36_500,
                                            null,
                                            List.of(line(1, "MILK", "1", pick("A", "1")))),
                                    facts(milk("A", "1").date(null))))))
                    .containsExactly("/deliverOn FIELD_INVALID");
        }

        @Test
        void lines_that_name_one_lot_are_added_up_before_the_guard() {
            Facts ten = facts(milk("A", "10"));
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
            assertThat(codes(decide(List.of(created()), create(facts()))))
                    .containsExactly("/shipmentNumber ALREADY_EXISTS");
        }
    }

    @Nested
    class NamingLots {
        @Test
        void less_than_the_line_is_saved_and_more_is_refused() {
            Facts plenty = facts(milk("A", "100"));
            assertThat(name(plenty, pick("A", "4")))
                    .isEqualTo(Decision.accept(new LotsNamed(1, List.of(named("A", "4")), NOW)));
            assertThat(codes(name(plenty, pick("A", "6")))).containsExactly(" LOTS_DO_NOT_SUM");
        }

        @Test
        void what_the_line_holds_already_may_be_named_again() {
            Facts held = facts(milk("A", "5").at("MAIN", "5", "0", "5", "S-1"));
            ShipmentEvent created = created(saved(1, "MILK", "5", named("A", "5")));
            assertThat(codes(decide(List.of(created), new NameLots(1, List.of(pick("A", "5")), held))))
                    .isEmpty();
        }

        @Test
        void a_refusal_gives_asked_available_and_who_reserves_the_rest() {
            Decision<ShipmentEvent> refused = name(
                    facts(milk("A", "10").at("MAIN", "10", "2", "5", "S-2", "S-3", "S-4", "S-5", "S-6", "S-7", "S-8")),
                    pick("A", "4"));
            assertThat(codes(refused)).containsExactly("/0/quantity NOT_AVAILABLE");
            assertThat(details(refused))
                    .contains("4 of lot A of MILK at MAIN are asked, 3 are available (8 on hand)")
                    .contains("reserved by S-2, S-3, S-4, S-5, S-6 and 2 more.");
        }

        @Test
        void a_lot_that_never_arrived_is_unknown() {
            assertThat(codes(name(facts(), pick("A", "1")))).containsExactly("/0/lotNumber LOT_UNKNOWN");
        }

        @Test
        void a_lot_ships_through_its_last_day() {
            assertThat(codes(name(facts(milk("A", "10").date(TODAY)), pick("A", "1"))))
                    .isEmpty();
            assertThat(codes(name(facts(milk("A", "10").date(TODAY.minusDays(1))), pick("A", "1"))))
                    .containsExactly("/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void a_lot_must_be_good_on_delivery_and_the_days_after_that_the_customer_asks() {
            ShipmentEvent later = new ShipmentCreated(new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    partner(),
                    "MAIN",
                    null,
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
                                    facts(milk("A", "10").date(TODAY.plusDays(15)))))))
                    .isEmpty();
            assertThat(codes(decide(
                            List.of(later),
                            new NameLots(
                                    1,
                                    List.of(pick("A", "1")),
                                    facts(milk("A", "10").date(TODAY.plusDays(14)))))))
                    .containsExactly("/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void a_day_of_delivery_that_is_over_asks_no_less_than_today() {
            ShipmentEvent late = new ShipmentCreated(new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    partner(),
                    "MAIN",
                    null,
                    Map.of(),
                    TODAY.minusDays(30),
                    0,
                    null,
                    NOW,
                    List.of(saved(1, "MILK", "5"))));
            assertThat(codes(decide(
                            List.of(late),
                            new NameLots(
                                    1,
                                    List.of(pick("A", "1")),
                                    facts(milk("A", "10").date(TODAY.minusDays(1)))))))
                    .containsExactly("/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void a_lot_without_a_date_never_expires() {
            assertThat(codes(name(facts(milk("A", "10").date(null)), pick("A", "1"))))
                    .isEmpty();
        }

        @Test
        void a_lot_stands_once_at_a_place_and_the_place_is_net() {
            assertThat(codes(name(
                            facts(milk("A", "100")),
                            pick("A", "1"),
                            pick("A", "1"),
                            pick("A", "1", "BACK"),
                            pick("A", "1", "GONE"))))
                    .containsExactly(
                            "/1 LOT_TWICE",
                            "/2/location LOCATION_NOT_NET",
                            "/3/location LOCATION_UNKNOWN",
                            "/2/quantity NOT_AVAILABLE",
                            "/3/quantity NOT_AVAILABLE");
        }

        @Test
        void only_a_pending_shipment_names_lots() {
            assertThat(codes(decide(List.of(created(), new ShipmentVoided(NOW)), new NameLots(1, List.of(), facts()))))
                    .containsExactly(" DOCUMENT_NOT_PENDING");
        }

        private Decision<ShipmentEvent> name(Facts facts, RequestedLot... picks) {
            return decide(List.of(created(saved(1, "MILK", "5"))), new NameLots(1, Arrays.asList(picks), facts));
        }
    }

    @Nested
    class Shipping {
        @Test
        void named_lots_leave_and_what_was_known_of_them_is_kept() {
            ShipmentLine milk = saved(1, "MILK", "5", named("A", "5"));
            assertThat(decide(
                            List.of(created(milk)),
                            new ShipGoods(facts(
                                    milk("A", "10").at("MAIN", "10", "0", "5").date(GOOD.plusDays(1))))))
                    .isEqualTo(Decision.accept(new GoodsShipped(
                            content()
                                    .with(
                                            NOW,
                                            NOW,
                                            List.of(saved(
                                                    1,
                                                    "MILK",
                                                    "5",
                                                    named("A", "5").dated(GOOD.plusDays(1))))),
                            Map.of(new LotRef("MILK", lot("A")).lotId(), 1L))));
        }

        @Test
        void everything_that_is_missing_is_told_at_once() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "MILK", "5"), saved(2, "MILK", "5", named("A", "4")))),
                            new ShipGoods(facts(
                                    milk("A", "10").at("MAIN", "10", "0", "4").date(TODAY.minusDays(1)))))))
                    .containsExactly(
                            "/lines/0/lots LOTS_MISSING",
                            "/lines/1/lots LOTS_DO_NOT_SUM",
                            "/lines/1/lots/0/lotNumber LOT_EXPIRED");
        }

        @Test
        void untracked_stock_is_checked_when_it_leaves() {
            ShipmentEvent box = created(saved(1, "BOX", "5"));
            assertThat(codes(decide(List.of(box), new ShipGoods(facts(boxes("5"))))))
                    .isEmpty();
            assertThat(codes(decide(List.of(box), new ShipGoods(facts(boxes("5").at("MAIN", "5", "1", "0"))))))
                    .containsExactly("/lines/0/quantity NOT_AVAILABLE");
            assertThat(codes(decide(List.of(box), new ShipGoods(facts()))))
                    .containsExactly("/lines/0/quantity NOT_AVAILABLE");
        }

        @Test
        void a_backdated_shipment_is_refused_where_any_later_balance_would_be_negative() {
            Instant then = NOW.minusSeconds(3_600);
            assertThat(codes(backdated(then, balance(then, "5"), balance(NOW.minusSeconds(60), "5"))))
                    .isEmpty();
            Decision<ShipmentEvent> refused =
                    backdated(then, balance(then, "9"), balance(NOW.minusSeconds(60), "4"), balance(NOW, "10"));
            assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
            assertThat(details(refused)).contains(NOW.minusSeconds(60).toString());
        }

        @Test
        void nothing_leaves_before_it_came() {
            Instant then = NOW.minusSeconds(3_600);
            assertThat(codes(backdated(then, balance(then.plusSeconds(1), "100"))))
                    .containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
            assertThat(codes(backdated(then))).containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
        }

        private Decision<ShipmentEvent> backdated(Instant then, BalanceAt... balances) {
            ShipmentEvent created =
                    new ShipmentCreated(content().with(then, NOW, List.of(saved(1, "MILK", "5", named("A", "5")))));
            return decide(
                    List.of(created),
                    new ShipGoods(
                            facts(milk("A", "100").at("MAIN", "100", "0", "5").balances(balances))));
        }

        @Test
        void a_shipment_told_for_the_future_waits_for_it() {
            ShipmentEvent created =
                    new ShipmentCreated(content().with(NOW.plusSeconds(61), NOW, List.of(saved(1, "BOX", "1"))));
            assertThat(codes(decide(
                            List.of(created),
                            new ShipGoods(facts(boxes("1").balances(balance(NOW.plusSeconds(61), "1")))))))
                    .containsExactly("/occurredAt OCCURRED_IN_FUTURE");
        }

        @Test
        void a_shipment_without_lines_ships_nothing_and_none_ships_twice() {
            assertThat(codes(decide(List.of(created()), new ShipGoods(facts()))))
                    .containsExactly("/lines NO_LINES");
            assertThat(codes(decide(List.of(created(), new GoodsShipped(content(), Map.of())), new ShipGoods(facts()))))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }
    }

    @Test
    void a_pending_shipment_is_given_up_for_good_and_a_shipped_one_never() {
        VoidShipment give = new VoidShipment(MOMENT);
        assertThat(decide(List.of(created()), give)).isEqualTo(Decision.accept(new ShipmentVoided(NOW)));
        assertThat(codes(decide(List.of(created(), new GoodsShipped(content(), Map.of())), give)))
                .containsExactly("/status DOCUMENT_NOT_PENDING");
        assertThat(codes(decide(List.of(created(), new ShipmentVoided(NOW)), Given.edit(facts(), asked()))))
                .containsExactly(" DOCUMENT_NOT_PENDING");
    }
}
