package org.lotledger.shipping.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.shipping.World.MOMENT;
import static org.lotledger.shipping.World.NOW;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Instant LATER = NOW.plusSeconds(30);

    @Test
    void what_is_not_told_happens_now_but_not_before_the_facts_it_builds_on() {
        assertThat(MOMENT.occurredAt(null, List.of(at(null), at(NOW.minusSeconds(9)))))
                .isEqualTo(NOW);
        assertThat(MOMENT.occurredAt(null, List.of(at(LATER), at(NOW)))).isEqualTo(LATER);
        assertThat(MOMENT.occurredAt(NOW.minusSeconds(9), List.of(at(LATER)))).isEqualTo(NOW.minusSeconds(9));
        assertThat(MOMENT.recordedAt(List.of(at(LATER), at(null)))).isEqualTo(LATER);
        assertThat(MOMENT.recordedAt(List.of())).isEqualTo(NOW);
    }

    @Test
    void a_minute_of_difference_between_clocks_is_borne() {
        assertThat(MOMENT.isInFuture(NOW.plusSeconds(60))).isFalse();
        assertThat(MOMENT.isInFuture(NOW.plusSeconds(60).plusNanos(1_000))).isTrue();
    }

    private static StockedLot at(Instant latest) {
        return new StockedLot(true, null, null, false, List.of(), Map.of(), Map.of(), 1, latest, latest);
    }
}
