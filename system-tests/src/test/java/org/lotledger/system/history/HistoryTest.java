package org.lotledger.system.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.history.SmallHistory.LOT;
import static org.lotledger.system.history.SmallHistory.MAIN;
import static org.lotledger.system.history.SmallHistory.entry;
import static org.lotledger.system.history.SmallHistory.fact;
import static org.lotledger.system.history.SmallHistory.operation;
import static org.lotledger.system.history.SmallHistory.recorded;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.system.history.Operation.Outcome;

/**
 * Goal: no check that cannot fail. Method: a small history in which everything is right is harmed in one place, and the
 * invariant that guards it must say so.
 */
class HistoryTest {
    private final SmallHistory small = new SmallHistory();

    private void breaks(Invariant invariant) {
        assertThat(small.history().violations()).containsKey(invariant);
        assertThat(small.history().violations().get(invariant)).isNotEmpty();
    }

    private void breaksNothing() {
        assertThat(small.history().violations()).isEmpty();
    }

    @Test
    void a_history_in_which_everything_is_right_breaks_nothing() {
        small.earlier = small.ledger();
        breaksNothing();
    }

    @Test
    void a_running_balance_that_the_stores_do_not_add_up_to() {
        small.entries.set(1, entry(2, small.shipping.getFirst(), "7"));
        breaks(Invariant.CONSERVED_AT_EVERY_PREFIX);
    }

    @Test
    void a_transaction_that_no_store_has() {
        small.entries.add(entry(5, fact("shipping", 3, "S-9", "-1", Map.of(), null), "9"));
        breaks(Invariant.CONSERVED_AT_EVERY_PREFIX);
    }

    @Test
    void a_shipment_before_its_receipt_leaves_less_than_nothing() {
        small.entries.set(0, entry(1, small.shipping.getFirst(), "-4"));
        small.entries.set(1, entry(2, small.receiving.getFirst(), "6"));
        breaks(Invariant.NEVER_NEGATIVE);
        breaks(Invariant.CAUSE_BEFORE_EFFECT);
        assertThat(small.history().violations()).doesNotContainKey(Invariant.ONE_ORDER);
    }

    @Test
    void what_the_ledger_reports_itself() {
        small.discrepancies.add("below nothing");
        breaks(Invariant.NEVER_NEGATIVE);
    }

    @Nested
    class ToldIsTrue {
        private void breaksIt() {
            breaks(Invariant.TOLD_IS_TRUE);
        }

        @Test
        void a_confirmed_change_that_no_store_has() {
            Operation lost = operation("k9", "S-9", "-1", Outcome.OK, fact("shipping", 3, "S-9", "-1", Map.of(), null));
            small.operations.add(lost);
            breaksIt();
        }

        @Test
        void a_confirmed_change_that_happened_twice() {
            small.shipping.add(fact("shipping", 3, "S-2", "-1", Map.of(), "shipping2#"));
            breaksIt();
        }

        @Test
        void a_confirmed_change_of_another_quantity() {
            small.operations.set(0, operation("k1", "R-1", "11", Outcome.OK, small.receiving.getFirst()));
            breaksIt();
        }

        @Test
        void a_confirmed_change_under_another_event() {
            small.operations.set(0, operation("k1", "R-1", "10", Outcome.OK, small.receiving.getLast()));
            breaksIt();
        }

        @Test
        void a_confirmed_change_that_the_ledger_does_not_have() {
            small.entries.removeLast();
            breaksIt();
        }

        @Test
        void a_confirmed_change_that_the_ledger_has_twice() {
            small.entries.add(entry(5, small.shipping.getLast(), "9"));
            breaksIt();
        }

        @Test
        void a_refused_change_that_happened() {
            small.operations.set(0, operation("k1", "R-1", "10", Outcome.REFUSED));
            breaksIt();
        }

        @Test
        void an_unanswered_change_that_happened_twice() {
            small.receiving.add(fact("receiving", 3, "R-2", "5", Map.of(), "receiving2#"));
            breaksIt();
        }

        @Test
        void a_saved_document_that_is_not_there() {
            small.operations.add(new Operation("k8", "save", null, "R-8", List.of(), Outcome.OK, List.of()));
            breaksIt();
        }

        @Test
        void a_refused_document_that_is_there() {
            small.operations.add(new Operation("k8", "save", null, "R-1", List.of(), Outcome.REFUSED, List.of()));
            breaksIt();
        }
    }

    @Test
    void a_number_left_out_in_a_store() {
        small.receiving.remove(0);
        breaks(Invariant.SEQUENCES_CONTIGUOUS);
    }

    @Test
    void an_event_ahead_of_its_turn_on_the_topic() {
        Collections.swap(small.topic, 0, 3);
        breaks(Invariant.SEQUENCES_CONTIGUOUS);
        breaks(Invariant.ONE_ORDER);
    }

    @Test
    void after_a_loss_of_the_broker_one_may_come_late_but_not_stay_away() {
        Collections.swap(small.topic, 0, 3);
        small.topicLosses = 1;
        breaksNothing();
        small.topic.remove(0);
        breaks(Invariant.ONE_ORDER);
    }

    @Test
    void an_event_that_the_topic_does_not_have() {
        small.topic.removeLast();
        breaks(Invariant.ONE_ORDER);
    }

    @Test
    void an_event_of_other_bytes_on_the_topic() {
        Fact changed = fact("receiving", 1, "R-1", "10", Map.of(), "other");
        small.topic.set(
                0,
                new Fact(
                        changed.source(),
                        LOT,
                        1,
                        "ITEM",
                        "A17",
                        "MAIN",
                        changed.change(),
                        "R-1",
                        null,
                        Map.of(),
                        changed.occurredAt(),
                        changed.recordedAt(),
                        "anna",
                        null,
                        "other#"));
        breaks(Invariant.ONE_ORDER);
    }

