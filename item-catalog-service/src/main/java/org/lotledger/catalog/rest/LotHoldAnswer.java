package org.lotledger.catalog.rest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldContent;
import org.lotledger.catalog.hold.HoldKind;
import org.lotledger.catalog.hold.LotHold;
import org.lotledger.catalog.hold.Release;
import org.lotledger.catalog.persistence.LotHoldView;
import org.lotledger.catalog.persistence.ShippingKnows;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.store.EventStore.Appended;

/**
 * A hold as callers see it.
 *
 * @param occurredAt since when it holds
 * @param placedAt when it was written down
 * @param releasedAt null while it is in force, as are the other parts of a release
 * @param inForceAtShipping whether shipping has acknowledged that it refuses the lot for this hold; the answer to a
 *     command says how that is now, also when it repeats an earlier one
 * @param eventId the public event that told others how the hold stands now
 */
public record LotHoldAnswer(
        UUID holdId,
        String itemCode,
        LotNumber lotNumber,
        UUID lotId,
        HoldKind kind,
        String reason,
        @Nullable String notice,
        Instant occurredAt,
        Instant placedAt,
        String placedBy,
        @Nullable Instant releasedAt,
        @Nullable String releasedBy,
        @Nullable String releaseReason,
        boolean inForceAtShipping,
        String eventId) {

    /** What a command made of the hold; shipping has not been told yet. */
    static LotHoldAnswer of(Appended<LotHold> changed) {
        LotHold state = changed.document().state();
        HoldContent hold = ((LotHold.Placed) state).content();
        Release release = state instanceof LotHold.Released(var content, var end) ? end : null;
        return new LotHoldAnswer(
                hold.holdId(),
                hold.itemCode(),
                hold.lotNumber(),
                hold.lotId(),
                hold.kind(),
                hold.reason(),
                hold.notice(),
                hold.occurredAt(),
                hold.placedAt(),
                hold.placedBy(),
                release == null ? null : release.releasedAt(),
                release == null ? null : release.releasedBy(),
                release == null ? null : release.reason(),
                false,
                changed.announced().getLast().toString());
    }

    static LotHoldAnswer of(LotHoldView hold) {
        LotNumber lotNumber = new LotNumber(hold.lotNumber);
        return new LotHoldAnswer(
                hold.holdId,
                hold.itemCode,
                lotNumber,
                LotId.of(hold.itemCode, lotNumber),
                hold.kind,
                hold.reason,
                hold.notice,
                hold.occurredAt,
                hold.placedAt,
                hold.placedBy,
                hold.releasedAt,
                hold.releasedBy,
                hold.releaseReason,
                hold.shippingKnows == ShippingKnows.PLACED,
                hold.eventId);
    }

    LotHoldAnswer withInForceAtShipping(boolean inForce) {
        return new LotHoldAnswer(
                holdId,
                itemCode,
                lotNumber,
                lotId,
                kind,
                reason,
                notice,
                occurredAt,
                placedAt,
                placedBy,
                releasedAt,
                releasedBy,
                releaseReason,
                inForce,
                eventId);
    }
}
