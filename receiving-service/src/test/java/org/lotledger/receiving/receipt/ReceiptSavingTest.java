package org.lotledger.receiving.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.lot;
import static org.lotledger.receiving.receipt.ReceiptFixture.codes;
import static org.lotledger.receiving.receipt.ReceiptFixture.content;
import static org.lotledger.receiving.receipt.ReceiptFixture.create;
import static org.lotledger.receiving.receipt.ReceiptFixture.created;
import static org.lotledger.receiving.receipt.ReceiptFixture.decide;
import static org.lotledger.receiving.receipt.ReceiptFixture.entry;
import static org.lotledger.receiving.receipt.ReceiptFixture.line;
import static org.lotledger.receiving.receipt.ReceiptFixture.lotEntry;
import static org.lotledger.receiving.receipt.ReceiptFixture.number;
import static org.lotledger.receiving.receipt.ReceiptFixture.partner;
import static org.lotledger.receiving.receipt.ReceiptFixture.party;
import static org.lotledger.receiving.receipt.ReceiptFixture.received;
import static org.lotledger.receiving.receipt.ReceiptFixture.requested;
import static org.lotledger.receiving.receipt.ReceiptFixture.saved;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.receipt.ReceiptCommand.EditReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedContent;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedParty;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptEdited;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;

/** What a receipt must say before it is saved or edited, source by source. */
class ReceiptSavingTest {
    private static final LocalDate GOOD = TODAY.plusDays(30);

    @Nested
    class ByItsSource {
        @Test
        void a_customer_return_names_customer_and_shipment() {
            RequestedContent asked = requested(party(), Map.of("shipment", "S-1"), line(1, "GLOVES", "1", false));
            assertThat(decide(List.of(), create(ReceiptSource.CUSTOMER_RETURN, asked)))
                    .isEqualTo(Decision.accept(new ReceiptCreated(new ReceiptContent(
                            "R-1",
                            ReceiptSource.CUSTOMER_RETURN,
                            partner(),
                            "MAIN",
                            Map.of("shipment", "S-1"),
                            null,
                            null,
                            NOW,
                            List.of(saved(1, "GLOVES", "1"))))));
            assertThat(codes(decide(
                            List.of(), create(ReceiptSource.CUSTOMER_RETURN, requested(null, Map.of("x", "S-1"))))))
                    .containsExactly("/party FIELD_MISSING", "/references/shipment FIELD_MISSING");
        }

        @Test
        void a_transfer_names_its_number_and_no_partner() {
            assertThat(codes(decide(
                            List.of(), create(ReceiptSource.TRANSFER, requested(null, Map.of("transfer", "T-1"))))))
                    .isEmpty();
            assertThat(codes(decide(List.of(), create(ReceiptSource.TRANSFER, requested()))))
                    .containsExactly("/party FIELD_INVALID", "/references/transfer FIELD_MISSING");
        }

        @Test
        void an_assembly_names_its_run_and_no_partner() {
            assertThat(codes(decide(
                            List.of(), create(ReceiptSource.ASSEMBLY, requested(null, Map.of("assembly", "K-1"))))))
                    .isEmpty();
            assertThat(codes(decide(List.of(), create(ReceiptSource.ASSEMBLY, requested()))))
                    .containsExactly("/party FIELD_INVALID", "/references/assembly FIELD_MISSING");
        }

        @Test
        void a_delivery_needs_its_supplier_and_may_name_a_receipt() {
            assertThat(codes(decide(List.of(), create(ReceiptSource.SUPPLIER, requested(null, Map.of())))))
                    .containsExactly("/party FIELD_MISSING");
            assertThat(codes(decide(
                            List.of(), create(ReceiptSource.SUPPLIER, requested(party(), Map.of("receipt", "R-0"))))))
                    .isEmpty();
        }

        @Test
        void the_role_of_the_party_follows_from_the_source() {
            RequestedContent customer = requested(new RequestedParty(PartyRole.CUSTOMER, partner()), Map.of());
            RequestedContent supplier = requested(new RequestedParty(PartyRole.SUPPLIER, partner()), Map.of());
            assertThat(codes(decide(List.of(), create(ReceiptSource.SUPPLIER, supplier))))
                    .isEmpty();
            assertThat(codes(decide(List.of(), create(ReceiptSource.SUPPLIER, customer))))
                    .containsExactly("/party/role FIELD_INVALID");
        }

        @ParameterizedTest
        @EnumSource(ReceiptSource.class)
        void a_pending_item_stands_on_no_receipt(ReceiptSource source) {
            assertThat(codes(decide(List.of(), create(source, complete(source, "NEW")))))
                    .containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
        }

        @ParameterizedTest
        @EnumSource(ReceiptSource.class)
        void an_inactive_item_is_not_delivered_anew_but_may_come_back(ReceiptSource source) {
            List<String> codes = codes(decide(List.of(), create(source, complete(source, "OLD"))));
            if (source == ReceiptSource.SUPPLIER) {
                assertThat(codes).containsExactly("/lines/0/itemCode ITEM_NOT_ACTIVE");
            } else {
                assertThat(codes).isEmpty();
            }
        }