    @Test
    void two_events_of_a_source_the_other_way_round_in_the_ledger() {
        small.entries.set(0, entry(1, small.receiving.getLast(), "5"));
        small.entries.set(2, entry(3, small.receiving.getFirst(), "11"));
        breaks(Invariant.ONE_ORDER);
    }

    @Nested
    class Chained {
        @Test
        void an_event_that_names_another_predecessor() {
            small.receiving.set(1, fact("receiving", 2, "R-2", "5", Map.of("shipping", 1L), "other#"));
            breaks(Invariant.CHAINED);
        }

        @Test
        void a_counter_that_is_behind_its_store() {
            small.receivingHeads.put(LOT, new Ledger.Head(1, "receiving1#"));
            breaks(Invariant.CHAINED);
        }

        @Test
        void a_ledger_that_has_applied_less() {
            small.lots.put(
                    LOT,
                    new Ledger.Lot(
                            new BigDecimal("10"),
                            Map.of(
                                    "receiving", new Ledger.Head(1, "receiving1#"),
                                    "shipping", new Ledger.Head(2, "shipping2#"))));
            breaks(Invariant.CHAINED);
        }
    }

    @Test
    void a_version_left_out() {
        small.events.remove(2);
        breaks(Invariant.VERSIONS_CONTIGUOUS);
    }

    @Test
    void an_event_that_nobody_signed() {
        small.receiving.set(
                0,
                recorded(
                        small.receiving.getFirst(),
                        null,
                        small.receiving.getFirst().recordedAt()));
        breaks(Invariant.SIGNED_AND_DATED);
    }

    @Test
    void an_event_written_down_before_what_it_builds_on() {
        Fact out = small.shipping.getFirst();
        small.shipping.set(0, recorded(out, "anna", out.recordedAt().minusSeconds(3600)));
        breaks(Invariant.SIGNED_AND_DATED);
    }

    @Test
    void a_move_written_down_before_the_one_in_front_of_it() {
        Fact more = small.receiving.getLast();
        small.receiving.set(1, recorded(more, "anna", more.recordedAt().minusSeconds(3600)));
        small.shipping.clear();
        breaks(Invariant.SIGNED_AND_DATED);
    }

    @Test
    void a_release_written_down_before_its_hold_but_not_before_another_hold() {
        Fact first = fact("item-catalog", 1, "hold-1", "0", Map.of(), null);
        Fact second = fact("item-catalog", 2, "hold-2", "0", Map.of(), first.hash());
        Fact release = fact("item-catalog", 3, "hold-1", "0", Map.of(), second.hash());
        small.shipping.clear();
        small.receiving.clear();
        small.receiving.addAll(
                List.of(first, recorded(second, "anna", first.recordedAt().minusSeconds(1)), release));
        assertThat(small.history().violations()).doesNotContainKey(Invariant.SIGNED_AND_DATED);
        small.receiving.set(2, recorded(release, "anna", first.recordedAt().minusSeconds(1)));
        breaks(Invariant.SIGNED_AND_DATED);
    }

    @Test
    void a_balance_that_is_not_the_last_running_one() {
        small.lots.put(
                LOT, new Ledger.Lot(new BigDecimal("9"), small.lots.get(LOT).applied()));
        breaks(Invariant.LAST_BALANCE_IS_THE_BALANCE);
    }

    @Test
    void places_that_have_less_than_the_lot() {
        small.places.put(MAIN, new BigDecimal("9"));
        breaks(Invariant.PLACES_SUM_TO_THE_LOT);
    }

    @Test
    void shipping_has_another_quantity_on_hand() {
        small.shelves.put(MAIN, new History.Shelf(new BigDecimal("11"), new BigDecimal("3"), new BigDecimal("8")));
        breaks(Invariant.SHIPPING_AGREES);
    }

    @Test
    void shipping_would_give_away_what_is_reserved() {
        small.shelves.put(MAIN, new History.Shelf(new BigDecimal("10"), new BigDecimal("3"), new BigDecimal("10")));
        breaks(Invariant.SHIPPING_AGREES);
    }

    @Test
    void shipping_does_not_know_of_a_place() {
        small.shelves.clear();
        breaks(Invariant.SHIPPING_AGREES);
    }

    @Test
    void an_effect_in_front_of_its_cause() {
        Collections.swap(small.entries, 2, 3);
        breaks(Invariant.CAUSE_BEFORE_EFFECT);
    }

    @Test
    void something_that_waits_for_a_person() {
        small.parked.add("shipping: AHEAD");
        breaks(Invariant.NOTHING_PARKED);
    }

    @Nested
    class RebuiltTheSame {
        @Test
        void without_a_transaction() {
            small.earlier = small.ledger();
            small.earlier =
                    new Ledger(small.entries.subList(0, 3), small.earlier.lots(), small.earlier.places(), List.of());
            breaks(Invariant.REBUILT_THE_SAME);
        }

        @Test
        void with_another_balance() {
            Ledger.Lot row =
                    new Ledger.Lot(new BigDecimal("9"), small.lots.get(LOT).applied());
            small.earlier = new Ledger(small.entries, Map.of(LOT, row), small.places, List.of());
            breaks(Invariant.REBUILT_THE_SAME);
        }

        @Test
        void with_another_balance_at_a_place() {
            small.earlier = new Ledger(small.entries, small.lots, Map.of(MAIN, new BigDecimal("9")), List.of());
            breaks(Invariant.REBUILT_THE_SAME);
        }
    }
}
