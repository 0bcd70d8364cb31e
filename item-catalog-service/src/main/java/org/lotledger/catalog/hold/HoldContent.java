package org.lotledger.catalog.hold;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;

/**
 * What was said when a lot was put on hold; it never changes.
 *
 * @param holdId given by us
 * @param lotNumber of a lot that need not have arrived yet
 * @param unit of the item, which the hold seals
 * @param reason in the words of the one who placed it, at most 500 characters
 * @param notice number of the manufacturer's or authority's notice, at most 100 characters; null if there is none
 * @param occurredAt since when it holds
 * @param placedAt when it was written down
 * @param placedBy subject of the token of who placed it
 */
public record HoldContent(
        UUID holdId,
        String itemCode,
        LotNumber lotNumber,
        String unit,
        HoldKind kind,
        String reason,
        @Nullable String notice,
        Instant occurredAt,
        Instant placedAt,
        String placedBy) {

    public UUID lotId() {
        return LotId.of(itemCode, lotNumber);
    }
}
