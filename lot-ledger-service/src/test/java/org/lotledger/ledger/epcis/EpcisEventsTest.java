package org.lotledger.ledger.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestEntries;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.epcis.EpcisEvent.Action;
import org.lotledger.ledger.epcis.EpcisEvent.BizTransaction;
import org.lotledger.ledger.epcis.EpcisEvent.ErrorDeclaration;
import org.lotledger.ledger.epcis.EpcisEvent.Made;
import org.lotledger.ledger.epcis.EpcisEvent.Observed;
import org.lotledger.ledger.epcis.EpcisEvent.Partner;
import org.lotledger.ledger.epcis.EpcisEvent.PersistentDisposition;
import org.lotledger.ledger.epcis.EpcisEvent.QuantityElement;
import org.lotledger.ledger.epcis.EpcisEvent.Transformed;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.Place;

class EpcisEventsTest {
    private static final EpcisIds IDS = new EpcisIds("https://warehouse.example");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String GTIN = "04012345000016";
    private static final LocalDate EXPIRES = LocalDate.of(2026, 11, 19);

    private final TestEntries history = new TestEntries();
    private final TestLot gauze = TestLot.of("GAUZE", "104303/5");
    private final TestLot milk = TestLot.of("MILK", "100 E02");
    private final TestLot kit = TestLot.of("KIT", "K%1");
    private int minutes;

    EpcisEventsTest() {
        history.lot(gauze, "EA", EXPIRES, GTIN)
                .lot(milk, "KGM", null, null)
                .lot(kit, "EA", EXPIRES, null)
                .place(new Place("MAIN", "Main store", "4012345000023", null));
    }

    private Entry add(LotDraft draft) {
        return history.add(draft.recorded(recorded(++minutes)));
    }

    private static Instant recorded(int minute) {
        return LotDraft.NOON.plusSeconds(60L * minute);
    }

    private List<EpcisEvent> told(Entry entry) {
        return new EpcisEvents(IDS, PARIS, new Surroundings(history.all(), history.lots(), history.places())).of(entry);
    }

