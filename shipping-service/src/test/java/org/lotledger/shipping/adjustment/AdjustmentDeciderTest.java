package org.lotledger.shipping.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.GOOD;
import static org.lotledger.shipping.World.NOW;
import static org.lotledger.shipping.World.TODAY;
import static org.lotledger.shipping.World.balance;
import static org.lotledger.shipping.World.boxes;
import static org.lotledger.shipping.World.facts;
import static org.lotledger.shipping.World.lot;
import static org.lotledger.shipping.World.milk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.shipping.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.shipping.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.RecordedDocument;

class AdjustmentDeciderTest {
    private static final UUID MILK_A = milk("A", "0").ref().lotId();

    @Test
    void what_is_lost_is_booked_with_the_date_that_is_known() {
        RequestedLine line = new RequestedLine(
                1, "MILK", new BigDecimal(3), List.of(of("A", "3")), new BigDecimal(7), BigDecimal.ZERO);
        assertThat(decide(post(AdjustmentType.LOSS, facts(milk("A", "10")), line)))
                .isEqualTo(Decision.accept(new AdjustmentPosted(
                        content(
                                AdjustmentType.LOSS,
                                Map.of(),
                                new AdjustmentContent.Line(
                                        1,
                                        "MILK",
                                        Quantity.of(3),
                                        "EA",
                                        true,
                                        List.of(new AdjustmentContent.Lot(lot("A"), GOOD, Quantity.of(3))),
                                        Quantity.of(7),
                                        Quantity.ZERO)),
                        Map.of(MILK_A, 1L),
                        Map.of())));
    }

    @Test
    void untracked_stock_is_counted_down_without_lots() {
        assertThat(decide(post(AdjustmentType.COUNT, facts(boxes("5")), line(1, "BOX", "5"))))
                .isEqualTo(Decision.accept(new AdjustmentPosted(
                        content(
                                AdjustmentType.COUNT,
                                Map.of(),
                                new AdjustmentContent.Line(
                                        1, "BOX", Quantity.of(5), "EA", false, List.of(), null, null)),
                        Map.of(boxes("0").ref().lotId(), 1L),
                        Map.of())));
        assertThat(codes(decide(
                        post(AdjustmentType.COUNT, facts(boxes("5")), line(1, "BOX", "3"), line(2, "BOX", "3")))))
                .containsExactly("/lines/0/quantity NOT_AVAILABLE");
    }

    /** C13: what cannot be sold can always be written off. */
    @ParameterizedTest
    @EnumSource(names = {"COUNT", "LOSS"})
    void c13_expired_held_and_parked_stock_is_never_trapped(AdjustmentType type) {
        Facts unfit = facts(milk("A", "10")
                .date(TODAY.minusDays(9))
                .held("H-1", HoldKind.RECALL)
                .parked());
        assertThat(codes(decide(post(type, unfit, line(1, "MILK", "10", of("A", "10"))))))
                .isEmpty();
    }

    @Test
    void what_shipments_have_reserved_is_not_counted_away() {
        Decision<AdjustmentEvent> refused = decide(post(
                AdjustmentType.COUNT,
                facts(milk("A", "10").at("MAIN", "10", "1", "6", "S-7")),
                line(1, "MILK", "4", of("A", "4"))));
        assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
        assertThat(refused.toString())
                .contains("4 of lot A of MILK at MAIN are asked, 3 are available (9 on hand); reserved by S-7.");
    }

    @Test
    void a_lot_on_several_lines_is_added_up() {
        Facts ten = facts(milk("A", "10"));
        assertThat(codes(decide(post(
                        AdjustmentType.LOSS,
                        ten,
                        line(1, "MILK", "6", of("A", "6")),
                        line(2, "MILK", "4", of("A", "4"))))))
                .isEmpty();
        assertThat(codes(decide(post(
                        AdjustmentType.LOSS,
                        ten,
                        line(1, "MILK", "6", of("A", "6")),
                        line(2, "MILK", "5", of("A", "5"))))))
                .containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
    }

