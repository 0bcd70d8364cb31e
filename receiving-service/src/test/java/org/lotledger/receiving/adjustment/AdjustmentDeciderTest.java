package org.lotledger.receiving.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.dated;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;
import static org.lotledger.receiving.Facts.lotId;
import static org.lotledger.receiving.Facts.opened;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotRef;

class AdjustmentDeciderTest {
    private static final LocalDate LONG_AGO = TODAY.minusDays(1_000);
    private final AdjustmentDecider decider = new AdjustmentDecider();

    @Test
    void a_beginning_balance_is_booked_even_of_an_expired_lot() {
        assertThat(post("MAIN", Map.of(), Map.of(), line(1, "MILK", "7", entry("A", LONG_AGO, "7"))))
                .isEqualTo(Decision.accept(new AdjustmentPosted(
                        new AdjustmentContent(
                                "A-1",
                                AdjustmentType.BEGINNING_BALANCE,
                                "MAIN",
                                "counted",
                                Map.of(),
                                NOW,
                                NOW,
                                List.of(new AdjustmentContent.Line(
                                        1,
                                        "MILK",
                                        Quantity.of(7),
                                        "EA",
                                        true,
                                        List.of(new AdjustmentContent.Lot(lot("A"), LONG_AGO, Quantity.of(7))),
                                        null,
                                        null))),
                        Map.of(),
                        Map.of())));
    }

    @Test
    void an_untracked_item_is_opened_without_lots() {
        assertThat(codes(post("MAIN", Map.of(), Map.of(), line(1, "BOX", "7")))).isEmpty();
    }

    @Test
    void every_mistake_is_told_at_once() {
        assertThat(codes(post(
                        "NOWHERE",
                        Map.of(),
                        Map.of(),
                        line(1, "UNKNOWN", "1", entry("A", null, "1")),
                        line(1, "OLD", "1", entry("A", null, "1")),
                        line(3, "ADVICE", "1"),
                        line(4, "BOX", "1", entry("A", null, "1")),
                        line(5, "GLOVES", "1"),
                        line(6, "MILK", "2", entry("A", null, "1")),
                        line(7, "GLOVES", "1e1000000000", entry("B", null, "0")))))
                .containsExactly(
                        "/location LOCATION_UNKNOWN",
                        "/lines/0/itemCode ITEM_UNKNOWN",
                        "/lines/1/lineNumber FIELD_INVALID",
                        "/lines/1/itemCode ITEM_NOT_ACTIVE",
                        "/lines/2/itemCode ITEM_NOT_INVENTORIED",
                        "/lines/3/lots LOT_NOT_TRACKED",
                        "/lines/4/lots LOTS_MISSING",
                        "/lines/5/lots/0/expirationDate EXPIRATION_MISSING",
                        "/lines/5/lots LOTS_DO_NOT_SUM",
                        "/lines/6/quantity QUANTITY_INVALID",
                        "/lines/6/lots/0/quantity QUANTITY_INVALID");
    }

    @Test
    void what_is_only_noted_may_be_none_and_no_monster() {
        String monster = "10E2147483647";
        assertThat(codes(post("MAIN", Map.of(), Map.of(), noted("0", "0")))).isEmpty();
        assertThat(codes(post("MAIN", Map.of(), Map.of(), noted(monster, monster))))
                .containsExactly(
                        "/lines/0/countedQuantity QUANTITY_INVALID", "/lines/0/systemQuantity QUANTITY_INVALID");
    }

    private static RequestedLine noted(String counted, String inSystem) {
        return new RequestedLine(
                1, "BOX", BigDecimal.ONE, List.of(), new BigDecimal(counted), new BigDecimal(inSystem));
    }

    @Test
    void an_adjustment_without_lines_is_refused() {
        assertThat(codes(post("MAIN", Map.of(), Map.of()))).containsExactly("/lines NO_LINES");
    }

    @Test
    void a_lot_is_named_once() {
        assertThat(codes(post(
                        "MAIN",
                        Map.of(),
                        Map.of(),
                        line(1, "GLOVES", "1", entry("A", null, "1")),
                        line(2, "GLOVES", "1", entry("A", null, "1")))))
                .containsExactly("/lines/1/lots/0 LOT_TWICE");
    }

    @Test
    void a_balance_is_opened_once_and_the_refusal_gives_both_numbers() {
        Decision<AdjustmentEvent> again = post(
                "MAIN",
                Map.of(lotId("GLOVES", "A"), opened(null)),
                Map.of(lotId("GLOVES", "A"), Quantity.of(5)),
                line(1, "GLOVES", "6", entry("A", null, "6")));
        assertThat(codes(again)).containsExactly("/lines/0/lots/0 BALANCE_ALREADY_OPENED");
        assertThat(details(again)).contains("is 5 already", "says 6");
    }

    @Test
    void a_lot_with_only_beginning_balances_may_be_opened_at_another_place() {
        assertThat(codes(post(
                        "COLD",
                        Map.of(lotId("GLOVES", "A"), opened(null)),
                        Map.of(),
                        line(1, "GLOVES", "6", entry("A", null, "6")))))
                .isEmpty();
    }

    @Test
    void a_lot_that_was_received_or_used_is_not_opened() {
        KnownLot used = new KnownLot(true, null, "receiving.x.1", false, Quantity.of(1), Quantity.ZERO, null, null, 1);
        assertThat(codes(post(
                        "COLD",
                        Map.of(lotId("GLOVES", "A"), dated(null)),
                        Map.of(),
                        line(1, "GLOVES", "6", entry("A", null, "6")))))
                .containsExactly("/lines/0/lots/0 LOT_IN_USE");
        assertThat(codes(post("COLD", Map.of(new LotRef("BOX", null).lotId(), used), Map.of(), line(1, "BOX", "6"))))
                .containsExactly("/lines/0 LOT_IN_USE");
    }

    @Test
    void another_date_for_a_known_lot_is_refused() {
        assertThat(codes(post(
                        "COLD",
                        Map.of(lotId("GLOVES", "A"), opened(TODAY)),
                        Map.of(),
                        line(1, "GLOVES", "6", entry("A", LONG_AGO, "6")))))
                .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
    }

    @Test
    void a_number_is_used_once() {
        AdjustmentEvent posted = ((Decision.Accepted<AdjustmentEvent>)
                        post("MAIN", Map.of(), Map.of(), line(1, "BOX", "1")))
                .events()
                .getFirst();
        Adjustment state = decider.evolve(decider.initial(), posted);
        assertThat(codes(decider.decide(state, command("MAIN", Map.of(), Map.of()))))
                .containsExactly("/adjustmentNumber ALREADY_EXISTS");
    }

    private Decision<AdjustmentEvent> post(
            String location, Map<UUID, KnownLot> lots, Map<UUID, Quantity> opened, RequestedLine... lines) {
        return decider.decide(decider.initial(), command(location, lots, opened, lines));
    }

    private static PostAdjustment command(
            String location, Map<UUID, KnownLot> lots, Map<UUID, Quantity> opened, RequestedLine... lines) {
        return new PostAdjustment(
                "A-1",
                AdjustmentType.BEGINNING_BALANCE,
                location,
                "counted",
                Map.of(),
                null,
                List.of(lines),
                CATALOG,
                known(lots),
                opened,
                MOMENT);
    }

    private static RequestedLine line(int number, String itemCode, String quantity, RequestedLot... lots) {
        return new RequestedLine(number, itemCode, new BigDecimal(quantity), List.of(lots), null, null);
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
