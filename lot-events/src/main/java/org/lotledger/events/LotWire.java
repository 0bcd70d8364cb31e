package org.lotledger.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The flat JSON object of a lot event, in the order in which its fields are written. Fields may be null here although the
 * event refuses it: that is how a field that is missing from the JSON arrives.
 *
 * @param reason name of an {@link AdjustmentReason}, only on LotAdjusted; of no type here, because to the other events it
 *     is an unknown field that may hold anything
 */
record LotWire(
        String eventId,
        @Nullable String previousHash,
        UUID lotId,
        String itemCode,
        @Nullable LotNumber lotNumber,
        @Nullable LocalDate expirationDate,
        @Nullable Object reason,
        Quantity quantityChange,
        String unit,
        @Nullable String location,
        DocumentRef document,
        @Nullable Party party,
        Map<String, String> references,
        @Nullable String reasonText,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        @Nullable String corrects,
        Map<String, Long> basedOn) {

    static LotWire of(LotEvent event) {
        LotFact fact = event.fact();
        return new LotWire(
                fact.link().eventId(),
                fact.link().previousHash(),
                fact.lotId(),
                fact.itemCode(),
                fact.lotNumber(),
                fact.expirationDate(),
                event instanceof LotAdjusted adjusted ? adjusted.reason() : null,
                fact.quantityChange(),
                fact.unit(),
                fact.location(),
                fact.document(),
                fact.party(),
                fact.references(),
                fact.reasonText(),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.actor(),
                fact.corrects(),
                fact.basedOn());
    }

    LotReceived received() {
        return new LotReceived(fact());
    }

    LotShipped shipped() {
        return new LotShipped(fact());
    }

    LotAdjusted adjusted() {
        Object name = Invariant.present(reason, "reason");
        for (AdjustmentReason known : AdjustmentReason.values()) {
            if (known.name().equals(name)) {
                return new LotAdjusted(known, fact());
            }
        }
        throw new IllegalArgumentException("reason " + name + " is unknown");
    }

    private LotFact fact() {
        return new LotFact(
                new EventLink(eventId, previousHash),
                lotId,
                itemCode,
                lotNumber,
                expirationDate,
                quantityChange,
                unit,
                location,
                document,
                party,
                references,
                reasonText,
                occurredAt,
                recordedAt,
                actor,
                corrects,
                basedOn);
    }
}
