package org.lotledger.ledger.lot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LotStatusTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void a_lot_is_good_on_its_last_day_and_expired_the_day_after() {
        assertThat(LotStatus.of(List.of(), TODAY, TODAY)).isEqualTo(LotStatus.AVAILABLE);
        assertThat(LotStatus.of(List.of(), TODAY.minusDays(1), TODAY)).isEqualTo(LotStatus.EXPIRED);
    }

    @Test
    void a_lot_without_a_date_does_not_expire() {
        assertThat(LotStatus.of(List.of(), null, TODAY)).isEqualTo(LotStatus.AVAILABLE);
    }

    @Test
    void the_strongest_hold_shows_and_hides_the_expiry() {
        LocalDate past = TODAY.minusDays(1);
        assertThat(LotStatus.of(List.of(Hold.Kind.HOLD), past, TODAY)).isEqualTo(LotStatus.HELD);
        assertThat(LotStatus.of(List.of(Hold.Kind.QUARANTINE, Hold.Kind.HOLD), past, TODAY))
                .isEqualTo(LotStatus.QUARANTINED);
        assertThat(LotStatus.of(List.of(Hold.Kind.HOLD, Hold.Kind.RECALL, Hold.Kind.QUARANTINE), null, TODAY))
                .isEqualTo(LotStatus.RECALLED);
    }
}
