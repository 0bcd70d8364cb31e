package org.lotledger.receiving.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.dated;
import static org.lotledger.receiving.Facts.lot;
import static org.lotledger.receiving.Facts.lotId;
import static org.lotledger.receiving.receipt.ReceiptFixture.codes;
import static org.lotledger.receiving.receipt.ReceiptFixture.content;
import static org.lotledger.receiving.receipt.ReceiptFixture.create;
import static org.lotledger.receiving.receipt.ReceiptFixture.created;
import static org.lotledger.receiving.receipt.ReceiptFixture.decide;
import static org.lotledger.receiving.receipt.ReceiptFixture.details;
import static org.lotledger.receiving.receipt.ReceiptFixture.entry;
import static org.lotledger.receiving.receipt.ReceiptFixture.line;
import static org.lotledger.receiving.receipt.ReceiptFixture.lotEntry;
import static org.lotledger.receiving.receipt.ReceiptFixture.number;
import static org.lotledger.receiving.receipt.ReceiptFixture.party;
import static org.lotledger.receiving.receipt.ReceiptFixture.receive;
import static org.lotledger.receiving.receipt.ReceiptFixture.received;
import static org.lotledger.receiving.receipt.ReceiptFixture.saved;
import static org.lotledger.receiving.receipt.ReceiptFixture.untracked;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EnterLots;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedContent;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLot;
import org.lotledger.receiving.receipt.ReceiptCommand.VoidReceipt;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;

class ReceiptDeciderTest {
    private static final LocalDate GOOD = TODAY.plusDays(30);
    private final ReceiptDecider decider = new ReceiptDecider();

    @Nested
    class Creating {
        @Test
        void a_receipt_is_saved_with_its_lines_and_lots() {
            Decision<ReceiptEvent> decision =
                    decide(List.of(), create(line(1, "MILK", "30", false, entry("104303/5", GOOD, "20"))));
            assertThat(decision)
                    .isEqualTo(Decision.accept(new ReceiptCreated(
                            content(null, NOW, saved(1, "MILK", "30", lotEntry("104303/5", GOOD, "20"))))));
        }

