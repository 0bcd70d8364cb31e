package org.lotledger.receiving.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotFact;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.receipt.BusinessPartner;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptEvent;
import org.lotledger.receiving.receipt.ReceiptEvent.ArrivalTakenBack;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptEdited;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;
import org.lotledger.receiving.receipt.ReceiptLine;

/** What others hear of a receipt: only goods received, lot by lot. */
public final class ReceiptAnnouncements {

    private ReceiptAnnouncements() {}

    /** The public events that a private one makes, in the order of the document. */
    public static List<Draft> of(ReceiptEvent event, Stamp stamp) {
        return switch (event) {
            case ReceiptCreated created -> List.of();
            case ReceiptEdited edited -> List.of();
            case LotsEntered entered -> List.of();
            case ReceiptVoided voided -> List.of();
            case GoodsReceived received -> received(received, stamp);
            case ArrivalTakenBack(var lost, var place) -> List.of(LotDrafts.again(lost, place));
        };
    }

    private static List<Draft> received(GoodsReceived received, Stamp stamp) {
        List<Draft> drafts = new ArrayList<>();
        List<ReceiptLine> lines = received.content().lines();
        for (int i = 0; i < lines.size(); i++) {
            ReceiptLine line = lines.get(i);
            for (Addition addition : received.content().additions(line, "/lines/" + i)) {
                drafts.add(received(received, line, addition, stamp));
            }
        }
        return drafts;
    }

    private static Draft received(GoodsReceived received, ReceiptLine line, Addition addition, Stamp stamp) {
        ReceiptContent content = received.content();
        LotDrafts.Fact fact = link -> new LotFact(
                link,
                addition.lot().lotId(),
                addition.lot().itemCode(),
                addition.lot().lotNumber(),
                addition.expirationDate(),
                addition.quantity(),
                line.unit(),
                addition.location(),
                new DocumentRef(DocumentType.RECEIPT, content.receiptNumber(), line.lineNumber()),
                party(content),
                content.references(),
                line.acceptReason(),
                Objects.requireNonNull(content.occurredAt()),
                content.recordedAt(),
                stamp.actor(),
                null,
                LotDrafts.basedOn(received.basedOn().get(addition.lot().lotId())));
        return switch (content.source()) {
            case SUPPLIER -> LotDrafts.received(addition, fact);
            case CUSTOMER_RETURN -> LotDrafts.adjusted(addition, AdjustmentReason.CUSTOMER_RETURN, fact);
            case TRANSFER -> LotDrafts.adjusted(addition, AdjustmentReason.TRANSFER_IN, fact);
            case ASSEMBLY ->
                LotDrafts.adjusted(
                        addition,
                        received.unissued().contains(addition.lot().lotId())
                                ? AdjustmentReason.ASSEMBLY_UNISSUE
                                : AdjustmentReason.ASSEMBLY_OUTPUT,
                        fact);
        };
    }

    private static @Nullable Party party(ReceiptContent content) {
        PartyRole role = content.source().partyRole();
        BusinessPartner partner = content.party();
        return role == null || partner == null ? null : new Party(role, partner.code(), partner.name(), partner.gln());
    }
}