    private EpcisEvent only(LotDraft draft) {
        List<EpcisEvent> events = told(add(draft));
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private List<EpcisEvent> everything() {
        List<EpcisEvent> events = new ArrayList<>();
        history.all().stream().sorted(Entry.BY_RECORD).forEach(entry -> events.addAll(told(entry)));
        return events;
    }

    private static QuantityElement ofGauze(String quantity) {
        return new QuantityElement("https://id.gs1.org/01/" + GTIN + "/10/104303%2F5", new BigDecimal(quantity), null);
    }

    private QuantityElement ofMilk(String quantity) {
        return new QuantityElement("https://warehouse.example/lot/" + milk.id(), new BigDecimal(quantity), "KGM");
    }

    @Test
    void a_delivery_of_a_supplier_is_received() {
        EpcisEvent event = only(LotDraft.received(gauze, "30")
                .document(DocumentType.RECEIPT, "R-1", 1)
                .reference("purchaseOrder", "PO 7/a")
                .party(new Party(PartyRole.SUPPLIER, "S 1", "Acme", "4099999000011")));
        assertThat(event.what()).isEqualTo(new Observed(Action.OBSERVE, List.of(ofGauze("30"))));
        assertThat(event.bizStep()).isEqualTo("receiving");
        assertThat(event.disposition()).isEqualTo("in_progress");
        assertThat(event.eventTime()).isEqualTo(LotDraft.NOON);
        assertThat(event.eventTimeZoneOffset()).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(event.recordTime()).isEqualTo(recorded(1));
        assertThat(event.readPoint()).isEqualTo("https://id.gs1.org/414/4012345000023");
        assertThat(event.bizLocation()).isEqualTo("https://id.gs1.org/414/4012345000023");
        assertThat(event.bizTransactions())
                .containsExactly(
                        new BizTransaction("recadv", "https://warehouse.example/receipt/R-1"),
                        new BizTransaction("po", "https://warehouse.example/purchase-order/PO%207%2Fa"));
        assertThat(event.sources())
                .containsExactly(new Partner("possessing_party", "https://id.gs1.org/417/4099999000011"));
        assertThat(event.destinations())
                .containsExactly(new Partner("location", "https://id.gs1.org/414/4012345000023"));
        assertThat(event.error()).isNull();
        assertThat(event.ours())
                .containsEntry("lotNumber", "104303/5")
                .containsEntry("expirationDate", EXPIRES)
                .containsEntry("quantityChange", new BigDecimal("30"));
        assertThat(event.lots()).containsExactly(gauze.id());
    }

    @Test
    void a_delivery_to_a_customer_is_shipped_and_is_nowhere_of_ours() {
        EpcisEvent event =
                only(LotDraft.shipped(milk, "2.5").at("COLD").party(new Party(PartyRole.CUSTOMER, "C/1", null, null)));
        assertThat(event.what()).isEqualTo(new Observed(Action.OBSERVE, List.of(ofMilk("2.5"))));
        assertThat(event.bizStep()).isEqualTo("shipping");
        assertThat(event.disposition()).isEqualTo("in_transit");
        assertThat(event.readPoint()).isEqualTo("https://warehouse.example/location/COLD");
        assertThat(event.bizLocation()).isNull();
        assertThat(event.sources()).containsExactly(new Partner("location", "https://warehouse.example/location/COLD"));
        assertThat(event.destinations())
                .containsExactly(new Partner("possessing_party", "https://warehouse.example/party/customer/C%2F1"));
        assertThat(event.bizTransactions())
                .containsExactly(new BizTransaction("desadv", "https://warehouse.example/shipment/S-1"));
    }

    @Test
    void what_comes_back_is_received_or_shipped_as_returned() {
        EpcisEvent in = only(LotDraft.adjusted(gauze, Source.RECEIVING, AdjustmentReason.CUSTOMER_RETURN, "1")
                .reference("shipment", "S-9")
                .party(new Party(PartyRole.CUSTOMER, "C1", null, null)));
        assertThat(List.of(in.bizStep(), in.disposition())).containsExactly("receiving", "returned");
        assertThat(in.bizTransactions())
                .contains(new BizTransaction("desadv", "https://warehouse.example/shipment/S-9"));
        EpcisEvent out = only(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.SUPPLIER_RETURN, "-1")
                .document(DocumentType.SHIPMENT, "S-10", 1)
                .reference("adjustment", "A-1")
                .party(new Party(PartyRole.SUPPLIER, "S1", null, null)));
        assertThat(List.of(out.bizStep(), out.disposition())).containsExactly("shipping", "returned");
        assertThat(out.destinations())
                .containsExactly(new Partner("possessing_party", "https://warehouse.example/party/supplier/S1"));
        assertThat(out.bizTransactions())
                .contains(new BizTransaction(null, "https://warehouse.example/adjustment/receiving/A-1"));
    }

    @Test
    void a_transfer_goes_from_place_to_place() {
        EpcisEvent out = only(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-4")
                .document(DocumentType.SHIPMENT, "T-1", 1)
                .reference("transfer", "T-1")
                .reference("toLocation", "COLD"));
        assertThat(List.of(out.bizStep(), out.disposition())).containsExactly("shipping", "in_transit");
        assertThat(out.sources()).containsExactly(new Partner("location", "https://id.gs1.org/414/4012345000023"));
        assertThat(out.destinations())
                .containsExactly(new Partner("location", "https://warehouse.example/location/COLD"));
        assertThat(out.bizLocation()).isNull();
        EpcisEvent in = only(LotDraft.adjusted(gauze, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "4")
                .reference("transfer", "T-1")
                .at("COLD"));
        assertThat(List.of(in.bizStep(), in.disposition())).containsExactly("receiving", "in_progress");
        assertThat(in.sources()).isEmpty();
        assertThat(in.destinations())
                .containsExactly(new Partner("location", "https://warehouse.example/location/COLD"));
        assertThat(in.bizTransactions()).contains(new BizTransaction(null, "https://warehouse.example/transfer/T-1"));
    }

