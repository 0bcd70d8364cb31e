package org.lotledger.receiving.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;
import static org.lotledger.receiving.Facts.lotId;
import static org.lotledger.receiving.Facts.removal;
import static org.lotledger.receiving.Facts.took;
import static org.lotledger.receiving.Facts.used;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.lot.Removal;

/** How much a count and a correction of a shipment may bring back. */
class AdjustmentLimitsTest {
    private static final Instant LEFT = NOW.minusSeconds(3_600);
    private static final UUID GLOVES_A = lotId("GLOVES", "A");
    private static final UUID BOX = new LotRef("BOX", null).lotId();

    private final AdjustmentDecider decider = new AdjustmentDecider();

    @Nested
    class Counts {
        @Test
        void what_was_used_may_be_found_again_and_takes_the_known_date() {
            assertThat(count(
                            Map.of(GLOVES_A, used(TODAY, 3, 1)),
                            line("GLOVES", "2", entry("A", null, "2"), new BigDecimal("12"), new BigDecimal("10"))))
                    .isEqualTo(Decision.accept(new AdjustmentPosted(
                            new AdjustmentContent(
                                    "A-1",
                                    AdjustmentType.COUNT,
                                    "MAIN",
                                    "counted",
                                    Map.of(),
                                    NOW,
                                    NOW,
                                    List.of(new AdjustmentContent.Line(
                                            1,
                                            "GLOVES",
                                            Quantity.of(2),
                                            "EA",
                                            true,
                                            List.of(new AdjustmentContent.Lot(lot("A"), TODAY, Quantity.of(2))),
                                            Quantity.of(12),
                                            Quantity.of(10)))),
                            Map.of(GLOVES_A, 7L),
                            Map.of())));
        }

        @Test
        void of_a_lot_of_ten_with_one_sold_and_two_found_only_one_goes_back() {
            Map<UUID, KnownLot> oneSold = Map.of(GLOVES_A, used(null, 1, 0));
            assertThat(codes(count(oneSold, line("GLOVES", "1", entry("A", null, "1")))))
                    .isEmpty();
            Decision<AdjustmentEvent> two = count(oneSold, line("GLOVES", "2", entry("A", null, "2")));
            assertThat(codes(two)).containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
            assertThat(details(two))
                    .contains("1 were used")
                    .contains("0 were given back")
                    .contains("room for 1")
                    .contains("asked are 2");
        }

        @Test
        void a_lot_that_nobody_knows_is_refused_by_its_name() {
            assertThat(codes(count(Map.of(), line("GLOVES", "1", entry("A", null, "1")))))
                    .containsExactly("/lines/0/lots/0/lotNumber LOT_UNKNOWN");
        }

        @Test
        void untracked_stock_is_counted_within_the_same_limit() {
            assertThat(codes(count(Map.of(BOX, used(null, 2, 0)), line("BOX", "2"))))
                    .isEmpty();
            assertThat(codes(count(Map.of(BOX, used(null, 2, 0)), line("BOX", "3"))))
                    .containsExactly("/lines/0/quantity GIVE_BACK_LIMIT");
            assertThat(codes(count(Map.of(), line("BOX", "1")))).containsExactly("/lines/0/quantity GIVE_BACK_LIMIT");
        }

        @Test
        void an_inactive_item_may_be_counted_and_a_pending_one_not() {
            assertThat(codes(count(
                            Map.of(lotId("OLD", "A"), used(null, 1, 0)), line("OLD", "1", entry("A", null, "1")))))
                    .isEmpty();
            assertThat(codes(count(
                            Map.of(lotId("NEW", "A"), used(null, 1, 0)), line("NEW", "1", entry("A", null, "1")))))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
        }

        @Test
        void perishable_goods_need_no_date_but_a_given_one_must_agree() {
            Map<UUID, KnownLot> milk = Map.of(lotId("MILK", "A"), used(TODAY, 5, 0));
            assertThat(codes(count(milk, line("MILK", "1", entry("A", null, "1")))))
                    .isEmpty();
            assertThat(codes(count(milk, line("MILK", "1", entry("A", TODAY.plusDays(1), "1")))))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        }

        @Test
        void lots_are_named_and_their_quantities_add_up() {
            assertThat(codes(count(Map.of(), line("GLOVES", "1")))).containsExactly("/lines/0/lots LOTS_MISSING");
            assertThat(codes(count(Map.of(GLOVES_A, used(null, 5, 0)), line("GLOVES", "2", entry("A", null, "1")))))
                    .containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
        }

        private Decision<AdjustmentEvent> count(Map<UUID, KnownLot> lots, RequestedLine... lines) {
            return post(AdjustmentType.COUNT, Map.of(), null, known(lots), lines);
        }
    }

    @Nested
    class ShipmentCorrections {
        private final LotFacts shipped =
                facts(Map.of(GLOVES_A, used(TODAY, 10, 2)), Map.of(GLOVES_A, removal(5, 2, LEFT)));

