package org.lotledger.receiving.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventType;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptEvent;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;
import org.lotledger.receiving.receipt.ReceiptLine;

/** What others hear of a receipt: only goods received, lot by lot. */
public final class ReceiptAnnouncements {

    private ReceiptAnnouncements() {}

    /** The public events that a private one makes, in the order of the document. */
    public static List<Draft> of(ReceiptEvent event, Stamp stamp) {
        return switch (event) {
            case ReceiptCreated created -> List.of();
            case LotsEntered entered -> List.of();
            case ReceiptVoided voided -> List.of();
            case GoodsReceived(var content) -> received(content, stamp);
        };
    }

    private static List<Draft> received(ReceiptContent content, Stamp stamp) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ReceiptLine line = content.lines().get(i);
            String place = "/lines/" + i;
            if (line.lotTracked()) {
                for (int j = 0; j < line.lots().size(); j++) {
                    LotEntry lot = line.lots().get(j);
                    drafts.add(received(content, line, lot, lot.quantity(), place + "/lots/" + j, stamp));
                }
            } else if (line.inventoried()) {
                drafts.add(received(content, line, null, line.quantity(), place, stamp));
            }
        }
        return drafts;
    }

    private static Draft received(
            ReceiptContent content,
            ReceiptLine line,
            @Nullable LotEntry lot,
            Quantity quantity,
            String place,
            Stamp stamp) {
        LotRef ref = new LotRef(line.itemCode(), lot == null ? null : lot.lotNumber());
        return LotDrafts.about(
                ref,
                EventType.LOT_RECEIVED,
                place,
                link -> new LotReceived(new LotFact(
                        link,
                        ref.lotId(),
                        ref.itemCode(),
                        ref.lotNumber(),
                        lot == null ? null : lot.expirationDate(),
                        quantity,
                        line.unit(),
                        lot == null ? content.location() : lot.location(),
                        new DocumentRef(DocumentType.RECEIPT, content.receiptNumber(), line.lineNumber()),
                        new Party(
                                PartyRole.SUPPLIER,
                                content.party().code(),
                                content.party().name(),
                                content.party().gln()),
                        content.references(),
                        line.acceptReason(),
                        Objects.requireNonNull(content.occurredAt()),
                        content.recordedAt(),
                        stamp.actor(),
                        null,
                        Map.of())));
    }
}
