package org.lotledger.ledger.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.events.AdjustmentReason.EXPIRATION_CORRECTED;
import static org.lotledger.events.AdjustmentReason.HOLD;
import static org.lotledger.events.AdjustmentReason.QUARANTINE;
import static org.lotledger.events.AdjustmentReason.RECALL;
import static org.lotledger.events.AdjustmentReason.RELEASE;
import static org.lotledger.events.AdjustmentReason.TRANSFER_IN;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestLot;

class MovementTest {
    private static final TestLot LOT = TestLot.of("GAUZE-10", "104303/5");
    private static final LocalDate JUNE = LocalDate.of(2030, 6, 30);
    private static final LocalDate JULY = LocalDate.of(2030, 7, 31);

    @Test
    void a_delivery_is_received() {
        Movement movement = Movement.of(LotDraft.received(LOT, "20.5").event());
        assertThat(movement.change()).isEqualTo(totals("20.5", "0", "0", "0", "0"));
        assertThat(movement.receivedAt()).isEqualTo(LotDraft.NOON);
    }

    @Test
    void a_delivery_to_a_customer_is_shipped_and_counts_positive() {
        Movement movement = Movement.of(LotDraft.shipped(LOT, "3").event());
        assertThat(movement.change()).isEqualTo(totals("0", "3", "0", "0", "0"));
        assertThat(movement.change().onHand()).isEqualTo(Quantity.of("-3"));
        assertThat(movement.receivedAt()).isNull();
    }

    /** Method: one line for each reason; the map must have them all. */
    @Test
    void each_reason_changes_its_column() {
        Map<AdjustmentReason, LotTotals> expected = new EnumMap<>(AdjustmentReason.class);
        expected.put(AdjustmentReason.BEGINNING_BALANCE, totals("2", "0", "0", "0", "0"));
        expected.put(AdjustmentReason.ASSEMBLY_OUTPUT, totals("2", "0", "0", "0", "0"));
        expected.put(AdjustmentReason.RECEIPT_CORRECTION, totals("-2", "0", "0", "0", "0"));
        expected.put(AdjustmentReason.SHIPMENT_CORRECTION, totals("0", "-2", "0", "0", "0"));
        expected.put(AdjustmentReason.CUSTOMER_RETURN, totals("0", "0", "2", "0", "0"));
        expected.put(AdjustmentReason.TRANSFER_OUT, totals("0", "0", "0", "0", "2"));
        expected.put(AdjustmentReason.TRANSFER_IN, totals("0", "0", "0", "0", "-2"));
        expected.put(AdjustmentReason.COUNT, totals("0", "0", "0", "2", "0"));
        expected.put(AdjustmentReason.LOSS, totals("0", "0", "0", "-2", "0"));
        expected.put(AdjustmentReason.SUPPLIER_RETURN, totals("0", "0", "0", "-2", "0"));
        expected.put(AdjustmentReason.ASSEMBLY_ISSUE, totals("0", "0", "0", "-2", "0"));
        expected.put(AdjustmentReason.ASSEMBLY_UNISSUE, totals("0", "0", "0", "2", "0"));
        expected.put(HOLD, LotTotals.NONE);
        expected.put(QUARANTINE, LotTotals.NONE);
        expected.put(RECALL, LotTotals.NONE);
        expected.put(RELEASE, LotTotals.NONE);
        expected.put(EXPIRATION_CORRECTED, LotTotals.NONE);
        for (AdjustmentReason reason : AdjustmentReason.values()) {
            String quantity = switch (reason.direction()) {
                case IN, IN_OR_OUT -> "2";
                case OUT -> "-2";
                case NONE -> "0";
            };
            Movement movement = Movement.of(adjusted(reason, quantity));
            assertThat(movement.change()).as(reason.name()).isEqualTo(expected.get(reason));
            assertThat(movement.change().onHand()).as(reason.name()).isEqualTo(Quantity.of(quantity));
        }
    }

    @Test
    void a_count_can_also_take_away() {
        assertThat(Movement.of(adjusted(AdjustmentReason.COUNT, "-2")).change())
                .isEqualTo(totals("0", "0", "0", "-2", "0"));
    }

