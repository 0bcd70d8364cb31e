package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.MassBalance.Change;

class MassBalancePropertiesTest {
    private static final List<String> PLACES = List.of("MAIN", "EAST", "WEST");

    @Property
    void the_lines_always_add_up_whatever_the_places_hold(
            @ForAll("histories") List<Change> history, @ForAll("stocks") Map<String, Quantity> stock) {
        MassBalance balance = MassBalance.of(history, stock);
        assertThat(balance.received().plus(balance.returned()).plus(balance.counted()))
                .isEqualTo(balance.onHand()
                        .plus(balance.shipped())
                        .plus(balance.lost())
                        .plus(balance.consumed())
                        .plus(balance.supplierReturned())
                        .plus(balance.inTransit())
                        .plus(balance.difference()));
        assertThat(balance.rest().stream().map(MassBalance.Rest::quantity).reduce(Quantity.ZERO, Quantity::plus))
                .isEqualTo(balance.difference());
    }

    @Property
    void places_that_hold_what_the_history_says_are_balanced(@ForAll("histories") List<Change> history) {
        Map<String, Quantity> stock = new HashMap<>();
        history.stream()
                .filter(change -> change.location() != null)
                .forEach(change -> stock.merge(change.location(), change.quantity(), Quantity::plus));
        assertThat(MassBalance.of(history, stock).balanced()).isTrue();
    }

    @Provide
    Arbitrary<List<Change>> histories() {
        List<AdjustmentReason> reasons = new ArrayList<>(List.of(AdjustmentReason.values()));
        return Combinators.combine(
                        Arbitraries.of(reasons).injectNull(0.2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(PLACES),
                        quantities())
                .as((reason, positive, place, amount) -> {
                    if (reason == null) {
                        return positive
                                ? new Change("LotReceived", null, place, amount)
                                : new Change("LotShipped", null, place, amount.negate());
                    }
                    return switch (reason.direction()) {
                        case IN -> new Change("LotAdjusted", reason, place, amount);
                        case OUT -> new Change("LotAdjusted", reason, place, amount.negate());
                        case IN_OR_OUT -> new Change("LotAdjusted", reason, place, positive ? amount : amount.negate());
                        case NONE -> new Change("LotAdjusted", reason, null, Quantity.ZERO);
                    };
                })
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Map<String, Quantity>> stocks() {
        return Arbitraries.maps(Arbitraries.of(PLACES), quantities());
    }

    private static Arbitrary<Quantity> quantities() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.valueOf(999_999_999))
                .ofScale(6)
                .map(Quantity::new);
    }
}
