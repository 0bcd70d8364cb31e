package org.lotledger.catalog.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldContent;
import org.lotledger.catalog.hold.HoldEvent;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotFact;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

/** What others are told of a hold: exactly one {@link LotAdjusted} of the lot for each private event. */
public final class HoldAnnouncements {
    private HoldAnnouncements() {}

    public static List<Draft> of(HoldEvent event, Stamp stamp) {
        return switch (event) {
            case HoldPlaced(var content) ->
                List.of(adjusted(
                        content,
                        reasonOf(content),
                        references(content),
                        content.reason(),
                        content.occurredAt(),
                        null,
                        stamp));
            case HoldReleased(var content, var release, var placingEvent) ->
                List.of(adjusted(
                        content,
                        AdjustmentReason.RELEASE,
                        Map.of(),
                        release.reason(),
                        later(release.releasedAt(), content.occurredAt()),
                        placingEvent,
                        stamp));
        };
    }

    private static AdjustmentReason reasonOf(HoldContent content) {
        return switch (content.kind()) {
            case HOLD -> AdjustmentReason.HOLD;
            case QUARANTINE -> AdjustmentReason.QUARANTINE;
            case RECALL -> AdjustmentReason.RECALL;
        };
    }

    private static Map<String, String> references(HoldContent content) {
        String notice = content.notice();
        return notice == null ? Map.of() : Map.of("notice", notice);
    }

    /** A caller's clock may be ahead of ours, but no hold ends before it begins. */
    private static Instant later(Instant released, Instant placed) {
        return placed.isAfter(released) ? placed : released;
    }

    private static Draft adjusted(
            HoldContent content,
            AdjustmentReason reason,
            Map<String, String> references,
            String reasonText,
            Instant occurredAt,
            @Nullable String corrects,
            Stamp stamp) {
        return new Draft(
                EventType.LOT_ADJUSTED.topic().wireName(),
                content.lotId().toString(),
                EventType.LOT_ADJUSTED.wireName(),
                "",
                (eventId, previousHash) -> PublicEventJson.write(new LotAdjusted(
                        reason,
                        new LotFact(
                                new EventLink(eventId, previousHash),
                                content.lotId(),
                                content.itemCode(),
                                content.lotNumber(),
                                null,
                                Quantity.ZERO,
                                content.unit(),
                                null,
                                new DocumentRef(
                                        DocumentType.LOT_HOLD, content.holdId().toString(), null),
                                null,
                                references,
                                reasonText,
                                occurredAt,
                                stamp.recordedAt(),
                                stamp.actor(),
                                corrects,
                                Map.of()))));
    }
}