        private RequestedContent complete(ReceiptSource source, String itemCode) {
            return requested(
                    source.partyRole() == null ? null : party(),
                    Map.of("shipment", "S-1", "transfer", "T-1", "assembly", "K-1"),
                    line(1, itemCode, "1", false));
        }
    }

    @Nested
    class Editing {
        private final ReceiptEvent created = created(saved(1, "MILK", "30", lotEntry("A", GOOD, "30")));

        @Test
        void a_pending_receipt_says_what_it_is_told_to() {
            RequestedContent asked = new RequestedContent(
                    new RequestedParty(null, new BusinessPartner("S2", null, null, null)),
                    "COLD",
                    Map.of("invoice", "I-7"),
                    TODAY,
                    NOW.minusSeconds(60),
                    List.of(line(2, "GLOVES", "1.5", true, entry("B", null, "1"))));
            assertThat(edit(List.of(created), asked))
                    .isEqualTo(Decision.accept(new ReceiptEdited(new ReceiptContent(
                            "R-1",
                            ReceiptSource.SUPPLIER,
                            new BusinessPartner("S2", null, null, null),
                            "COLD",
                            Map.of("invoice", "I-7"),
                            TODAY,
                            NOW.minusSeconds(60),
                            NOW,
                            List.of(new ReceiptLine(
                                    2,
                                    "GLOVES",
                                    Quantity.of("1.5"),
                                    "EA",
                                    true,
                                    true,
                                    true,
                                    null,
                                    List.of(new LotEntry(lot("B"), null, Quantity.of(1), "COLD"))))))));
        }

        @Test
        void what_says_the_same_is_no_event() {
            RequestedContent same = requested(line(1, "MILK", "30.0", false, entry("A", GOOD, "30")));
            EditReceipt later = new EditReceipt(
                    "R-1", ReceiptSource.SUPPLIER, same, CATALOG, new Moment(NOW.plusSeconds(5), TODAY));
            assertThat(decide(List.of(created), later)).isEqualTo(Decision.accept(List.of()));
        }

        @Test
        void number_and_source_cannot_change() {
            RequestedContent same = requested();
            assertThat(codes(decide(
                            List.of(created), new EditReceipt("R-2", ReceiptSource.TRANSFER, same, CATALOG, MOMENT))))
                    .containsExactly("/receiptNumber FIELD_INVALID", "/source FIELD_INVALID");
            assertThat(codes(decide(
                            List.of(created), new EditReceipt(null, ReceiptSource.SUPPLIER, same, CATALOG, MOMENT))))
                    .containsExactly("/receiptNumber FIELD_INVALID");
        }

        @Test
        void every_mistake_is_told_as_when_it_is_created() {
            RequestedContent wrong = new RequestedContent(
                    null,
                    "NOWHERE",
                    Map.of(),
                    null,
                    NOW.plusSeconds(61),
                    List.of(line(1, "UNKNOWN", "1", false), line(2, "MILK", "1.5", false, entry("A", null, "0"))));
            assertThat(codes(edit(List.of(created), wrong)))
                    .containsExactly(
                            "/party FIELD_MISSING",
                            "/location LOCATION_UNKNOWN",
                            "/occurredAt OCCURRED_IN_FUTURE",
                            "/lines/0/itemCode ITEM_UNKNOWN",
                            "/lines/1/quantity QUANTITY_INVALID",
                            "/lines/1/lots/0/quantity QUANTITY_INVALID");
        }

        @Test
        void only_a_pending_receipt_is_edited() {
            assertThat(codes(edit(List.of(created, new ReceiptVoided(NOW)), requested())))
                    .containsExactly(" DOCUMENT_NOT_PENDING");
            assertThat(codes(edit(List.of(created, received(content(NOW, NOW))), requested())))
                    .containsExactly(" DOCUMENT_NOT_PENDING");
        }

        @Test
        void an_edit_of_what_is_not_pending_is_passed_over() {
            ReceiptDecider decider = new ReceiptDecider();
            Receipt voided = new Receipt.Voided(content(null, NOW));
            assertThat(decider.evolve(voided, new ReceiptEdited(content(NOW, NOW))))
                    .isEqualTo(voided);
            assertThat(decider.evolve(new Receipt.Pending(content(null, NOW)), new ReceiptEdited(content(NOW, NOW))))
                    .isEqualTo(new Receipt.Pending(content(NOW, NOW)));
        }

        private Decision<ReceiptEvent> edit(List<ReceiptEvent> given, RequestedContent asked) {
            return decide(given, new EditReceipt("R-1", ReceiptSource.SUPPLIER, asked, CATALOG, MOMENT));
        }
    }

    @Test
    void a_quantity_that_is_written_otherwise_is_the_same() {
        assertThat(number("30.0")).isNotEqualTo(number("30"));
        assertThat(decide(List.of(), create(line(1, "MILK", "30.0", false))))
                .isEqualTo(Decision.accept(new ReceiptCreated(content(null, NOW, saved(1, "MILK", "30")))));
    }
}
