package org.lotledger.receiving.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.dated;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;
import static org.lotledger.receiving.Facts.lotId;
import static org.lotledger.receiving.Facts.removal;
import static org.lotledger.receiving.Facts.took;
import static org.lotledger.receiving.Facts.used;
import static org.lotledger.receiving.receipt.ReceiptFixture.codes;
import static org.lotledger.receiving.receipt.ReceiptFixture.decide;
import static org.lotledger.receiving.receipt.ReceiptFixture.details;
import static org.lotledger.receiving.receipt.ReceiptFixture.lotEntry;
import static org.lotledger.receiving.receipt.ReceiptFixture.partner;
import static org.lotledger.receiving.receipt.ReceiptFixture.receive;
import static org.lotledger.receiving.receipt.ReceiptFixture.saved;
import static org.lotledger.receiving.receipt.ReceiptFixture.untracked;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.lot.KnownDocument;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.lot.Removal;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;

/** What a receipt owes to the document that it builds on: returns, transfers, assemblies, goods entered again. */
class ReceiptSourcesTest {
    private static final LocalDate GOOD = TODAY.plusDays(30);
    private static final LocalDate LONG_AGO = TODAY.minusDays(300);
    private static final Instant LEFT = NOW.minusSeconds(3_600);
    private static final UUID GLOVES_A = lotId("GLOVES", "A");

    @Nested
    class CustomerReturns {
        @Test
        void what_a_shipment_delivered_comes_back_with_its_known_date_even_expired() {
            ReceiptLine line = saved(1, "MILK", "2", lotEntry("A", null, "2"));
            UUID milk = lotId("MILK", "A");
            assertThat(receiveFrom(
                            ReceiptSource.CUSTOMER_RETURN,
                            facts(
                                    Map.of(milk, used(LONG_AGO, 10, 0)),
                                    Kind.SHIPMENT,
                                    Map.of(milk, removal(10, 0, LEFT))),
                            null,
                            line))
                    .isEqualTo(Decision.accept(new GoodsReceived(
                            content(
                                    ReceiptSource.CUSTOMER_RETURN,
                                    NOW,
                                    saved(1, "MILK", "2", lotEntry("A", LONG_AGO, "2"))),
                            Map.of(milk, 7L),
                            Set.of())));
        }

