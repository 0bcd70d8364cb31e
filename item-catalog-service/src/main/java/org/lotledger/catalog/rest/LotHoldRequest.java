package org.lotledger.catalog.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldCommand.HeldItem;
import org.lotledger.catalog.hold.HoldCommand.PlaceHold;
import org.lotledger.catalog.hold.HoldKind;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.store.Stamp;

/**
 * A lot to be put on hold, whether it has arrived or not.
 *
 * @param reason in the words of the one who places it
 * @param notice number of the manufacturer's or authority's notice
 * @param occurredAt since when it holds; now when left out
 */
public record LotHoldRequest(
        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String itemCode,

        @NotNull LotNumber lotNumber,
        @NotNull HoldKind kind,

        @NotNull @Pattern(regexp = FieldRules.TEXT_500, message = FieldRules.TEXT_500_WORDS)
        String reason,

        @Pattern(regexp = FieldRules.TEXT_100, message = FieldRules.TEXT_100_WORDS) @Nullable
        String notice,

        @Nullable Instant occurredAt) {

    PlaceHold toCommand(UUID holdId, @Nullable HeldItem item, Instant now, Stamp stamp) {
        return new PlaceHold(
                holdId,
                itemCode,
                lotNumber,
                kind,
                reason,
                notice,
                // PostgreSQL keeps no more, and the answer must be what GET shows later.
                occurredAt == null ? null : occurredAt.truncatedTo(ChronoUnit.MICROS),
                item,
                now,
                stamp.recordedAt(),
                stamp.actor());
    }
}
