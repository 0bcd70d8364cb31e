package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.ReceiveGoods;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedContent;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLine;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLot;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedParty;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;

/** Receipts in the words of the tests of their rules. */
final class ReceiptFixture {
    private static final ReceiptDecider DECIDER = new ReceiptDecider();

    private ReceiptFixture() {}

    static Decision<ReceiptEvent> decide(List<ReceiptEvent> given, ReceiptCommand when) {
        return DECIDER.decide(DECIDER.evolveAll(DECIDER.initial(), given), when);
    }

    static List<String> codes(Decision<ReceiptEvent> decision) {
        return decision instanceof Decision.Refused<ReceiptEvent>(var violations)
                ? violations.stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList()
                : List.of();
    }

    static List<String> details(Decision<ReceiptEvent> decision) {
        return ((Decision.Refused<ReceiptEvent>) decision)
                .violations().stream().map(violation -> violation.detail()).toList();
    }

    static CreateReceipt create(RequestedLine... lines) {
        return create(ReceiptSource.SUPPLIER, requested(lines));
    }

    static CreateReceipt create(ReceiptSource source, RequestedContent requested) {
        return new CreateReceipt("R-1", source, requested, CATALOG, MOMENT);
    }

    static RequestedContent requested(RequestedLine... lines) {
        return requested(party(), Map.of(), lines);
    }

    static RequestedContent requested(RequestedParty party, Map<String, String> references, RequestedLine... lines) {
        return new RequestedContent(party, "MAIN", references, null, null, List.of(lines));
    }

    static RequestedParty party() {
        return new RequestedParty(null, partner());
    }

    static BusinessPartner partner() {
        return new BusinessPartner("S1", "Acme", null, null);
    }

    static ReceiveGoods receive(Map<UUID, KnownLot> lots) {
        return receive(known(lots));
    }

    static ReceiveGoods receive(LotFacts facts) {
        return new ReceiveGoods(CATALOG, facts, MOMENT);
    }

    static RequestedLine line(int number, String itemCode, String quantity, boolean accept, RequestedLot... lots) {
        return new RequestedLine(number, itemCode, number(quantity), accept, null, List.of(lots));
    }

    static RequestedLot entry(String lotNumber, LocalDate date, String quantity) {
        return new RequestedLot(lot(lotNumber), date, number(quantity), null);
    }

    static LotEntry lotEntry(String lotNumber, LocalDate date, String quantity) {
        return new LotEntry(lot(lotNumber), date, Quantity.of(quantity), "MAIN");
    }

    static ReceiptLine saved(int number, String itemCode, String quantity, LotEntry... lots) {
        return new ReceiptLine(
                number, itemCode, Quantity.of(quantity), "EA", true, true, false, null, Arrays.asList(lots));
    }

    static ReceiptLine untracked(int number, String itemCode, String quantity) {
        return new ReceiptLine(number, itemCode, Quantity.of(quantity), "EA", false, true, false, null, List.of());
    }

    static ReceiptEvent created(ReceiptLine... lines) {
        return new ReceiptCreated(content(null, NOW, lines));
    }

    static GoodsReceived received(ReceiptContent content) {
        return new GoodsReceived(content, Map.of(), Set.of());
    }

    static ReceiptContent content(Instant occurredAt, Instant recordedAt, ReceiptLine... lines) {
        return new ReceiptContent(
                "R-1",
                ReceiptSource.SUPPLIER,
                partner(),
                "MAIN",
                Map.of(),
                null,
                occurredAt,
                recordedAt,
                List.of(lines));
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
