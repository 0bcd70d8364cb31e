package org.lotledger.catalog.hold;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;

/** What may be asked of a hold. */
public sealed interface HoldCommand {

    /**
     * Put a lot on hold; the fields are those of {@link HoldContent}.
     *
     * @param occurredAt null when not told
     * @param item what the catalog says of the item; null when there is none
     * @param now the service's clock
     * @param recordedAt when it is written down: now, but not before the facts that it builds on
     */
    record PlaceHold(
            UUID holdId,
            String itemCode,
            LotNumber lotNumber,
            HoldKind kind,
            String reason,
            @Nullable String notice,
            @Nullable Instant occurredAt,
            @Nullable HeldItem item,
            Instant now,
            Instant recordedAt,
            String actor)
            implements HoldCommand {}

    /** What a hold needs to know of an item. */
    record HeldItem(boolean lotTracked, String unit) {}

    /**
     * End a hold.
     *
     * @param placingEvent id of the public event that told others of the hold
     */
    record ReleaseHold(UUID holdId, String reason, String placingEvent, Instant recordedAt, String actor)
            implements HoldCommand {}
}
