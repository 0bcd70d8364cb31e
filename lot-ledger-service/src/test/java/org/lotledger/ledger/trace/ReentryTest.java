package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

class ReentryTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_corrected_lot_was_recorded_as_the_one_entered_again_with_what_both_have() {
        List<LotLink> links =
                Reentry.links(List.of(wrong("R-1", "A", "L-1O", "10"), right("R-1", "A", "L-10", "8", "R-2")));
        assertThat(links)
                .containsExactly(new LotLink(
                        id("A", "L-1O"),
                        id("A", "L-10"),
                        LotLink.Kind.RECORDED_AS,
                        Quantity.of(8),
                        List.of(new TraceDocument("RECEIPT", "R-2", Quantity.of(8), NOON)),
                        1));
    }

    @Test
    void a_correction_without_an_entry_and_an_entry_without_a_correction_join_nothing() {
        assertThat(Reentry.links(List.of(wrong("R-1", "A", "X", "1"), right("R-2", "A", "Y", "1", "R-3"))))
                .isEmpty();
    }

    @Test
    void lots_of_one_item_or_one_number_belong_together() {
        List<LotLink> links = Reentry.links(List.of(
                wrong("R-1", "A", "a1", "1"),
                wrong("R-1", "B", "b1", "1"),
                right("R-1", "A", "a2", "1", "R-2"),
                right("R-1", "C", "b1", "1", "R-2")));
        assertThat(ends(links))
                .containsExactly(List.of(id("A", "a1"), id("A", "a2")), List.of(id("B", "b1"), id("C", "b1")));
    }

    @Test
    void a_lot_that_is_like_none_is_joined_to_all() {
        List<LotLink> links = Reentry.links(List.of(
                wrong("R-1", "A", "a1", "1"),
                right("R-1", "B", "b1", "1", "R-2"),
                right("R-1", "C", "c1", "1", "R-2")));
        assertThat(ends(links))
                .containsExactly(List.of(id("A", "a1"), id("B", "b1")), List.of(id("A", "a1"), id("C", "c1")));
    }

    @Test
    void a_lot_entered_again_under_its_own_number_is_no_other_lot() {
        assertThat(Reentry.links(List.of(
                        wrong("R-1", "A", "a1", "5"),
                        right("R-1", "A", "a1", "3", "R-2"),
                        right("R-1", "B", "b1", "1", "R-2"))))
                .isEmpty();
    }

    @Test
    void two_receipts_that_join_the_same_lots_make_one_link() {
        List<LotLink> links = Reentry.links(List.of(
                wrong("R-1", "A", "a1", "1"),
                right("R-1", "A", "a2", "1", "R-2"),
                wrong("R-3", "A", "a1", "2"),
                right("R-3", "A", "a2", "2", "R-4")));
        assertThat(links).hasSize(1);
        assertThat(links.getFirst().quantity()).isEqualTo(Quantity.of(3));
        assertThat(links.getFirst().documents())
                .extracting(TraceDocument::number)
                .containsExactly("R-2", "R-4");
    }

    private static List<List<UUID>> ends(List<LotLink> links) {
        return links.stream().map(link -> List.of(link.from(), link.to())).toList();
    }

    private static Reentry wrong(String receipt, String item, String number, String quantity) {
        return new Reentry(receipt, id(item, number), item, number, true, Quantity.of(quantity), List.of());
    }

    private static Reentry right(String receipt, String item, String number, String quantity, String by) {
        return new Reentry(
                receipt,
                id(item, number),
                item,
                number,
                false,
                Quantity.of(quantity),
                List.of(new TraceDocument("RECEIPT", by, Quantity.of(quantity), NOON)));
    }

    private static UUID id(String item, String number) {
        return LotId.of(item, new LotNumber(number));
    }
}
