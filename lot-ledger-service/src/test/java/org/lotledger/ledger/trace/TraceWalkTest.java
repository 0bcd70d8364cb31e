package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;

class TraceWalkTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID D = new UUID(0, 4);

    private final List<UUID> asked = new ArrayList<>();

    @Test
    void a_lot_without_links_is_a_walk_of_one() {
        TraceWalk walk = walk(List.of(A), 10, List.of());
        assertThat(walk.lots()).containsExactly(A);
        assertThat(walk.links()).isEmpty();
        assertThat(walk.isCutOff()).isFalse();
    }

    @Test
    void a_chain_is_followed_level_by_level() {
        List<LotLink> links = List.of(link(A, B), link(B, C), link(C, D));
        TraceWalk walk = walk(List.of(A), 10, links);
        assertThat(walk.lots()).containsExactly(A, B, C, D);
        assertThat(walk.links()).isEqualTo(links);
    }

    @Test
    void a_diamond_has_four_lots_and_four_links_and_asks_for_each_lot_once() {
        List<LotLink> links = List.of(link(A, B), link(A, C), link(B, D), link(C, D));
        TraceWalk walk = walk(List.of(A), 10, links);
        assertThat(walk.lots()).containsExactly(A, B, C, D);
        assertThat(walk.links()).containsExactlyInAnyOrderElementsOf(links);
        assertThat(asked).containsExactlyInAnyOrder(A, B, C, D);
    }

    @Test
    void a_cycle_ends_and_keeps_the_link_back() {
        List<LotLink> links = List.of(link(A, B), link(B, C), link(C, A), link(C, C));
        TraceWalk walk = walk(List.of(A), 10, links);
        assertThat(walk.lots()).containsExactly(A, B, C);
        assertThat(walk.links()).containsExactlyInAnyOrderElementsOf(links);
        assertThat(walk.isCutOff()).isFalse();
    }

    @Test
    void the_limit_is_reached_without_a_cut_and_one_more_lot_is_cut_off_with_its_links() {
        List<LotLink> links = List.of(link(A, B), link(A, C), link(A, D), link(B, D));
        assertThat(walk(List.of(A), 4, links).isCutOff()).isFalse();
        TraceWalk cut = walk(List.of(A), 3, links);
        assertThat(cut.isCutOff()).isTrue();
        assertThat(cut.lots()).containsExactly(A, B, C);
        assertThat(cut.links()).containsExactly(links.get(0), links.get(1));
    }

    @Test
    void two_walks_from_one_lot_make_one() {
        TraceWalk there = walk(List.of(B), 10, List.of(link(B, C)));
        TraceWalk back = TraceWalk.from(List.of(B), 10).over(List.of(link(A, B)));
        assertThat(there.and(back).lots()).containsExactly(B, C, A);
        assertThat(there.and(back).links()).containsExactly(link(B, C), link(A, B));
        assertThat(there.and(back).isCutOff()).isFalse();
        assertThat(there.and(back.cutOff()).isCutOff()).isTrue();
    }

    private TraceWalk walk(List<UUID> roots, int lotsMax, List<LotLink> links) {
        TraceWalk walk = TraceWalk.from(roots, lotsMax);
        while (!walk.ended()) {
            Set<UUID> frontier = walk.frontier();
            asked.addAll(frontier);
            walk = walk.over(links.stream()
                    .filter(link -> frontier.contains(link.from()))
                    .toList());
        }
        return walk;
    }

    private static LotLink link(UUID from, UUID to) {
        return new LotLink(from, to, LotLink.Kind.ASSEMBLY, Quantity.of(1), List.of(), 1);
    }
}
