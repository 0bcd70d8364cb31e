package org.lotledger.receiving.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.lot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.adjustment.AdjustmentContent;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.receipt.BusinessPartner;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptEvent;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptEdited;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceiptSource;

/** What others hear of the documents of receiving: whole public events, each out of its private event alone. */
class AnnouncementsTest {
    private static final Stamp STAMP = new Stamp(NOW, "anna");
    private static final LotRef GLOVES_A = new LotRef("GLOVES", lot("A"));
    private static final LotRef BOX = new LotRef("BOX", null);

    @Test
    void a_delivery_is_received_from_its_supplier_and_based_on_nothing() {
        GoodsReceived received = received(ReceiptSource.SUPPLIER, Map.of("purchaseOrder", "PO-7"), Map.of(), Set.of());
        assertThat(events(ReceiptAnnouncements.of(received, STAMP)))
                .containsExactly(
                        new LotReceived(fact(
                                GLOVES_A,
                                "COLD",
                                receiptLine(1),
                                party(PartyRole.SUPPLIER),
                                Map.of("purchaseOrder", "PO-7"),
                                "fine",
                                null,
                                Map.of())),
                        new LotReceived(fact(
                                BOX,
                                "MAIN",
                                receiptLine(2),
                                party(PartyRole.SUPPLIER),
                                Map.of("purchaseOrder", "PO-7"),
                                null,
                                null,
                                Map.of())));
    }

    @Test
    void a_return_comes_from_the_customer_and_names_its_shipment_and_its_cause() {
        GoodsReceived received = received(
                ReceiptSource.CUSTOMER_RETURN, Map.of("shipment", "S-1"), Map.of(GLOVES_A.lotId(), 4L), Set.of());
        assertThat(events(ReceiptAnnouncements.of(received, STAMP)).getFirst())
                .isEqualTo(new LotAdjusted(
                        AdjustmentReason.CUSTOMER_RETURN,
                        fact(
                                GLOVES_A,
                                "COLD",
                                receiptLine(1),
                                party(PartyRole.CUSTOMER),
                                Map.of("shipment", "S-1"),
                                "fine",
                                null,
                                Map.of("shipping", 4L))));
    }

    @Test
    void a_transfer_comes_in_without_a_partner() {
        GoodsReceived received =
                received(ReceiptSource.TRANSFER, Map.of("transfer", "T-1"), Map.of(GLOVES_A.lotId(), 2L), Set.of());
        assertThat(events(ReceiptAnnouncements.of(received, STAMP)).getFirst())
                .isEqualTo(new LotAdjusted(
                        AdjustmentReason.TRANSFER_IN,
                        fact(
                                GLOVES_A,
                                "COLD",
                                receiptLine(1),
                                null,
                                Map.of("transfer", "T-1"),
                                "fine",
                                null,
                                Map.of("shipping", 2L))));
    }

    @Test
    void an_assembly_puts_out_and_gives_back() {
        GoodsReceived received = received(
                ReceiptSource.ASSEMBLY,
                Map.of("assembly", "K-1"),
                Map.of(GLOVES_A.lotId(), 2L),
                Set.of(GLOVES_A.lotId()));
        assertThat(events(ReceiptAnnouncements.of(received, STAMP)))
                .containsExactly(
                        new LotAdjusted(
                                AdjustmentReason.ASSEMBLY_UNISSUE,
                                fact(
                                        GLOVES_A,
                                        "COLD",
                                        receiptLine(1),
                                        null,
                                        Map.of("assembly", "K-1"),
                                        "fine",
                                        null,
                                        Map.of("shipping", 2L))),
                        new LotAdjusted(
                                AdjustmentReason.ASSEMBLY_OUTPUT,
                                fact(
                                        BOX,
                                        "MAIN",
                                        receiptLine(2),
                                        null,
                                        Map.of("assembly", "K-1"),
                                        null,
                                        null,
                                        Map.of())));
    }

