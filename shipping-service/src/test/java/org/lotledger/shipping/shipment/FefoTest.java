package org.lotledger.shipping.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.GOOD;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.facts;
import static org.lotledger.shipping.World.milk;
import static org.lotledger.shipping.shipment.Given.codes;
import static org.lotledger.shipping.shipment.Given.content;
import static org.lotledger.shipping.shipment.Given.created;
import static org.lotledger.shipping.shipment.Given.decide;
import static org.lotledger.shipping.shipment.Given.named;
import static org.lotledger.shipping.shipment.Given.saved;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.World;
import org.lotledger.shipping.shipment.OpenLines.StockOfItem;
import org.lotledger.shipping.shipment.ShipmentCommand.AllocateLots;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;

class FefoTest {

    @Nested
    class TheOrder {
        @Test
        void the_date_comes_first_then_the_first_received_then_the_number_and_no_date_last() {
            assertThat(suggested(
                            content(saved(1, "MILK", "5")),
                            milk("NODATE", "1").date(null),
                            milk("LATE", "1").date(GOOD.plusDays(1)),
                            milk("B", "1").firstReceived(NOW.minusSeconds(10)),
                            milk("A", "1").firstReceived(NOW.minusSeconds(10)),
                            milk("Z", "1").firstReceived(NOW.minusSeconds(20))))
                    .containsExactly("Z 1", "A 1", "B 1", "LATE 1", "NODATE 1");
        }

        @Test
        void a_lot_is_used_up_before_the_next() {
            assertThat(suggested(
                            content(saved(1, "MILK", "5")),
                            milk("A", "3"),
                            milk("B", "10").at("MAIN", "10", "2", "4").date(GOOD.plusDays(1)),
                            milk("C", "9").date(GOOD.plusDays(2))))
                    .containsExactly("A 3", "B 2");
        }

        @Test
        void only_what_is_open_is_suggested_and_only_at_the_place_of_the_document() {
            assertThat(suggested(
                            content(saved(1, "MILK", "5", named("A", "4"))),
                            milk("A", "10").at("MAIN", "10", "0", "4").at("COLD", "9", "0", "0"),
                            milk("B", "0").at("COLD", "9", "0", "0").date(TODAY)))
                    .containsExactly("A 1");
            assertThat(suggested(content(saved(1, "MILK", "5", named("A", "5"))), milk("A", "10")))
                    .isEmpty();
        }
    }

    @Nested
    class WhatMayLeave {
        @Test
        void what_is_held_parked_or_expired_is_not_suggested_for_use() {
            World.Lot[] lots = {
                milk("HELD", "1").held("H-1", HoldKind.HOLD),
                milk("PARKED", "1").parked(),
                milk("EXPIRED", "1").date(TODAY.minusDays(1)),
                milk("GOOD", "1")
            };
            assertThat(suggested(content(saved(1, "MILK", "5")), lots)).containsExactly("GOOD 1");
            assertThat(suggested(content(ShipmentPurpose.TRANSFER, "BACK", Map.of(), saved(1, "MILK", "5")), lots))
                    .containsExactly("EXPIRED 1", "GOOD 1", "HELD 1", "PARKED 1");
        }

        @Test
        void nothing_that_is_not_net_stock_is_suggested_for_use() {
            ShipmentContent fromBack = new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    Given.partner(),
                    "BACK",
                    null,
                    Map.of(),
                    TODAY,
                    0,
                    null,
                    NOW,
                    List.of(saved(1, "MILK", "5")));
            assertThat(suggested(fromBack, milk("A", "0").at("BACK", "5", "0", "0")))
                    .isEmpty();
        }