        @Test
        void ten_shipped_and_two_returned_leave_room_for_eight() {
            LotFacts facts =
                    facts(Map.of(GLOVES_A, used(null, 10, 2)), Kind.SHIPMENT, Map.of(GLOVES_A, removal(10, 2, LEFT)));
            assertThat(codes(giveBack(facts, "8"))).isEmpty();
            Decision<ReceiptEvent> nine = giveBack(facts, "9");
            assertThat(codes(nine))
                    .containsExactly(
                            "/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
            assertThat(details(nine))
                    .containsExactly(
                            "10 of lot A of GLOVES left on shipment N-1 and 2 came in again already: 8 may follow,"
                                    + " asked are 9.",
                            "Only what was used of a lot can go back into it. Of lot A of GLOVES 10 were used and 2"
                                    + " were given back already: there is room for 8, asked are 9.");
        }

        @Test
        void a_count_takes_room_from_returns() {
            LotFacts facts =
                    facts(Map.of(GLOVES_A, used(null, 10, 9)), Kind.SHIPMENT, Map.of(GLOVES_A, removal(10, 0, LEFT)));
            assertThat(codes(giveBack(facts, "2"))).containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
            assertThat(codes(giveBack(facts, "1"))).isEmpty();
        }

        @Test
        void the_places_of_a_lot_on_all_lines_are_added_up_first() {
            LotFacts facts =
                    facts(Map.of(GLOVES_A, used(null, 9, 0)), Kind.SHIPMENT, Map.of(GLOVES_A, removal(3, 0, LEFT)));
            assertThat(codes(receiveFrom(
                            ReceiptSource.CUSTOMER_RETURN,
                            facts,
                            null,
                            saved(
                                    1,
                                    "GLOVES",
                                    "2",
                                    lotEntry("A", null, "1"),
                                    new LotEntry(lot("A"), null, Quantity.of(1), "RETURNS")),
                            saved(2, "GLOVES", "2", lotEntry("A", null, "2")))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        }

        @Test
        void a_shipment_that_nobody_knows_is_told_beside_the_limit_of_the_lot() {
            assertThat(codes(giveBack(known(Map.of(GLOVES_A, used(null, 0, 0))), "1")))
                    .containsExactly(
                            "/references/shipment REFERENCE_UNKNOWN", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        }

        @Test
        void a_lot_that_was_not_on_the_shipment_is_refused_with_zero() {
            Decision<ReceiptEvent> decision =
                    giveBack(facts(Map.of(GLOVES_A, used(null, 5, 0)), Kind.SHIPMENT, Map.of()), "1");
            assertThat(codes(decision)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
            assertThat(details(decision).getFirst()).startsWith("0 of lot A of GLOVES left on shipment N-1");
        }

        @Test
        void nothing_comes_back_before_it_left() {
            LotFacts facts =
                    facts(Map.of(GLOVES_A, used(null, 5, 0)), Kind.SHIPMENT, Map.of(GLOVES_A, removal(5, 0, LEFT)));
            ReceiptLine line = saved(1, "GLOVES", "1", lotEntry("A", null, "1"));
            assertThat(codes(receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, LEFT, line)))
                    .isEmpty();
            Decision<ReceiptEvent> early =
                    receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, LEFT.minusSeconds(1), line);
            assertThat(codes(early)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
            assertThat(details(early).getFirst()).contains(LEFT.toString());
        }

        @Test
        void untracked_goods_come_back_within_the_same_limits() {
            UUID box = new LotRef("BOX", null).lotId();
            LotFacts facts = facts(Map.of(box, used(null, 3, 0)), Kind.SHIPMENT, Map.of(box, removal(2, 0, LEFT)));
            assertThat(codes(receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, null, untracked(1, "BOX", "2"))))
                    .isEmpty();
            assertThat(codes(receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, null, untracked(1, "BOX", "3"))))
                    .containsExactly("/lines/0/quantity RETURN_LIMIT");
        }

        @Test
        void a_date_is_not_needed_but_must_agree() {
            UUID milk = lotId("MILK", "A");
            LotFacts facts = facts(Map.of(milk, used(GOOD, 5, 0)), Kind.SHIPMENT, Map.of(milk, removal(5, 0, LEFT)));
            ReceiptLine right = saved(1, "MILK", "1", lotEntry("A", GOOD, "1"));
            ReceiptLine wrong = saved(1, "MILK", "1", lotEntry("A", GOOD.plusDays(1), "1"));
            assertThat(codes(receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, null, right)))
                    .isEmpty();
            assertThat(codes(receiveFrom(ReceiptSource.CUSTOMER_RETURN, facts, null, wrong)))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        }

        @Test
        void a_return_is_never_timed_before_the_shipment_it_is_of() {
            Instant later = NOW.plusSeconds(9);
            LotFacts facts = new LotFacts(
                    Map.of(GLOVES_A, used(null, 5, 0)),
                    Map.of(
                            new NamedDocument(Kind.SHIPMENT, "N-1"),
                            new KnownDocument(Map.of(GLOVES_A, removal(5, 0, LEFT)), later, later.plusSeconds(1))));
            Decision<ReceiptEvent> decision = giveBack(facts, "1");
            GoodsReceived received = (GoodsReceived)
                    ((Decision.Accepted<ReceiptEvent>) decision).events().getFirst();
            assertThat(received.content().occurredAt()).isEqualTo(later);
            assertThat(received.content().recordedAt()).isEqualTo(later.plusSeconds(1));
        }

        private Decision<ReceiptEvent> giveBack(LotFacts facts, String quantity) {
            return receiveFrom(
                    ReceiptSource.CUSTOMER_RETURN,
                    facts,
                    null,
                    saved(1, "GLOVES", quantity, lotEntry("A", null, quantity)));
        }
    }

    @Nested
    class Transfers {
        private final LotFacts onItsWay =
                facts(Map.of(GLOVES_A, dated(GOOD)), Kind.TRANSFER, Map.of(GLOVES_A, removal(5, 2, LEFT, "MAIN")));

        @Test
        void what_left_for_here_arrives_and_takes_no_room_from_returns() {
            ReceiptLine line = saved(1, "GLOVES", "3", lotEntry("A", null, "3"));
            Decision<ReceiptEvent> decision = receiveFrom(ReceiptSource.TRANSFER, onItsWay, null, line);
            GoodsReceived expected = new GoodsReceived(
                    content(ReceiptSource.TRANSFER, NOW, saved(1, "GLOVES", "3", lotEntry("A", GOOD, "3"))),
                    Map.of(),
                    Set.of());
            assertThat(decision).isEqualTo(Decision.accept(expected));
            assertThat(expected.gaveBack()).isEmpty();
            assertThat(expected.cameBack()).hasSize(1);
        }