    @Test
    void only_deliveries_beginnings_and_output_bring_new_goods() {
        for (AdjustmentReason reason : AdjustmentReason.values()) {
            if (reason.direction() == AdjustmentReason.Direction.IN) {
                boolean isNew =
                        reason == AdjustmentReason.BEGINNING_BALANCE || reason == AdjustmentReason.ASSEMBLY_OUTPUT;
                assertThat(Movement.of(adjusted(reason, "2")).receivedAt() != null)
                        .as(reason.name())
                        .isEqualTo(isNew);
            }
        }
    }

    @Test
    void the_first_receipt_is_the_earliest_to_happen_not_to_arrive() {
        Movement both = fold(List.of(
                LotDraft.received(LOT, "1").event(),
                LotDraft.received(LOT, "1")
                        .happened(LotDraft.NOON.minusSeconds(5))
                        .event(),
                LotDraft.shipped(LOT, "1")
                        .happened(LotDraft.NOON.minusSeconds(9))
                        .event()));
        assertThat(both.receivedAt()).isEqualTo(LotDraft.NOON.minusSeconds(5));
    }

    @Test
    void receiving_says_the_date_and_an_omitted_one_stays() {
        LotEvent dated = LotDraft.received(LOT, "1").expires(JUNE).event();
        LotEvent undated = LotDraft.received(LOT, "1").event();
        assertThat(fold(List.of(dated, undated)).expirationDate()).isEqualTo(JUNE);
        assertThat(fold(List.of(undated)).dateSaid()).isFalse();
        assertThat(Movement.of(LotDraft.adjusted(LOT, Source.RECEIVING, TRANSFER_IN, "1")
                                .expires(JULY)
                                .event())
                        .expirationDate())
                .isEqualTo(JULY);
    }

    @Test
    void what_shipping_and_the_catalog_repeat_of_the_date_is_not_heard() {
        LotEvent shipped = LotDraft.shipped(LOT, "1").expires(JULY).event();
        LotEvent recalled = LotDraft.hold(LOT, RECALL, "h").expires(JULY).event();
        LotEvent dated = LotDraft.received(LOT, "2").expires(JUNE).event();
        assertThat(fold(List.of(dated, shipped, recalled)).expirationDate()).isEqualTo(JUNE);
    }

    @Test
    void a_correction_sets_the_date_also_to_none() {
        LotEvent dated = LotDraft.received(LOT, "2").expires(JUNE).event();
        LotEvent corrected = LotDraft.adjusted(LOT, Source.RECEIVING, EXPIRATION_CORRECTED, "0")
                .expires(JULY)
                .event();
        LotEvent removed = LotDraft.adjusted(LOT, Source.RECEIVING, EXPIRATION_CORRECTED, "0")
                .event();
        assertThat(fold(List.of(dated, corrected)).expirationDate()).isEqualTo(JULY);
        Movement without = fold(List.of(dated, corrected, removed));
        assertThat(without.expirationDate()).isNull();
        assertThat(without.dateSaid()).isTrue();
    }

    @Test
    void a_release_ends_its_own_hold_only() {
        Movement movement = fold(List.of(
                LotDraft.hold(LOT, HOLD, "1").event(),
                LotDraft.hold(LOT, RECALL, "2").event(),
                LotDraft.hold(LOT, RELEASE, "1").event()));
        assertThat(movement.holds())
                .isEqualTo(Map.of("1", new Hold(Hold.Kind.HOLD, true), "2", new Hold(Hold.Kind.RECALL, false)));
    }

    @Test
    void a_release_wins_whenever_it_comes() {
        LotEvent placed = LotDraft.hold(LOT, QUARANTINE, "1").event();
        LotEvent released = LotDraft.hold(LOT, RELEASE, "1").event();
        assertThat(fold(List.of(released)).holds()).isEqualTo(Map.of("1", new Hold(null, true)));
        assertThat(fold(List.of(released, placed)).holds())
                .isEqualTo(fold(List.of(placed, released)).holds());
    }

    static Movement fold(List<LotEvent> events) {
        return events.stream().map(Movement::of).reduce(Movement.NONE, Movement::then);
    }

    private static LotEvent adjusted(AdjustmentReason reason, String quantity) {
        return LotDraft.adjusted(LOT, Source.RECEIVING, reason, quantity).event();
    }

    private static LotTotals totals(
            String received, String shipped, String returned, String adjusted, String inTransit) {
        return new LotTotals(
                Quantity.of(received),
                Quantity.of(shipped),
                Quantity.of(returned),
                Quantity.of(adjusted),
                Quantity.of(inTransit));
    }
}