    @Test
    void a_beginning_balance_and_a_count_are_seen() {
        EpcisEvent begin = only(LotDraft.adjusted(milk, Source.RECEIVING, AdjustmentReason.BEGINNING_BALANCE, "7"));
        assertThat(begin.bizStep()).isEqualTo("stock_taking");
        assertThat(begin.disposition()).isNull();
        assertThat(begin.bizTransactions())
                .containsExactly(new BizTransaction(null, "https://warehouse.example/adjustment/receiving/A-1"));
        EpcisEvent less = only(LotDraft.adjusted(milk, Source.SHIPPING, AdjustmentReason.COUNT, "-0.25"));
        assertThat(less.what()).isEqualTo(new Observed(Action.OBSERVE, List.of(ofMilk("0.25"))));
        assertThat(List.of(less.bizStep(), less.disposition())).containsExactly("cycle_counting", "mismatch_quantity");
        assertThat(less.ours()).containsEntry("quantityChange", new BigDecimal("-0.25"));
        assertThat(less.bizLocation()).isNotNull();
    }

    @Test
    void what_is_lost_is_deleted_as_expired_only_after_its_date() {
        EpcisEvent good = only(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.LOSS, "-1")
                .happened(Instant.parse("2026-11-19T22:59:59Z")));
        assertThat(good.what()).isEqualTo(new Observed(Action.DELETE, List.of(ofGauze("1"))));
        assertThat(List.of(good.bizStep(), good.disposition())).containsExactly("decommissioning", "unknown");
        EpcisEvent old = only(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.LOSS, "-1")
                .happened(Instant.parse("2026-11-19T23:00:00Z")));
        assertThat(old.disposition()).isEqualTo("expired");
    }

    @Test
    void a_release_unsets_what_no_other_hold_sets() {
        EpcisEvent recall =
                only(LotDraft.hold(gauze, AdjustmentReason.RECALL, "H-1").reference("notice", "F-12"));
        assertThat(recall.what())
                .isEqualTo(new Observed(
                        Action.OBSERVE,
                        List.of(new QuantityElement("https://id.gs1.org/01/" + GTIN + "/10/104303%2F5", null, null))));
        assertThat(List.of(recall.bizStep(), recall.disposition())).containsExactly("holding", "recalled");
        assertThat(recall.persistentDisposition()).isEqualTo(new PersistentDisposition(List.of("recalled"), List.of()));
        assertThat(recall.readPoint()).isNull();
        EpcisEvent hold = only(LotDraft.hold(gauze, AdjustmentReason.HOLD, "H-2"));
        assertThat(hold.disposition()).isEqualTo("non_sellable_other");
        assertThat(hold.persistentDisposition())
                .isEqualTo(new PersistentDisposition(List.of("non_conformant"), List.of()));
        only(LotDraft.hold(gauze, AdjustmentReason.QUARANTINE, "H-3"));

        EpcisEvent oneOfTwo = only(LotDraft.hold(gauze, AdjustmentReason.RELEASE, "H-2"));
        assertThat(oneOfTwo.bizStep()).isEqualTo("holding");
        assertThat(oneOfTwo.persistentDisposition()).isNull();
        EpcisEvent ofRecall = only(LotDraft.hold(gauze, AdjustmentReason.RELEASE, "H-1"));
        assertThat(ofRecall.persistentDisposition())
                .isEqualTo(new PersistentDisposition(List.of(), List.of("recalled")));
        EpcisEvent last = only(LotDraft.hold(gauze, AdjustmentReason.RELEASE, "H-3"));
        assertThat(last.persistentDisposition())
                .isEqualTo(new PersistentDisposition(List.of(), List.of("non_conformant")));
        EpcisEvent unknown = only(LotDraft.hold(gauze, AdjustmentReason.RELEASE, "H-4"));
        assertThat(unknown.persistentDisposition()).isNull();
    }

    @Test
    void a_corrected_date_is_seen_without_a_quantity() {
        EpcisEvent event = only(LotDraft.adjusted(gauze, Source.RECEIVING, AdjustmentReason.EXPIRATION_CORRECTED, "0")
                .document(DocumentType.EXPIRATION_CORRECTION, "X-1", null)
                .at(null));
        assertThat(event.bizStep()).isEqualTo("inspecting");
        assertThat(event.bizTransactions())
                .containsExactly(new BizTransaction(null, "https://warehouse.example/expiration-correction/X-1"));
    }

    @Test
    void a_correction_declares_the_event_wrong_and_tells_it_anew() {
        Entry received = add(LotDraft.received(gauze, "10"));
        Entry first = add(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-3")
                .corrects(received.eventId()));
        Entry second = add(LotDraft.adjusted(gauze, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-7")
                .corrects(received.eventId()));

        EpcisEvent original = told(received).getFirst();
        List<EpcisEvent> afterFirst = told(first);
        assertThat(afterFirst).hasSize(2);
        String correctedId = afterFirst.get(1).eventId();
        assertThat(afterFirst.get(0)).isEqualTo(original.declaredWrong(recorded(2), List.of(correctedId)));
        assertThat(afterFirst.get(0).error())
                .isEqualTo(new ErrorDeclaration(recorded(2), "incorrect_data", List.of(correctedId)));
        assertThat(afterFirst.get(0).eventId()).isEqualTo(original.eventId());
        assertThat(afterFirst.get(1).what()).isEqualTo(new Observed(Action.OBSERVE, List.of(ofGauze("7"))));
        assertThat(afterFirst.get(1).eventTime()).isEqualTo(original.eventTime());
        assertThat(afterFirst.get(1).recordTime()).isEqualTo(recorded(2));

        List<EpcisEvent> afterSecond = told(second);
        assertThat(afterSecond).hasSize(1);
        assertThat(afterSecond.getFirst().eventId()).isEqualTo(correctedId);
        assertThat(afterSecond.getFirst().what()).isEqualTo(afterFirst.get(1).what());
        assertThat(afterSecond.getFirst().error())
                .isEqualTo(new ErrorDeclaration(recorded(3), "did_not_occur", List.of()));
    }

    @Test
    void a_correction_of_more_than_one_line_goes_on_with_the_next() {
        Entry first = add(LotDraft.shipped(milk, "5").document(DocumentType.SHIPMENT, "S-1", 1));
        Entry second = add(LotDraft.shipped(milk, "4").document(DocumentType.SHIPMENT, "S-1", 2));
        add(LotDraft.shipped(milk, "9").document(DocumentType.SHIPMENT, "S-2", 1));
        Entry correction = add(LotDraft.adjusted(milk, Source.RECEIVING, AdjustmentReason.SHIPMENT_CORRECTION, "6.5")
                .corrects(first.eventId()));
        List<EpcisEvent> events = told(correction);
        assertThat(events).hasSize(3);
        assertThat(events.get(0).eventId()).isEqualTo(IDS.event(first));
        assertThat(events.get(0).error().reason()).isEqualTo("did_not_occur");
        assertThat(events.get(1).eventId()).isEqualTo(IDS.event(second));
        assertThat(events.get(2).what()).isEqualTo(new Observed(Action.OBSERVE, List.of(ofMilk("2.5"))));
    }

    @Test
    void a_correction_of_something_unknown_is_a_difference_of_the_books() {
        EpcisEvent event = only(LotDraft.adjusted(milk, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-1"));
        assertThat(event.disposition()).isEqualTo("mismatch_quantity");
    }

    private Entry assembly(TestLot lot, Source source, AdjustmentReason reason, String quantity, String document) {
        return add(LotDraft.adjusted(lot, source, reason, quantity)
                .document(source == Source.SHIPPING ? DocumentType.SHIPMENT : DocumentType.RECEIPT, document, 1)
                .reference("assembly", "ASM-1"));
    }

    @Test
    void an_assembly_is_one_event_from_its_first_output_on() {
        assertThat(told(assembly(gauze, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-10", "S-1")))
                .isEmpty();
        assertThat(told(assembly(milk, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-2.5", "S-2")))
                .isEmpty();
        assertThat(told(assembly(gauze, Source.RECEIVING, AdjustmentReason.ASSEMBLY_UNISSUE, "1", "R-0")))
                .isEmpty();
        List<EpcisEvent> made = told(assembly(kit, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, "5", "R-1"));
        assertThat(made).hasSize(1);
        EpcisEvent event = made.getFirst();
        assertThat(event.what())
                .isEqualTo(new Transformed(
                        "https://warehouse.example/assembly/ASM-1",
                        List.of(ofGauze("9"), ofMilk("2.5")),
                        List.of(new QuantityElement(
                                "https://warehouse.example/lot/" + kit.id(), new BigDecimal("5"), null)),
                        new Made("K%1", EXPIRES)));
        assertThat(event.bizStep()).isEqualTo("commissioning");
        assertThat(event.bizTransactions())
                .containsExactly(new BizTransaction("prodorder", "https://warehouse.example/assembly/ASM-1"));
        assertThat(event.lots()).containsExactlyInAnyOrder(gauze.id(), milk.id(), kit.id());
    }

    @Test
    void a_late_unissue_replaces_the_assembly_and_the_first_telling_stays() {
        assembly(gauze, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-10", "S-1");
        Entry output = assembly(kit, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, "5", "R-1");
        EpcisEvent before = told(output).getFirst();
        Entry unissue = assembly(gauze, Source.RECEIVING, AdjustmentReason.ASSEMBLY_UNISSUE, "4", "R-2");
        Entry lateIssue = assembly(milk, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-1", "S-2");
        Entry correction = add(LotDraft.adjusted(kit, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-5")
                .reference("receipt", "R-1")
                .corrects(output.eventId()));

        assertThat(told(output)).containsExactly(before);
        List<EpcisEvent> afterUnissue = told(unissue);
        assertThat(afterUnissue.get(0))
                .isEqualTo(before.declaredWrong(
                        recorded(3), List.of(afterUnissue.get(1).eventId())));
        assertThat(((Transformed) afterUnissue.get(1).what()).inputs()).containsExactly(ofGauze("6"));
        List<EpcisEvent> afterIssue = told(lateIssue);
        assertThat(afterIssue.get(0).eventId()).isEqualTo(afterUnissue.get(1).eventId());
        assertThat(((Transformed) afterIssue.get(1).what()).inputs()).containsExactly(ofGauze("6"), ofMilk("1"));
        List<EpcisEvent> afterCorrection = told(correction);
        assertThat(((Transformed) afterCorrection.get(1).what()).outputs()).isEmpty();
        assertThat(((Transformed) afterCorrection.get(1).what()).inputs()).hasSize(2);

        // Of everything that was told, one event is left standing.
        List<EpcisEvent> told = everything();
        List<String> wrong = told.stream()
                .filter(event -> event.error() != null)
                .map(EpcisEvent::eventId)
                .toList();
        assertThat(told.stream().filter(event -> event.error() == null && !wrong.contains(event.eventId())))
                .containsExactly(afterCorrection.get(1));
    }

    @Test
    void a_paper_with_several_lots_is_told_once() {
        Instant together = recorded(50);
        assembly(milk, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-1", "S-1");
        List<Entry> outputs = List.of(
                history.add(output(kit).recorded(together)),
                history.add(output(gauze).recorded(together)));
        List<EpcisEvent> told =
                outputs.stream().flatMap(entry -> told(entry).stream()).toList();
        assertThat(told).hasSize(1);
        assertThat(((Transformed) told.getFirst().what()).outputs()).hasSize(2);
        assertThat(((Transformed) told.getFirst().what()).made()).isNull();
    }

    private static LotDraft output(TestLot lot) {
        return LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, "2")
                .document(DocumentType.RECEIPT, "R-1", 1)
                .reference("assembly", "ASM-1");
    }

    @Test
    void an_assembly_whose_outputs_and_components_are_all_taken_back_did_not_occur() {
        assembly(gauze, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-10", "S-1");
        Entry output = assembly(kit, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, "5", "R-1");
        add(LotDraft.adjusted(kit, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-5")
                .corrects(output.eventId()));
        Entry back = assembly(gauze, Source.RECEIVING, AdjustmentReason.ASSEMBLY_UNISSUE, "10", "R-2");
        List<EpcisEvent> told = told(back);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().error().reason()).isEqualTo("did_not_occur");
    }
}
