package org.lotledger.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every lot event says: which lot, how much, where, by which document, when, and by whom.
 *
 * @param link place in the chain of this lot's events from this source
 * @param lotId Kafka key; always {@link LotId#of} of itemCode and lotNumber
 * @param itemCode our number for the item
 * @param lotNumber as the manufacturer printed it; null for the one unnamed lot of an untracked item
 * @param expirationDate last day on which the lot is good (ISO 8601); null if none is known. Authoritative on receiving's
 *     events only: others repeat what they knew
 * @param quantityChange signed, in {@code unit}; 0 for a change of standing
 * @param unit UN/ECE Recommendation 20 code or free text, as the catalog had it when the item was first used
 * @param location our code of the place; null only where the event concerns the lot everywhere
 * @param document what it comes from
 * @param party supplier or customer; null where neither took part
 * @param references numbers that join documents (purchaseOrder, transfer, assembly, …) by name; sorted by name; may be empty
 * @param reasonText in the words of the one who did it; null if none was given
 * @param occurredAt when it happened, in microseconds
 * @param recordedAt when the source wrote it down, in microseconds; not before that of any fact it builds on
 * @param actor subject of the token of who did it, never a field of the request
 * @param corrects eventId of the event that this one corrects; null if it corrects none
 * @param basedOn for each other source whose facts about this lot were seen, the last sequence seen, at least 1; sorted by
 *     source; a source of which nothing was seen is left out. A consumer that is not there yet waits
 */
public record LotFact(
        EventLink link,
        UUID lotId,
        String itemCode,
        @Nullable LotNumber lotNumber,
        @Nullable LocalDate expirationDate,
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

    public LotFact {
        Invariant.present(link, "eventId");
        Invariant.present(lotId, "lotId");
        Invariant.code(itemCode, "itemCode");
        // A lotId of another lot would silently book on that one.
        Invariant.that(
                lotId.equals(LotId.of(itemCode, lotNumber)),
                () -> "lotId " + lotId + " is not that of lot " + lotNumber + " of item " + itemCode);
        link.mustBelongTo(lotId.toString());
        Invariant.dateOrNull(expirationDate, "expirationDate");
        Invariant.present(quantityChange, "quantityChange");
        Invariant.code(unit, "unit");
        Invariant.codeOrNull(location, "location");
        Invariant.present(document, "document");
        references = Invariant.sorted(references, "references");
        references.forEach((name, reference) -> Invariant.text(reference, "references." + name));
        Invariant.textOrNull(reasonText, "reasonText");
        occurredAt = Invariant.instant(occurredAt, "occurredAt");
        recordedAt = Invariant.instant(recordedAt, "recordedAt");
        Invariant.code(actor, "actor");
        Invariant.that(
                corrects == null || EventId.parse(corrects).isPresent(),
                () -> "corrects " + corrects + " is not <source>.<key>.<sequence>");
        basedOn = Invariant.sorted(basedOn, "basedOn");
        basedOn.forEach((source, sequence) ->
                Invariant.that(sequence >= 1, () -> "basedOn." + source + " must be at least 1, is " + sequence));
    }

    void mustHaveLocation() {
        Invariant.present(location, "location");
    }
}
