package org.lotledger.receiving.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.adjustment.AdjustmentContent;
import org.lotledger.receiving.adjustment.AdjustmentEvent;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.lot.LotRef;

/** What others hear of an adjustment: each lot that it raised. */
public final class AdjustmentAnnouncements {

    private AdjustmentAnnouncements() {}

    /** The public events that a private one makes, in the order of the document. */
    public static List<Draft> of(AdjustmentEvent event, Stamp stamp) {
        return switch (event) {
            case AdjustmentPosted(var content) -> posted(content, stamp);
        };
    }

    private static List<Draft> posted(AdjustmentContent content, Stamp stamp) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            AdjustmentContent.Line line = content.lines().get(i);
            String place = "/lines/" + i;
            if (!line.lotTracked()) {
                drafts.add(adjusted(content, line, null, line.quantity(), place, stamp));
            }
            for (int j = 0; j < line.lots().size(); j++) {
                AdjustmentContent.Lot lot = line.lots().get(j);
                drafts.add(adjusted(content, line, lot, lot.quantity(), place + "/lots/" + j, stamp));
            }
        }
        return drafts;
    }

    private static Draft adjusted(
            AdjustmentContent content,
            AdjustmentContent.Line line,
            AdjustmentContent.@Nullable Lot lot,
            Quantity quantity,
            String place,
            Stamp stamp) {
        LotRef ref = new LotRef(line.itemCode(), lot == null ? null : lot.lotNumber());
        return LotDrafts.about(
                ref,
                EventType.LOT_ADJUSTED,
                place,
                link -> new LotAdjusted(
                        reason(content.type()),
                        new LotFact(
                                link,
                                ref.lotId(),
                                ref.itemCode(),
                                ref.lotNumber(),
                                lot == null ? null : lot.expirationDate(),
                                quantity,
                                line.unit(),
                                content.location(),
                                new DocumentRef(DocumentType.ADJUSTMENT, content.adjustmentNumber(), line.lineNumber()),
                                null,
                                content.references(),
                                content.reason(),
                                content.occurredAt(),
                                content.recordedAt(),
                                stamp.actor(),
                                null,
                                Map.of())));
    }

    private static AdjustmentReason reason(AdjustmentType type) {
        return switch (type) {
            case BEGINNING_BALANCE -> AdjustmentReason.BEGINNING_BALANCE;
        };
    }
}
