package org.lotledger.ledger.lot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestLot;

class MovementPropertiesTest {
    private static final TestLot LOT = TestLot.of("GAUZE-10", "104303/5");

    @Property
    void the_totals_make_the_sum_of_the_changes(@ForAll("histories") List<LotEvent> history) {
        Quantity sum =
                history.stream().map(event -> event.fact().quantityChange()).reduce(Quantity.ZERO, Quantity::plus);
        assertThat(MovementTest.fold(history).change().onHand()).isEqualTo(sum);
    }

    @Property
    void a_history_changes_the_same_however_it_is_cut_into_batches(
            @ForAll("histories") List<LotEvent> history, @ForAll Random random) {
        Movement batched = Movement.NONE;
        int from = 0;
        while (from < history.size()) {
            int to = from + 1 + random.nextInt(history.size() - from);
            batched = batched.then(MovementTest.fold(history.subList(from, to)));
            from = to;
        }
        assertThat(batched).isEqualTo(MovementTest.fold(history));
    }

    @Provide
    Arbitrary<List<LotEvent>> histories() {
        return event().list().ofMaxSize(40);
    }

    private static Arbitrary<LotEvent> event() {
        List<AdjustmentReason> reasons = new ArrayList<>(List.of(AdjustmentReason.values()));
        reasons.add(null);
        return Combinators.combine(
                        Arbitraries.of(reasons).injectNull(0.1),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ONE, BigDecimal.valueOf(999_999_999))
                                .ofScale(6),
                        Arbitraries.of(true, false),
                        Arbitraries.of(2028, 2029, 2030).injectNull(0.3),
                        Arbitraries.of(Source.values()),
                        Arbitraries.integers().between(0, 1_000_000))
                .as((reason, amount, positive, year, source, seconds) -> {
                    Quantity quantity = new Quantity(amount);
                    LotDraft draft;
                    if (reason == null) {
                        draft = positive
                                ? LotDraft.received(LOT, quantity.toString())
                                : LotDraft.shipped(LOT, quantity.toString());
                    } else {
                        Quantity signed = switch (reason.direction()) {
                            case IN -> quantity;
                            case OUT -> quantity.negate();
                            case IN_OR_OUT -> positive ? quantity : quantity.negate();
                            case NONE -> Quantity.ZERO;
                        };
                        draft = LotDraft.adjusted(LOT, source, reason, signed.toString());
                    }
                    return draft.expires(year == null ? null : LocalDate.of(year, 1, 31))
                            .happened(LotDraft.NOON.plusSeconds(seconds))
                            .event();
                });
    }
}
