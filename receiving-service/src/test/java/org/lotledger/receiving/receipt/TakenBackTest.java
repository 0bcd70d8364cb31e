package org.lotledger.receiving.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.LotReceived;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.receipt.ReceiptEvent.ArrivalTakenBack;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;

class TakenBackTest {
    private static final Instant CAME = Instant.parse("2026-06-15T10:00:00Z");
    private static final Instant WRITTEN = Instant.parse("2026-06-15T10:00:01Z");
    private static final LocalDate GOOD = LocalDate.parse("2040-01-31");
    private static final ReceiptDecider DECIDER = new ReceiptDecider();

    @Test
    void a_receipt_that_is_unknown_is_received_as_its_events_tell_it() {
        Receipt after = take(
                take(new Receipt.None(), new LotReceived(fact("A", "4", Map.of("purchaseOrder", "P-1")))),
                new LotReceived(fact("B", "1.5", Map.of("purchaseOrder", "P-1"))));

        ReceiptContent content = new ReceiptContent(
                "R-1",
                ReceiptSource.SUPPLIER,
                new BusinessPartner("S1", "Acme", null, null),
                "MAIN",
                Map.of("purchaseOrder", "P-1"),
                null,
                CAME,
                WRITTEN,
                List.of(new ReceiptLine(
                        1,
                        "MILK",
                        Quantity.of("5.5"),
                        "EA",
                        true,
                        true,
                        false,
                        null,
                        List.of(entry("A", "4"), entry("B", "1.5")))));
        assertThat(after).isEqualTo(new Receipt.Received(new GoodsReceived(content, Map.of(), Set.of())));
        assertThat(TakenBack.placeOf(content, fact("B", "1.5", Map.of()))).isEqualTo("/lines/0/lots/1");
    }

    @Test
    void a_receipt_that_is_pending_here_has_come_with_what_its_events_tell() {
        ReceiptContent pending = new ReceiptContent(
                "R-1", ReceiptSource.ASSEMBLY, null, "COLD", Map.of(), GOOD, null, WRITTEN, List.of());
        Receipt before = DECIDER.evolve(new Receipt.None(), new ReceiptCreated(pending));
        Map<String, String> run = Map.of("assembly", "M-1");

        Receipt after = take(
                take(before, new LotAdjusted(AdjustmentReason.ASSEMBLY_OUTPUT, fact("A", "4", run))),
                new LotAdjusted(AdjustmentReason.ASSEMBLY_UNISSUE, fact("B", "1", run)));

        GoodsReceived received = ((Receipt.Received) after).received();
        assertThat(received.content().expectedOn()).isEqualTo(GOOD);
        assertThat(received.content().source()).isEqualTo(ReceiptSource.ASSEMBLY);
        assertThat(received.unissued()).containsExactly(LotId.of("MILK", new LotNumber("B")));
    }

    @Test
    void what_no_receipt_tells_makes_none() {
        assertThatThrownBy(() ->
                        take(new Receipt.None(), new LotAdjusted(AdjustmentReason.COUNT, fact("A", "4", Map.of()))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Receipt take(Receipt before, LotEvent event) {
        return DECIDER.evolve(before, new ArrivalTakenBack(event, ""));
    }

    private static LotEntry entry(String lotNumber, String quantity) {
        return new LotEntry(new LotNumber(lotNumber), GOOD, Quantity.of(quantity), "MAIN");
    }

    private static LotFact fact(String lotNumber, String change, Map<String, String> references) {
        LotNumber number = new LotNumber(lotNumber);
        UUID lotId = LotId.of("MILK", number);
        return new LotFact(
                new EventLink("receiving." + lotId + ".1", null),
                lotId,
                "MILK",
                number,
                GOOD,
                Quantity.of(change),
                "EA",
                "MAIN",
                new DocumentRef(DocumentType.RECEIPT, "R-1", 1),
                new Party(PartyRole.SUPPLIER, "S1", "Acme", null),
                references,
                null,
                CAME,
                WRITTEN,
                "rita",
                null,
                Map.of());
    }
}