        @Test
        void no_more_arrives_than_left() {
            Decision<ReceiptEvent> tooMuch = receiveFrom(
                    ReceiptSource.TRANSFER, onItsWay, null, saved(1, "GLOVES", "4", lotEntry("A", null, "4")));
            assertThat(codes(tooMuch)).containsExactly("/lines/0/lots/0/quantity TRANSFER_LIMIT");
            assertThat(details(tooMuch).getFirst()).contains("transfer N-1");
        }

        @Test
        void it_arrives_where_it_was_sent_or_where_it_is_no_net_stock() {
            assertThat(codes(arriveAt("RETURNS"))).isEmpty();
            Decision<ReceiptEvent> elsewhere = arriveAt("COLD");
            assertThat(codes(elsewhere)).containsExactly("/lines/0/lots/0/location TRANSFER_LIMIT");
            assertThat(details(elsewhere).getFirst()).contains("for MAIN").contains("COLD is neither");
        }

        @Test
        void untracked_goods_arrive_at_the_place_of_the_document() {
            UUID box = new LotRef("BOX", null).lotId();
            LotFacts facts = facts(Map.of(box, dated(null)), Kind.TRANSFER, Map.of(box, removal(5, 0, LEFT, "COLD")));
            assertThat(codes(receiveFrom(ReceiptSource.TRANSFER, facts, null, untracked(1, "BOX", "1"))))
                    .containsExactly("/location TRANSFER_LIMIT");
        }