        @Test
        void c14_goods_are_good_when_the_customer_gets_them_and_as_long_as_he_asks() {
            ShipmentContent later = new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    Given.partner(),
                    "MAIN",
                    null,
                    Map.of(),
                    TODAY.plusDays(5),
                    10,
                    null,
                    NOW,
                    List.of(saved(1, "MILK", "5")));
            assertThat(suggested(
                            later,
                            milk("SHORT", "5").date(TODAY.plusDays(14)),
                            milk("ENOUGH", "5").date(TODAY.plusDays(15))))
                    .containsExactly("ENOUGH 5");
        }

        @Test
        void a_return_to_the_supplier_takes_only_what_came_by_its_document() {
            World.Lot some = milk("A", "10");
            World.Lot other = milk("B", "10");
            RecordedDocument source = new RecordedDocument(
                    new RecordedDocument.Name(DocumentType.RECEIPT, "R-1"),
                    true,
                    Map.of(
                            some.ref().lotId(),
                            new RecordedDocument.Recorded(Quantity.of(8), Quantity.of(3), "receiving.x.1")));
            ShipmentContent giveBack = content(
                    ShipmentPurpose.SUPPLIER_RETURN,
                    null,
                    Map.of("receipt", "R-1"),
                    saved(1, "MILK", "9", named("A", "1")));
            assertThat(suggested(giveBack, facts(source, some, other), some, other))
                    .containsExactly("A 4");
        }
    }

    @Nested
    class Allocating {
        @Test
        void all_open_lines_are_filled_and_what_one_takes_is_gone_for_the_next() {
            assertThat(allocate(
                            created(saved(1, "MILK", "3"), saved(2, "BOX", "9"), saved(3, "MILK", "3")),
                            milk("A", "4"),
                            milk("B", "4").date(GOOD.plusDays(1))))
                    .isEqualTo(Decision.accept(List.of(
                            new LotsNamed(1, List.of(named("A", "3")), NOW),
                            new LotsNamed(
                                    3, List.of(named("A", "1"), named("B", "2").dated(GOOD.plusDays(1))), NOW))));
        }

        @Test
        void earlier_lots_are_kept_and_the_same_lot_is_named_once() {
            assertThat(allocate(
                            created(saved(1, "MILK", "5", named("A", "2"))),
                            milk("A", "4").at("MAIN", "4", "0", "2"),
                            milk("B", "4").date(GOOD.plusDays(1))))
                    .isEqualTo(Decision.accept(List.of(new LotsNamed(
                            1, List.of(named("A", "4"), named("B", "1").dated(GOOD.plusDays(1))), NOW))));
        }

        @Test
        void what_cannot_be_covered_stays_open() {
            assertThat(allocate(created(saved(1, "MILK", "5")), milk("A", "2")))
                    .isEqualTo(Decision.accept(List.of(new LotsNamed(1, List.of(named("A", "2")), NOW))));
            assertThat(allocate(created(saved(1, "MILK", "5")))).isEqualTo(Decision.accept(List.of()));
        }

        @Test
        void a_document_gets_no_more_lots_than_fit_on_it() {
            LotPick[] nearlyAll = IntStream.range(0, ShipmentContent.LOTS_MAX - 1)
                    .mapToObj(i -> named("L" + i, "1"))
                    .toArray(LotPick[]::new);
            Decision<ShipmentEvent> decided =
                    allocate(created(saved(1, "MILK", "2000", nearlyAll)), milk("A", "1"), milk("B", "1"));
            assertThat(decided).isInstanceOf(Decision.Accepted.class);
            LotsNamed named = (LotsNamed)
                    ((Decision.Accepted<ShipmentEvent>) decided).events().getFirst();
            assertThat(named.lots()).hasSize(ShipmentContent.LOTS_MAX).endsWith(named("A", "1"));
        }

        @Test
        void only_a_pending_shipment_is_allocated() {
            assertThat(codes(decide(List.of(created(), new ShipmentVoided(NOW)), new AllocateLots(Set.of(), facts()))))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }

        private static Decision<ShipmentEvent> allocate(ShipmentEvent given, World.Lot... lots) {
            return decide(List.of(given), new AllocateLots(refs(lots), facts(lots)));
        }
    }

    @Nested
    class WhatStaysOpen {
        private static final StockOfItem STOCK =
                new StockOfItem(Quantity.of(20), Quantity.of(12), Quantity.of(3), Quantity.of(5), Quantity.of(1));

        @Test
        void each_open_line_is_told_with_the_numbers() {
            assertThat(warnings(content(saved(1, "BOX", "9"), saved(2, "MILK", "5", named("A", "2"))), STOCK))
                    .containsExactly(
                            "/lines/1 NOT_AVAILABLE 3 EA of line 2 (MILK) stay open: 20 are on hand at MAIN, of"
                                    + " which 12 are reserved, 3 are held, quarantined or recalled, 5 are not good until "
                                    + TODAY + ", 1 are of lots with parked events.");
        }

        @Test
        void only_what_is_in_the_way_of_the_purpose_is_told() {
            assertThat(warnings(content(ShipmentPurpose.TRANSFER, "BACK", Map.of(), saved(1, "MILK", "99")), STOCK))
                    .containsExactly("/lines/0 NOT_AVAILABLE 99 EA of line 1 (MILK) stay open: 20 are on hand at MAIN,"
                            + " of which 12 are reserved; others chose at the same time: allocate again.");
            assertThat(warnings(
                            content(
                                    ShipmentPurpose.SUPPLIER_RETURN,
                                    null,
                                    Map.of("receipt", "R-1"),
                                    saved(1, "MILK", "99")),
                            StockOfItem.NONE))
                    .containsExactly("/lines/0 NOT_AVAILABLE 99 EA of line 1 (MILK) stay open: 0 are on hand at MAIN;"
                            + " only what came by receipt R-1 may go back.");
        }

        @Test
        void a_place_that_is_not_net_and_a_full_document_are_reasons_of_their_own() {
            ShipmentContent fromBack = new ShipmentContent(
                    "S-1",
                    ShipmentPurpose.CUSTOMER,
                    Given.partner(),
                    "BACK",
                    null,
                    Map.of(),
                    TODAY,
                    0,
                    null,
                    NOW,
                    List.of(saved(1, "MILK", "5")));
            assertThat(warnings(fromBack, STOCK))
                    .allSatisfy(w -> assertThat(w).endsWith("stay open: what lies at BACK is not net stock."));
            LotPick[] all = IntStream.range(0, ShipmentContent.LOTS_MAX)
                    .mapToObj(i -> named("L" + i, "1"))
                    .toArray(LotPick[]::new);
            assertThat(warnings(content(saved(1, "MILK", "2000", all)), STOCK))
                    .allSatisfy(w -> assertThat(w).endsWith("stay open: the shipment has its 1000 lots."));
        }

        @Test
        void a_shipment_without_open_lines_has_nothing_to_tell() {
            assertThat(warnings(content(saved(1, "MILK", "2", named("A", "2"))), STOCK))
                    .isEmpty();
        }

        private static List<String> warnings(ShipmentContent content, StockOfItem stock) {
            return OpenLines.warnings(content, Map.of("MILK", stock), World.CATALOG, TODAY).stream()
                    .map(FefoTest::shown)
                    .toList();
        }
    }

    private static String shown(Violation violation) {
        return violation.pointer() + " " + violation.code().name() + " " + violation.detail();
    }

    private static List<String> suggested(ShipmentContent content, World.Lot... lots) {
        return suggested(content, facts(lots), lots);
    }

    private static List<String> suggested(ShipmentContent content, Facts facts, World.Lot... lots) {
        return new Fefo(content, refs(lots), facts)
                .suggest(content.lines().getFirst(), ShipmentContent.LOTS_MAX).stream()
                        .map(pick -> pick.lotNumber() + " " + pick.quantity())
                        .toList();
    }

    private static Set<LotRef> refs(World.Lot... lots) {
        return Arrays.stream(lots).map(World.Lot::ref).collect(Collectors.toSet());
    }
}