        @Test
        void a_receipt_without_lines_may_be_saved() {
            assertThat(decide(List.of(), create())).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void a_number_is_used_once() {
            assertThat(codes(decide(List.of(created()), create()))).containsExactly("/receiptNumber ALREADY_EXISTS");
        }

        @Test
        void every_mistake_is_told_at_once() {
            CreateReceipt wrong = create(
                    ReceiptSource.SUPPLIER,
                    new RequestedContent(
                            party(),
                            "NOWHERE",
                            Map.of(),
                            null,
                            NOW.plusSeconds(61),
                            List.of(
                                    line(1, "UNKNOWN", "1", false),
                                    line(1, "OLD", "1", false),
                                    line(3, "BOX", "1", false, entry("L", null, "1")),
                                    line(4, "MILK", "0", false),
                                    line(5, "MILK", "1.5", false, entry("L", null, "1e1000000000")),
                                    line(6, "GLOVES", "0.1234", false))));
            assertThat(codes(decide(List.of(), wrong)))
                    .containsExactly(
                            "/location LOCATION_UNKNOWN",
                            "/occurredAt OCCURRED_IN_FUTURE",
                            "/lines/0/itemCode ITEM_UNKNOWN",
                            "/lines/1/lineNumber FIELD_INVALID",
                            "/lines/1/itemCode ITEM_NOT_ACTIVE",
                            "/lines/2/lots LOT_NOT_TRACKED",
                            "/lines/3/quantity QUANTITY_INVALID",
                            "/lines/4/quantity QUANTITY_INVALID",
                            "/lines/4/lots/0/quantity QUANTITY_INVALID",
                            "/lines/5/quantity QUANTITY_INVALID");
        }

        @Test
        void a_clock_may_be_a_minute_ahead() {
            CreateReceipt ahead = create(
                    ReceiptSource.SUPPLIER,
                    new RequestedContent(party(), "MAIN", Map.of(), null, NOW.plusSeconds(60), List.of()));
            assertThat(decide(List.of(), ahead)).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Nested
    class EnteringLots {
        @Test
        void lots_replace_those_before_and_default_to_the_place_of_the_document() {
            Decision<ReceiptEvent> decision = decide(
                    List.of(created(saved(1, "MILK", "30", lotEntry("OLD-ENTRY", GOOD, "30")))),
                    new EnterLots(
                            1,
                            List.of(entry("A", null, "10"), new RequestedLot(lot("B"), GOOD, number("99"), "COLD")),
                            CATALOG,
                            MOMENT));
            assertThat(decision)
                    .isEqualTo(Decision.accept(new LotsEntered(
                            1,
                            List.of(lotEntry("A", null, "10"), new LotEntry(lot("B"), GOOD, Quantity.of("99"), "COLD")),
                            NOW)));
        }

        @Test
        void an_untracked_line_takes_no_lots() {
            assertThat(codes(decide(
                            List.of(created(untracked(1, "BOX", "5"))),
                            new EnterLots(1, List.of(entry("A", null, "5")), CATALOG, MOMENT))))
                    .containsExactly(" LOT_NOT_TRACKED");
        }

        @Test
        void quantities_have_the_decimals_of_the_item() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "MILK", "30"))),
                            new EnterLots(1, List.of(entry("A", null, "1.5")), CATALOG, MOMENT))))
                    .containsExactly("/0/quantity QUANTITY_INVALID");
        }

        @Test
        void only_a_pending_receipt_takes_lots() {
            EnterLots enter = new EnterLots(1, List.of(), CATALOG, MOMENT);
            assertThat(codes(decide(List.of(), enter))).containsExactly(" DOCUMENT_NOT_PENDING");
            assertThat(codes(decide(List.of(created(), new ReceiptVoided(NOW)), enter)))
                    .containsExactly(" DOCUMENT_NOT_PENDING");
        }
    }

    @Nested
    class ReceivingGoods {
        @Test
        void complete_lots_are_received_and_the_time_is_settled() {
            ReceiptLine milk = saved(1, "MILK", "30", lotEntry("A", GOOD, "20"), lotEntry("B", GOOD, "10"));
            assertThat(decide(List.of(created(milk)), receive(Map.of())))
                    .isEqualTo(Decision.accept(received(content(NOW, NOW, milk))));
        }

        @Test
        void the_clocks_never_run_behind_the_facts() {
            ReceiptLine milk = saved(1, "MILK", "30", lotEntry("A", GOOD, "30"));
            Instant happened = NOW.plusSeconds(5);
            Instant recorded = NOW.plusSeconds(7);
            KnownLot known = new KnownLot(
                    true, GOOD, "receiving.x.1", true, Quantity.ZERO, Quantity.ZERO, happened, recorded, 0);
            assertThat(decide(List.of(created(milk)), receive(Map.of(lotId("MILK", "A"), known))))
                    .isEqualTo(Decision.accept(received(content(happened, recorded, milk))));
        }

        @Test
        void a_date_left_out_is_the_one_known() {
            ReceiptLine gloves = saved(1, "GLOVES", "1", lotEntry("A", null, "1"));
            assertThat(decide(List.of(created(gloves)), receive(Map.of(lotId("GLOVES", "A"), dated(GOOD)))))
                    .isEqualTo(Decision.accept(
                            received(content(NOW, NOW, saved(1, "GLOVES", "1", lotEntry("A", GOOD, "1"))))));
        }

        @Test
        void everything_that_is_missing_is_told_at_once() {
            assertThat(codes(decide(
                            List.of(created(
                                    saved(1, "MILK", "30"),
                                    saved(2, "MILK", "30", lotEntry("A", null, "20")),
                                    saved(3, "GLOVES", "2", lotEntry("B", null, "1"), lotEntry("B", null, "1")),
                                    saved(4, "GLOVES", "2", new LotEntry(lot("C"), null, Quantity.of(2), "GONE")))),
                            receive(Map.of()))))
                    .containsExactly(
                            "/lines/0/lots LOTS_MISSING",
                            "/lines/1/lots LOTS_DO_NOT_SUM",
                            "/lines/1/lots/0/expirationDate EXPIRATION_MISSING",
                            "/lines/2/lots/1 LOT_TWICE",
                            "/lines/3/lots/0/location LOCATION_UNKNOWN");
        }

        @Test
        void too_much_does_not_sum_either() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "MILK", "30", lotEntry("A", GOOD, "31")))), receive(Map.of()))))
                    .containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
        }

        @Test
        void a_receipt_without_lines_brings_nothing() {
            assertThat(codes(decide(List.of(created()), receive(Map.of())))).containsExactly("/lines NO_LINES");
        }

        @Test
        void another_date_for_a_known_lot_is_refused_with_both_dates() {
            Decision<ReceiptEvent> decision = decide(
                    List.of(created(saved(1, "MILK", "1", lotEntry("A", GOOD, "1")))),
                    receive(Map.of(lotId("MILK", "A"), dated(GOOD.minusDays(1)))));
            assertThat(codes(decision)).containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
            assertThat(details(decision).getFirst())
                    .contains(GOOD.toString())
                    .contains(GOOD.minusDays(1).toString());
        }

        @Test
        void a_date_for_a_lot_known_without_one_is_refused() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "GLOVES", "1", lotEntry("A", GOOD, "1")))),
                            receive(Map.of(lotId("GLOVES", "A"), dated(null))))))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        }

        @Test
        void two_dates_for_one_lot_on_one_receipt_are_refused() {
            assertThat(codes(decide(
                            List.of(created(
                                    saved(1, "GLOVES", "1", lotEntry("A", GOOD, "1")),
                                    saved(2, "GLOVES", "1", lotEntry("A", GOOD.plusDays(1), "1")))),
                            receive(Map.of()))))
                    .containsExactly("/lines/1/lots/0/expirationDate EXPIRATION_CONFLICT");
        }

        @Test
        void a_lot_that_expires_today_is_not_expired_and_one_of_yesterday_is() {
            assertThat(codes(receiveGloves(TODAY))).isEmpty();
            assertThat(codes(receiveGloves(TODAY.minusDays(1))))
                    .containsExactly("/lines/0/lots/0/expirationDate LOT_EXPIRED");
        }

        @Test
        void a_lot_must_have_the_days_left_that_the_item_asks() {
            assertThat(codes(receiveMilk(TODAY.plusDays(10), false, null))).isEmpty();
            assertThat(codes(receiveMilk(TODAY.plusDays(9), false, null)))
                    .containsExactly("/lines/0/lots/0/expirationDate SHELF_LIFE_TOO_SHORT");
        }

        @Test
        void no_lot_keeps_longer_than_the_item_can() {
            assertThat(codes(receiveMilk(TODAY.plusDays(60), false, null))).isEmpty();
            assertThat(codes(receiveMilk(TODAY.plusDays(61), true, "never mind")))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_TOO_FAR");
        }

        @Test
        void what_is_expired_may_be_accepted_with_a_reason_only() {
            assertThat(codes(receiveMilk(TODAY.minusDays(1), true, "for training")))
                    .isEmpty();
            assertThat(codes(receiveMilk(TODAY.minusDays(1), true, null)))
                    .containsExactly("/lines/0/lots/0/expirationDate LOT_EXPIRED");
            assertThat(codes(receiveMilk(TODAY.plusDays(9), true, "small discount")))
                    .isEmpty();
        }

        @Test
        void a_date_left_out_is_judged_as_the_known_one() {
            assertThat(codes(decide(
                            List.of(created(saved(1, "GLOVES", "1", lotEntry("A", null, "1")))),
                            receive(Map.of(lotId("GLOVES", "A"), dated(TODAY.minusDays(1)))))))
                    .containsExactly("/lines/0/lots/0/expirationDate LOT_EXPIRED");
        }

        @Test
        void expiry_is_never_judged_by_a_backdated_receipt() {
            ReceiptLine gloves = saved(1, "GLOVES", "1", lotEntry("A", TODAY.minusDays(1), "1"));
            ReceiptEvent backdated = new ReceiptCreated(content(NOW.minusSeconds(900_000), NOW, gloves));
            assertThat(codes(decide(List.of(backdated), receive(Map.of()))))
                    .containsExactly("/lines/0/lots/0/expirationDate LOT_EXPIRED");
        }

        @Test
        void an_item_that_became_inactive_is_refused() {
            ReceiptLine old = new ReceiptLine(
                    1, "OLD", Quantity.of(1), "EA", true, true, false, null, List.of(lotEntry("A", null, "1")));
            assertThat(codes(decide(List.of(created(old)), receive(Map.of()))))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
        }

        @Test
        void a_time_that_has_not_come_is_refused() {
            ReceiptLine gloves = saved(1, "GLOVES", "1", lotEntry("A", null, "1"));
            ReceiptEvent later = new ReceiptCreated(content(NOW.plusSeconds(61), NOW, gloves));
            assertThat(codes(decide(List.of(later), receive(Map.of()))))
                    .containsExactly("/occurredAt OCCURRED_IN_FUTURE");
        }

        @Test
        void goods_are_received_once() {
            ReceiptLine gloves = saved(1, "GLOVES", "1", lotEntry("A", null, "1"));
            assertThat(codes(decide(List.of(created(gloves), received(content(NOW, NOW, gloves))), receive(Map.of()))))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }

        private Decision<ReceiptEvent> receiveGloves(LocalDate date) {
            return decide(List.of(created(saved(1, "GLOVES", "1", lotEntry("A", date, "1")))), receive(Map.of()));
        }

        private Decision<ReceiptEvent> receiveMilk(LocalDate date, boolean accept, String reason) {
            ReceiptLine milk = new ReceiptLine(
                    1, "MILK", Quantity.of(1), "EA", true, true, accept, reason, List.of(lotEntry("A", date, "1")));
            return decide(List.of(created(milk)), receive(Map.of()));
        }
    }

    @Nested
    class Voiding {
        @Test
        void a_pending_receipt_is_given_up_for_good() {
            VoidReceipt give = new VoidReceipt(MOMENT);
            assertThat(decide(List.of(created()), give)).isEqualTo(Decision.accept(new ReceiptVoided(NOW)));
            assertThat(codes(decide(List.of(created(), new ReceiptVoided(NOW)), give)))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }

        @Test
        void a_received_receipt_is_never_voided() {
            assertThat(codes(decide(List.of(created(), received(content(NOW, NOW))), new VoidReceipt(MOMENT))))
                    .containsExactly("/status DOCUMENT_NOT_PENDING");
        }
    }

    @Test
    void impossible_events_are_passed_over() {
        Receipt received = new Receipt.Received(received(content(NOW, NOW)));
        assertThat(decider.evolve(received, new ReceiptVoided(NOW))).isEqualTo(received);
        assertThat(decider.evolve(received, new LotsEntered(1, List.of(), NOW))).isEqualTo(received);
    }
}