    @Test
    void every_mistake_is_told_at_once() {
        assertThat(codes(decide(new PostAdjustment(
                        "SA-1",
                        AdjustmentType.RECEIPT_CORRECTION,
                        "NOWHERE",
                        "typo",
                        Map.of(),
                        NOW.plusSeconds(61),
                        List.of(
                                line(1, "UNKNOWN", "1"),
                                line(1, "NEW", "1", of("A", "1")),
                                line(3, "BOX", "1", of("A", "1")),
                                line(4, "MILK", "1"),
                                line(5, "MILK", "1.5", of("A", "1")),
                                line(6, "HOUR", "1"),
                                line(7, "MILK", "3", of("A", "1"), of("A", "1"), of("A", "0")),
                                line(8, "MILK", "3", of("A", "1"), of("A", "1"))),
                        facts()))))
                .containsExactly(
                        "/location LOCATION_UNKNOWN",
                        "/occurredAt OCCURRED_IN_FUTURE",
                        "/references/receipt FIELD_MISSING",
                        "/lines/0/itemCode ITEM_UNKNOWN",
                        "/lines/1/lineNumber FIELD_INVALID",
                        "/lines/1/itemCode ITEM_NOT_ACTIVE",
                        "/lines/1/lots/0/lotNumber LOT_UNKNOWN",
                        "/lines/2/lots LOT_NOT_TRACKED",
                        "/lines/3/lots LOTS_MISSING",
                        "/lines/4/quantity QUANTITY_INVALID",
                        "/lines/5/itemCode ITEM_NOT_INVENTORIED",
                        "/lines/6/lots/0/lotNumber LOT_UNKNOWN",
                        "/lines/6/lots/1 LOT_TWICE",
                        "/lines/6/lots/1/lotNumber LOT_UNKNOWN",
                        "/lines/6/lots/2 LOT_TWICE",
                        "/lines/6/lots/2/quantity QUANTITY_INVALID",
                        "/lines/7/lots/0/lotNumber LOT_UNKNOWN",
                        "/lines/7/lots/1 LOT_TWICE",
                        "/lines/7/lots/1/lotNumber LOT_UNKNOWN",
                        "/lines/7/lots LOTS_DO_NOT_SUM");
    }

    @Test
    void an_adjustment_without_lines_changes_nothing_and_a_number_is_used_once() {
        assertThat(codes(decide(post(AdjustmentType.COUNT, facts())))).containsExactly("/lines NO_LINES");
        AdjustmentDecider decider = new AdjustmentDecider();
        Adjustment posted = decider.evolve(
                decider.initial(), new AdjustmentPosted(content(AdjustmentType.COUNT, Map.of()), Map.of(), Map.of()));
        assertThat(codes(decider.decide(posted, post(AdjustmentType.COUNT, facts()))))
                .containsExactly("/adjustmentNumber ALREADY_EXISTS");
    }

    @Test
    void a_date_that_is_told_must_be_the_one_that_is_known() {
        Facts known = facts(milk("A", "10"));
        assertThat(codes(decide(post(AdjustmentType.LOSS, known, line(1, "MILK", "1", dated("A", GOOD.toString()))))))
                .isEmpty();
        assertThat(codes(decide(post(AdjustmentType.LOSS, known, line(1, "MILK", "1", dated("A", "2031-01-01"))))))
                .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        assertThat(codes(decide(post(
                        AdjustmentType.LOSS,
                        facts(milk("A", "10").date(null)),
                        line(1, "MILK", "1", dated("A", "2031-01-01"))))))
                .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
    }

    @Test
    void what_is_only_noted_is_a_quantity_too() {
        assertThat(codes(decide(post(
                        AdjustmentType.LOSS,
                        facts(boxes("5")),
                        new RequestedLine(
                                1,
                                "BOX",
                                BigDecimal.ONE,
                                List.of(),
                                new BigDecimal("0.1234567"),
                                new BigDecimal("0.1234567"))))))
                .containsExactly(
                        "/lines/0/countedQuantity QUANTITY_INVALID", "/lines/0/systemQuantity QUANTITY_INVALID");
    }

    @Test
    void what_is_dated_back_must_have_been_there_all_the_time_since() {
        Instant then = NOW.minusSeconds(3_600);
        Facts known = facts(milk("A", "100").balances(balance(then, "5"), balance(NOW.minusSeconds(60), "4")));
        assertThat(codes(decide(backdated(then, known, "4")))).isEmpty();
        Decision<AdjustmentEvent> refused = decide(backdated(then, known, "5"));
        assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
        assertThat(refused.toString()).contains(NOW.minusSeconds(60).toString());
    }

