package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;

class RecallReachTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    @Test
    void a_recall_reaches_what_was_made_of_the_lot_but_not_its_components() {
        assertThat(RecallReach.of(Map.of(B, NOON), List.of(made(A, B), made(B, C))))
                .isEqualTo(Map.of(B, NOON, C, NOON));
    }

    @Test
    void it_goes_both_ways_between_lots_of_which_one_was_recorded_as_the_other() {
        LotLink recorded = new LotLink(A, B, LotLink.Kind.RECORDED_AS, Quantity.of(1), List.of(), 1);
        assertThat(RecallReach.of(Map.of(B, NOON), List.of(recorded))).isEqualTo(Map.of(A, NOON, B, NOON));
        assertThat(RecallReach.of(Map.of(A, NOON), List.of(recorded))).isEqualTo(Map.of(A, NOON, B, NOON));
    }

    @Test
    void the_earliest_counts_and_cycles_end() {
        Instant earlier = NOON.minusSeconds(60);
        assertThat(RecallReach.of(Map.of(A, NOON, C, earlier), List.of(made(A, B), made(B, A), made(C, B))))
                .isEqualTo(Map.of(A, earlier, B, earlier, C, earlier));
    }

    @Test
    void without_a_recall_nothing_is_reached() {
        assertThat(RecallReach.of(Map.of(), List.of(made(A, B)))).isEmpty();
    }

    private static LotLink made(UUID from, UUID to) {
        return new LotLink(from, to, LotLink.Kind.ASSEMBLY, Quantity.of(1), List.of(), 1);
    }
}
