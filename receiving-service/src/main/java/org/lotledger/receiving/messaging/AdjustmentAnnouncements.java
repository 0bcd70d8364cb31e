package org.lotledger.receiving.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.adjustment.AdjustmentContent;
import org.lotledger.receiving.adjustment.AdjustmentEvent;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.lot.Addition;

/** What others hear of an adjustment: each lot that it raised. */
public final class AdjustmentAnnouncements {

    private AdjustmentAnnouncements() {}

    /** The public events that a private one makes, in the order of the document. */
    public static List<Draft> of(AdjustmentEvent event, Stamp stamp) {
        return switch (event) {
            case AdjustmentPosted posted -> posted(posted, stamp);
            case PostingTakenBack(var lost, var place) -> List.of(LotDrafts.again(lost, place));
        };
    }

    private static List<Draft> posted(AdjustmentPosted posted, Stamp stamp) {
        List<Draft> drafts = new ArrayList<>();
        List<AdjustmentContent.Line> lines = posted.content().lines();
        for (int i = 0; i < lines.size(); i++) {
            for (Addition addition : posted.content().additions(lines.get(i), "/lines/" + i)) {
                drafts.add(adjusted(posted, lines.get(i), addition, stamp));
            }
        }
        return drafts;
    }

    private static Draft adjusted(
            AdjustmentPosted posted, AdjustmentContent.Line line, Addition addition, Stamp stamp) {
        AdjustmentContent content = posted.content();
        UUID lotId = addition.lot().lotId();
        return LotDrafts.adjusted(
                addition,
                reason(content.type()),
                link -> new LotFact(
                        link,
                        lotId,
                        addition.lot().itemCode(),
                        addition.lot().lotNumber(),
                        addition.expirationDate(),
                        addition.quantity(),
                        line.unit(),
                        addition.location(),
                        new DocumentRef(DocumentType.ADJUSTMENT, content.adjustmentNumber(), line.lineNumber()),
                        null,
                        content.references(),
                        content.reason(),
                        content.occurredAt(),
                        content.recordedAt(),
                        stamp.actor(),
                        posted.corrects().get(lotId),
                        LotDrafts.basedOn(posted.basedOn().get(lotId))));
    }

    private static AdjustmentReason reason(AdjustmentType type) {
        return switch (type) {
            case BEGINNING_BALANCE -> AdjustmentReason.BEGINNING_BALANCE;
            case COUNT -> AdjustmentReason.COUNT;
            case SHIPMENT_CORRECTION -> AdjustmentReason.SHIPMENT_CORRECTION;
        };
    }
}