    private static PostAdjustment backdated(Instant then, Facts facts, String quantity) {
        return new PostAdjustment(
                "SA-1",
                AdjustmentType.LOSS,
                "MAIN",
                "broken",
                Map.of(),
                then,
                List.of(line(1, "MILK", quantity, of("A", quantity))),
                facts);
    }

    @Nested
    class Rule19ReceiptCorrections {
        @Test
        void what_a_receipt_recorded_is_corrected_once_and_the_event_is_named() {
            assertThat(correct("4", recorded("10", "6")))
                    .isEqualTo(Decision.accept(new AdjustmentPosted(
                            content(
                                    AdjustmentType.RECEIPT_CORRECTION,
                                    Map.of("receipt", "R-1"),
                                    new AdjustmentContent.Line(
                                            1,
                                            "MILK",
                                            Quantity.of(4),
                                            "EA",
                                            true,
                                            List.of(new AdjustmentContent.Lot(lot("A"), GOOD, Quantity.of(4))),
                                            null,
                                            null)),
                            Map.of(MILK_A, 1L),
                            Map.of(MILK_A, "receiving." + MILK_A + ".1"))));
            assertThat(codes(correct("5", recorded("10", "6"))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        }

        @Test
        void a_receipt_nobody_has_heard_of_and_one_without_the_lot() {
            assertThat(codes(correct("1", new RecordedDocument(name(), false, Map.of()))))
                    .containsExactly("/references/receipt REFERENCE_UNKNOWN");
            Decision<AdjustmentEvent> refused = correct("1", new RecordedDocument(name(), true, Map.of()));
            assertThat(codes(refused)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
            assertThat(refused.toString()).contains("The receipt R-1 recorded 0 of lot A of MILK, 1 are asked.");
        }

        private static RecordedDocument.Name name() {
            return new RecordedDocument.Name(DocumentType.RECEIPT, "R-1");
        }

        private static RecordedDocument recorded(String quantity, String takenBack) {
            return new RecordedDocument(
                    name(),
                    true,
                    Map.of(
                            MILK_A,
                            new RecordedDocument.Recorded(
                                    Quantity.of(quantity), Quantity.of(takenBack), "receiving." + MILK_A + ".1")));
        }

        private static Decision<AdjustmentEvent> correct(String quantity, RecordedDocument source) {
            return decide(new PostAdjustment(
                    "SA-1",
                    AdjustmentType.RECEIPT_CORRECTION,
                    "MAIN",
                    "broken",
                    Map.of("receipt", "R-1"),
                    null,
                    List.of(line(1, "MILK", quantity, of("A", quantity))),
                    facts(source, milk("A", "100"))));
        }
    }

    private static Decision<AdjustmentEvent> decide(PostAdjustment post) {
        AdjustmentDecider decider = new AdjustmentDecider();
        return decider.decide(decider.initial(), post);
    }

    private static PostAdjustment post(AdjustmentType type, Facts facts, RequestedLine... lines) {
        return new PostAdjustment("SA-1", type, "MAIN", "broken", Map.of(), null, List.of(lines), facts);
    }

    private static RequestedLine line(int number, String itemCode, String quantity, RequestedLot... lots) {
        return new RequestedLine(number, itemCode, new BigDecimal(quantity), List.of(lots), null, null);
    }

    private static RequestedLot of(String lotNumber, String quantity) {
        return new RequestedLot(lot(lotNumber), null, new BigDecimal(quantity));
    }

    private static RequestedLot dated(String lotNumber, String date) {
        return new RequestedLot(lot(lotNumber), LocalDate.parse(date), BigDecimal.ONE);
    }

    private static AdjustmentContent content(
            AdjustmentType type, Map<String, String> references, AdjustmentContent.Line... lines) {
        return new AdjustmentContent("SA-1", type, "MAIN", "broken", references, NOW, NOW, List.of(lines));
    }

    private static List<String> codes(Decision<AdjustmentEvent> decision) {
        return decision instanceof Decision.Refused<AdjustmentEvent>(var violations)
                ? violations.stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList()
                : List.of();
    }
}