        @Test
        void what_was_booked_too_much_comes_back_and_names_the_event_that_it_corrects() {
            assertThat(correct(shipped, null, line("GLOVES", "3", entry("A", null, "3"))))
                    .isEqualTo(Decision.accept(new AdjustmentPosted(
                            new AdjustmentContent(
                                    "A-1",
                                    AdjustmentType.SHIPMENT_CORRECTION,
                                    "MAIN",
                                    "counted",
                                    Map.of("shipment", "S-1"),
                                    NOW,
                                    NOW,
                                    List.of(new AdjustmentContent.Line(
                                            1,
                                            "GLOVES",
                                            Quantity.of(3),
                                            "EA",
                                            true,
                                            List.of(new AdjustmentContent.Lot(lot("A"), TODAY, Quantity.of(3))),
                                            null,
                                            null))),
                            Map.of(GLOVES_A, 7L),
                            Map.of(GLOVES_A, "shipping.x.3"))));
        }

        @Test
        void no_more_comes_back_than_is_left_of_the_shipment() {
            assertThat(codes(correct(shipped, null, line("GLOVES", "4", entry("A", null, "4")))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        }

        @Test
        void both_limits_are_told_where_both_are_broken() {
            assertThat(codes(correct(shipped, null, line("GLOVES", "9", entry("A", null, "9")))))
                    .containsExactly(
                            "/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        }

        @Test
        void nothing_comes_back_before_it_left() {
            assertThat(codes(correct(shipped, LEFT, line("GLOVES", "1", entry("A", null, "1")))))
                    .isEmpty();
            assertThat(codes(correct(shipped, LEFT.minusSeconds(1), line("GLOVES", "1", entry("A", null, "1")))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        }

        @Test
        void the_shipment_must_be_named_and_known() {
            assertThat(codes(post(
                            AdjustmentType.SHIPMENT_CORRECTION,
                            Map.of(),
                            null,
                            known(Map.of(GLOVES_A, used(null, 5, 0))),
                            line("GLOVES", "1", entry("A", null, "1")))))
                    .containsExactly("/references/shipment FIELD_MISSING");
            assertThat(codes(correct(
                            known(Map.of(GLOVES_A, used(null, 5, 0))),
                            null,
                            line("GLOVES", "1", entry("A", null, "1")))))
                    .containsExactly("/references/shipment REFERENCE_UNKNOWN");
        }

        @Test
        void a_lot_that_nobody_knows_is_refused_by_its_name_and_one_not_shipped_with_zero() {
            LotFacts facts = facts(Map.of(GLOVES_A, used(null, 5, 0)), Map.of());
            assertThat(codes(correct(facts, null, line("GLOVES", "2", entry("A", null, "1"), entry("B", null, "1")))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/1/lotNumber LOT_UNKNOWN");
        }

        @Test
        void untracked_goods_are_corrected_by_their_line() {
            LotFacts facts = facts(Map.of(BOX, used(null, 5, 0)), Map.of(BOX, removal(2, 0, LEFT)));
            assertThat(codes(correct(facts, null, line("BOX", "2")))).isEmpty();
            assertThat(codes(correct(facts, null, line("BOX", "3")))).containsExactly("/lines/0/quantity RETURN_LIMIT");
        }

        private LotFacts facts(Map<UUID, KnownLot> lots, Map<UUID, Removal> removals) {
            return new LotFacts(lots, Map.of(new NamedDocument(Kind.SHIPMENT, "S-1"), took(removals)));
        }

        private Decision<AdjustmentEvent> correct(LotFacts facts, Instant told, RequestedLine... lines) {
            return post(AdjustmentType.SHIPMENT_CORRECTION, Map.of("shipment", "S-1"), told, facts, lines);
        }
    }

    private Decision<AdjustmentEvent> post(
            AdjustmentType type, Map<String, String> references, Instant told, LotFacts facts, RequestedLine... lines) {
        return decider.decide(
                decider.initial(),
                new PostAdjustment(
                        "A-1",
                        type,
                        "MAIN",
                        "counted",
                        references,
                        told,
                        List.of(lines),
                        CATALOG,
                        facts,
                        Map.of(),
                        MOMENT));
    }

    private static RequestedLine line(String itemCode, String quantity, RequestedLot... lots) {
        return new RequestedLine(1, itemCode, new BigDecimal(quantity), List.of(lots), null, null);
    }

    private static RequestedLine line(
            String itemCode, String quantity, RequestedLot lot, BigDecimal counted, BigDecimal system) {
        return new RequestedLine(1, itemCode, new BigDecimal(quantity), List.of(lot), counted, system);
    }

    private static RequestedLot entry(String lotNumber, LocalDate date, String quantity) {
        return new RequestedLot(lot(lotNumber), date, new BigDecimal(quantity));
    }

    private static List<String> codes(Decision<AdjustmentEvent> decision) {
        return decision instanceof Decision.Refused<AdjustmentEvent>(var violations)
                ? violations.stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList()
                : List.of();
    }

    private static String details(Decision<AdjustmentEvent> decision) {
        return ((Decision.Refused<AdjustmentEvent>) decision).violations().toString();
    }
}