    @Test
    void nobody_hears_of_a_receipt_before_its_goods_are_in() {
        ReceiptContent content =
                received(ReceiptSource.SUPPLIER, Map.of(), Map.of(), Set.of()).content();
        for (ReceiptEvent event : List.of(
                new ReceiptCreated(content),
                new ReceiptEdited(content),
                new LotsEntered(1, List.of(), NOW),
                new ReceiptVoided(NOW))) {
            assertThat(ReceiptAnnouncements.of(event, STAMP)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(AdjustmentType.class)
    void an_adjustment_says_why_and_what_it_corrects(AdjustmentType type) {
        Map<UUID, Long> basedOn = type == AdjustmentType.BEGINNING_BALANCE ? Map.of() : Map.of(GLOVES_A.lotId(), 4L);
        Map<UUID, String> corrects =
                type == AdjustmentType.SHIPMENT_CORRECTION ? Map.of(GLOVES_A.lotId(), "shipping.x.3") : Map.of();
        AdjustmentPosted posted = new AdjustmentPosted(
                new AdjustmentContent(
                        "A-1",
                        type,
                        "COLD",
                        "fine",
                        Map.of("shipment", "S-1"),
                        NOW,
                        NOW,
                        List.of(
                                new AdjustmentContent.Line(
                                        1,
                                        "GLOVES",
                                        Quantity.of(3),
                                        "EA",
                                        true,
                                        List.of(new AdjustmentContent.Lot(lot("A"), TODAY, Quantity.of(3))),
                                        null,
                                        null),
                                new AdjustmentContent.Line(
                                        2, "BOX", Quantity.of(3), "EA", false, List.of(), null, null))),
                basedOn,
                corrects);
        AdjustmentReason reason = AdjustmentReason.valueOf(type.name());
        assertThat(events(AdjustmentAnnouncements.of(posted, STAMP)))
                .containsExactly(
                        new LotAdjusted(
                                reason,
                                fact(
                                        GLOVES_A,
                                        "COLD",
                                        new DocumentRef(DocumentType.ADJUSTMENT, "A-1", 1),
                                        null,
                                        Map.of("shipment", "S-1"),
                                        "fine",
                                        corrects.get(GLOVES_A.lotId()),
                                        basedOn.isEmpty() ? Map.of() : Map.of("shipping", 4L))),
                        new LotAdjusted(
                                reason,
                                fact(
                                        BOX,
                                        "COLD",
                                        new DocumentRef(DocumentType.ADJUSTMENT, "A-1", 2),
                                        null,
                                        Map.of("shipment", "S-1"),
                                        "fine",
                                        null,
                                        Map.of())));
    }

    @Test
    void a_corrected_date_concerns_the_lot_everywhere() {
        ExpirationCorrected corrected = new ExpirationCorrected(
                "X-1", GLOVES_A, "EA", TODAY, TODAY.minusDays(1), "misread", "receiving.x.1", NOW, NOW);
        assertThat(events(ExpirationAnnouncements.of(corrected, STAMP)))
                .containsExactly(new LotAdjusted(
                        AdjustmentReason.EXPIRATION_CORRECTED,
                        new LotFact(
                                link(GLOVES_A),
                                GLOVES_A.lotId(),
                                "GLOVES",
                                lot("A"),
                                TODAY,
                                Quantity.ZERO,
                                "EA",
                                null,
                                new DocumentRef(DocumentType.EXPIRATION_CORRECTION, "X-1", null),
                                null,
                                Map.of(),
                                "misread",
                                NOW,
                                NOW,
                                "anna",
                                "receiving.x.1",
                                Map.of())));
    }

    private static GoodsReceived received(
            ReceiptSource source, Map<String, String> references, Map<UUID, Long> basedOn, Set<UUID> unissued) {
        return new GoodsReceived(
                new ReceiptContent(
                        "R-1",
                        source,
                        source.partyRole() == null ? null : new BusinessPartner("P1", "Acme", null, null),
                        "MAIN",
                        references,
                        null,
                        NOW,
                        NOW,
                        List.of(
                                new ReceiptLine(
                                        1,
                                        "GLOVES",
                                        Quantity.of(3),
                                        "EA",
                                        true,
                                        true,
                                        true,
                                        "fine",
                                        List.of(new LotEntry(lot("A"), TODAY, Quantity.of(3), "COLD"))),
                                new ReceiptLine(2, "BOX", Quantity.of(3), "EA", false, true, false, null, List.of()),
                                new ReceiptLine(
                                        3, "ADVICE", Quantity.of(3), "HUR", false, false, false, null, List.of()))),
                basedOn,
                unissued);
    }

    private static LotFact fact(
            LotRef lot,
            String location,
            DocumentRef document,
            Party party,
            Map<String, String> references,
            String reasonText,
            String corrects,
            Map<String, Long> basedOn) {
        return new LotFact(
                link(lot),
                lot.lotId(),
                lot.itemCode(),
                lot.lotNumber(),
                lot.lotNumber() == null ? null : TODAY,
                Quantity.of(3),
                "EA",
                location,
                document,
                party,
                references,
                reasonText,
                NOW,
                NOW,
                "anna",
                corrects,
                basedOn);
    }

    private static DocumentRef receiptLine(int number) {
        return new DocumentRef(DocumentType.RECEIPT, "R-1", number);
    }

    private static Party party(PartyRole role) {
        return new Party(role, "P1", "Acme", null);
    }

    private static EventLink link(LotRef lot) {
        return new EventLink("receiving." + lot.lotId() + ".1", null);
    }

    /** What the drafts become, each the first of its chain. */
    private static List<LotEvent> events(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> {
                    PublicEvent event = PublicEventJson.read(
                            EventType.byWireName(draft.type()).orElseThrow(),
                            draft.body().bytes("receiving." + draft.key() + ".1", null));
                    return (LotEvent) event;
                })
                .toList();
    }
}
