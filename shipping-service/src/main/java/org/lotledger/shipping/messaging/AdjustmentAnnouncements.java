package org.lotledger.shipping.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.shipping.adjustment.AdjustmentContent;
import org.lotledger.shipping.adjustment.AdjustmentEvent;
import org.lotledger.shipping.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.shipping.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.shipping.adjustment.AdjustmentType;
import org.lotledger.shipping.stock.LotRef;

/** What others hear of an adjustment: each lot that it lowered. */
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
            AdjustmentContent.Line line = lines.get(i);
            String place = "/lines/" + i;
            if (!line.lotTracked()) {
                drafts.add(adjusted(posted, line, null, line.quantity(), place, stamp));
            }
            for (int j = 0; j < line.lots().size(); j++) {
                AdjustmentContent.Lot lot = line.lots().get(j);
                drafts.add(adjusted(posted, line, lot, lot.quantity(), place + "/lots/" + j, stamp));
            }
        }
        return drafts;
    }

    private static Draft adjusted(
            AdjustmentPosted posted,
            AdjustmentContent.Line line,
            AdjustmentContent.@Nullable Lot lot,
            Quantity quantity,
            String place,
            Stamp stamp) {
        AdjustmentContent content = posted.content();
        LotRef ref = new LotRef(line.itemCode(), lot == null ? null : lot.lotNumber());
        long receivedUpTo = posted.receivedUpTo().getOrDefault(ref.lotId(), 0L);
        return LotDrafts.left(
                ref,
                reason(content.type()),
                place,
                link -> new LotFact(
                        link,
                        ref.lotId(),
                        ref.itemCode(),
                        ref.lotNumber(),
                        lot == null ? null : lot.expirationDate(),
                        quantity.negate(),
                        line.unit(),
                        content.location(),
                        new DocumentRef(DocumentType.ADJUSTMENT, content.adjustmentNumber(), line.lineNumber()),
                        null,
                        content.references(),
                        content.reason(),
                        content.occurredAt(),
                        content.recordedAt(),
                        stamp.actor(),
                        posted.corrects().get(ref.lotId()),
                        receivedUpTo == 0 ? Map.of() : Map.of(Source.RECEIVING.wireName(), receivedUpTo)));
    }

    private static AdjustmentReason reason(AdjustmentType type) {
        return switch (type) {
            case COUNT -> AdjustmentReason.COUNT;
            case LOSS -> AdjustmentReason.LOSS;
            case RECEIPT_CORRECTION -> AdjustmentReason.RECEIPT_CORRECTION;
        };
    }
}
