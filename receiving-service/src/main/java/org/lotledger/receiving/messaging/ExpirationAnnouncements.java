package org.lotledger.receiving.messaging;

import java.util.List;
import java.util.Map;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.lot.ExpirationEvent;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;

/** What others hear of an expiration correction: the lot has another date, wherever it lies. */
public final class ExpirationAnnouncements {

    private ExpirationAnnouncements() {}

    /** The public events that a private one makes. */
    public static List<Draft> of(ExpirationEvent event, Stamp stamp) {
        return switch (event) {
            case ExpirationCorrected corrected ->
                List.of(LotDrafts.adjusted(
                        corrected.lot(),
                        "",
                        AdjustmentReason.EXPIRATION_CORRECTED,
                        link -> new LotFact(
                                link,
                                corrected.lot().lotId(),
                                corrected.lot().itemCode(),
                                corrected.lot().lotNumber(),
                                corrected.expirationDate(),
                                Quantity.ZERO,
                                corrected.unit(),
                                null,
                                new DocumentRef(DocumentType.EXPIRATION_CORRECTION, corrected.correctionNumber(), null),
                                null,
                                Map.of(),
                                corrected.reason(),
                                corrected.occurredAt(),
                                corrected.recordedAt(),
                                stamp.actor(),
                                corrected.corrects(),
                                Map.of())));
        };
    }
}