        @Test
        void nothing_arrives_before_it_left_and_nothing_that_did_not_leave() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.TRANSFER,
                            onItsWay,
                            LEFT.minusSeconds(1),
                            saved(1, "GLOVES", "2", lotEntry("A", null, "1"), lotEntry("B", null, "1")))))
                    .containsExactly(
                            "/lines/0/lots/0/quantity TRANSFER_LIMIT", "/lines/0/lots/1/quantity TRANSFER_LIMIT");
        }

        @Test
        void a_transfer_that_nobody_knows_is_refused() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.TRANSFER,
                            LotFacts.NONE,
                            null,
                            saved(1, "GLOVES", "1", lotEntry("A", null, "1")))))
                    .containsExactly("/references/transfer REFERENCE_UNKNOWN");
        }

        @Test
        void a_place_that_does_not_exist_is_told_once() {
            assertThat(codes(arriveAt("GONE"))).containsExactly("/lines/0/lots/0/location LOCATION_UNKNOWN");
        }

        private Decision<ReceiptEvent> arriveAt(String location) {
            return receiveFrom(
                    ReceiptSource.TRANSFER,
                    onItsWay,
                    null,
                    saved(1, "GLOVES", "1", new LotEntry(lot("A"), null, Quantity.of(1), location)));
        }
    }

    @Nested
    class Assemblies {
        private final UUID milk = lotId("MILK", "K");
        private final LotFacts issued =
                facts(Map.of(GLOVES_A, used(null, 5, 1)), Kind.ASSEMBLY, Map.of(GLOVES_A, removal(5, 1, LEFT)));

        @Test
        void output_comes_out_and_components_that_were_issued_come_back() {
            ReceiptLine output = saved(1, "MILK", "40", lotEntry("K", GOOD, "40"));
            ReceiptLine component = saved(2, "GLOVES", "4", lotEntry("A", null, "4"));
            GoodsReceived expected = new GoodsReceived(
                    content(ReceiptSource.ASSEMBLY, NOW, output, component), Map.of(GLOVES_A, 7L), Set.of(GLOVES_A));
            assertThat(receiveFrom(ReceiptSource.ASSEMBLY, issued, null, output, component))
                    .isEqualTo(Decision.accept(expected));
            assertThat(expected.cameBack())
                    .singleElement()
                    .satisfies(back -> assertThat(back.lot().lotId()).isEqualTo(GLOVES_A));
            assertThat(expected.gaveBack()).isEqualTo(expected.cameBack());
        }

        @Test
        void no_more_of_a_component_comes_back_than_was_issued() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY, issued, null, saved(1, "GLOVES", "5", lotEntry("A", null, "5")))))
                    .containsExactly(
                            "/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        }

        @Test
        void no_component_comes_back_before_it_was_issued() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY,
                            issued,
                            LEFT.minusSeconds(1),
                            saved(1, "GLOVES", "1", lotEntry("A", null, "1")))))
                    .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        }

        @Test
        void nothing_comes_out_while_no_component_is_known_to_have_gone_in() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY,
                            known(Map.of(GLOVES_A, used(null, 5, 0))),
                            null,
                            saved(1, "MILK", "1", lotEntry("K", GOOD, "1")))))
                    .containsExactly("/references/assembly REFERENCE_UNKNOWN");
        }

        @Test
        void perishable_output_needs_its_date_and_a_component_does_not() {
            LotFacts facts = facts(Map.of(milk, used(GOOD, 5, 0)), Kind.ASSEMBLY, Map.of(milk, removal(5, 0, LEFT)));
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY,
                            facts,
                            null,
                            saved(1, "MILK", "2", lotEntry("K", null, "1"), lotEntry("NEW", null, "1")))))
                    .containsExactly("/lines/0/lots/1/expirationDate EXPIRATION_MISSING");
        }

        @Test
        void output_may_be_short_of_life_and_expired() {
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY, issued, null, saved(1, "MILK", "1", lotEntry("K", LONG_AGO, "1")))))
                    .isEmpty();
        }

        @Test
        void an_inactive_item_comes_back_but_does_not_come_out() {
            UUID old = lotId("OLD", "A");
            LotFacts facts = facts(Map.of(old, used(null, 1, 0)), Kind.ASSEMBLY, Map.of(old, removal(1, 0, LEFT)));
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY, facts, null, saved(1, "OLD", "1", lotEntry("A", null, "1")))))
                    .isEmpty();
            assertThat(codes(receiveFrom(
                            ReceiptSource.ASSEMBLY, facts, null, saved(1, "OLD", "1", lotEntry("B", null, "1")))))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
        }
    }

    @Nested
    class EnteredAgain {
        private final ReceiptLine line = saved(1, "GLOVES", "1", lotEntry("A", null, "1"));

        @Test
        void goods_entered_again_name_a_receipt_that_was_received() {
            LotFacts facts = new LotFacts(
                    Map.of(), Map.of(new NamedDocument(Kind.RECEIPT, "N-1"), new KnownDocument(Map.of(), null, null)));
            assertThat(receiveFrom(ReceiptSource.SUPPLIER, facts, null, line))
                    .isEqualTo(Decision.accept(
                            new GoodsReceived(content(ReceiptSource.SUPPLIER, NOW, line), Map.of(), Set.of())));
            assertThat(codes(receiveFrom(ReceiptSource.SUPPLIER, LotFacts.NONE, null, line)))
                    .containsExactly("/references/receipt REFERENCE_UNKNOWN");
        }

        @Test
        void a_delivery_is_based_on_nothing_that_shipping_told() {
            GoodsReceived received = (GoodsReceived) ((Decision.Accepted<ReceiptEvent>) receiveFrom(
                            ReceiptSource.SUPPLIER,
                            new LotFacts(
                                    Map.of(GLOVES_A, used(null, 5, 0)),
                                    Map.of(
                                            new NamedDocument(Kind.RECEIPT, "N-1"),
                                            new KnownDocument(Map.of(), null, null))),
                            null,
                            line))
                    .events()
                    .getFirst();
            assertThat(received.basedOn()).isEmpty();
            assertThat(received.cameFrom()).isEmpty();
            assertThat(received.cameBack()).isEmpty();
        }
    }

    private static Decision<ReceiptEvent> receiveFrom(
            ReceiptSource source, LotFacts facts, Instant told, ReceiptLine... lines) {
        ReceiptContent pending = content(source, told, lines);
        return decide(List.of(new ReceiptCreated(pending)), receive(facts));
    }

    private static LotFacts facts(Map<UUID, KnownLot> lots, Kind kind, Map<UUID, Removal> removals) {
        return new LotFacts(lots, Map.of(new NamedDocument(kind, "N-1"), took(removals)));
    }

    private static ReceiptContent content(ReceiptSource source, Instant occurredAt, ReceiptLine... lines) {
        return new ReceiptContent(
                "R-1",
                source,
                source.partyRole() == null ? null : partner(),
                "MAIN",
                Map.of(source.names().reference(), "N-1"),
                null,
                occurredAt,
                NOW,
                List.of(lines));
    }
}
