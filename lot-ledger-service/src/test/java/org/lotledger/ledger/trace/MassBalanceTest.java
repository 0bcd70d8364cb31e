package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.MassBalance.Change;
import org.lotledger.ledger.trace.MassBalance.Rest;

class MassBalanceTest {
    /** 100 + 5 - 3 received; 20 - 2 shipped; 4 back; 1 lost; 10 - 4 consumed; 7 to the supplier; 2 - 1 found; 9 - 6 away. */
    private static final List<Change> HISTORY = List.of(
            new Change("LotReceived", null, "MAIN", Quantity.of(95)),
            change(AdjustmentReason.BEGINNING_BALANCE, 5),
            change(AdjustmentReason.ASSEMBLY_OUTPUT, 5),
            change(AdjustmentReason.RECEIPT_CORRECTION, -3),
            new Change("LotShipped", null, "MAIN", Quantity.of(-20)),
            change(AdjustmentReason.SHIPMENT_CORRECTION, 2),
            change(AdjustmentReason.CUSTOMER_RETURN, 4),
            change(AdjustmentReason.LOSS, -1),
            change(AdjustmentReason.ASSEMBLY_ISSUE, -10),
            change(AdjustmentReason.ASSEMBLY_UNISSUE, 4),
            change(AdjustmentReason.SUPPLIER_RETURN, -7),
            change(AdjustmentReason.COUNT, 1),
            change(AdjustmentReason.TRANSFER_OUT, -9),
            new Change("LotAdjusted", AdjustmentReason.TRANSFER_IN, "EAST", Quantity.of(6)),
            new Change("LotAdjusted", AdjustmentReason.RECALL, null, Quantity.ZERO));

    @Test
    void every_reason_has_its_line_and_what_is_in_transit_is_no_difference() {
        assertThat(MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(66), "EAST", Quantity.of(6))))
                .isEqualTo(new MassBalance(
                        Quantity.of(102),
                        Quantity.of(72),
                        Quantity.of(18),
                        Quantity.of(4),
                        Quantity.of(1),
                        Quantity.of(6),
                        Quantity.of(7),
                        Quantity.of(1),
                        Quantity.of(3),
                        Quantity.ZERO,
                        true,
                        List.of()));
    }

    @Test
    void stock_that_the_history_does_not_explain_is_told_by_place() {
        MassBalance balance = MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(60), "WEST", Quantity.of(2)));
        assertThat(balance.balanced()).isFalse();
        assertThat(balance.difference()).isEqualTo(Quantity.of(10));
        assertThat(balance.rest())
                .containsExactly(
                        new Rest("EAST", Quantity.of(6)),
                        new Rest("MAIN", Quantity.of(6)),
                        new Rest("WEST", Quantity.of(-2)));
    }

    @Test
    void stock_at_the_wrong_place_is_no_balance_although_the_sum_is_right() {
        MassBalance balance = MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(72)));
        assertThat(balance.balanced()).isFalse();
        assertThat(balance.difference()).isEqualTo(Quantity.ZERO);
        assertThat(balance.rest()).containsExactly(new Rest("EAST", Quantity.of(6)), new Rest("MAIN", Quantity.of(-6)));
    }

    @Test
    void nothing_is_balanced() {
        assertThat(MassBalance.of(List.of(), Map.of()).balanced()).isTrue();
    }

    @Test
    void several_lots_add_up_and_are_balanced_only_if_each_is() {
        MassBalance good = MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(66), "EAST", Quantity.of(6)));
        MassBalance bad = MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(66)));
        MassBalance worse = MassBalance.of(HISTORY, Map.of("MAIN", Quantity.of(66), "EAST", Quantity.of(12)));
        assertThat(good.plus(good).received()).isEqualTo(Quantity.of(204));
        assertThat(good.plus(good).balanced()).isTrue();
        assertThat(good.plus(bad).balanced()).isFalse();
        assertThat(bad.plus(worse).balanced()).isFalse();
    }

    private static Change change(AdjustmentReason reason, long quantity) {
        return new Change("LotAdjusted", reason, "MAIN", Quantity.of(quantity));
    }
}
