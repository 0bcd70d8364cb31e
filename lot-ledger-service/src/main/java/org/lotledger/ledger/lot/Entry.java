package org.lotledger.ledger.lot;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.EventId;
import org.lotledger.events.Party;
import org.lotledger.events.Quantity;

/**
 * One line of a lot's history, as it was announced.
 *
 * @param source wire name of the service that announced it
 * @param sequence place among the lot's events of that service, from 1
 * @param type LotReceived, LotShipped or LotAdjusted
 * @param reason null unless LotAdjusted
 * @param quantityChange signed, in the lot's unit; 0 for a change of standing
 * @param location null where the event concerns the lot everywhere
 * @param party supplier or customer; null where neither took part
 * @param references by name; may be empty
 * @param occurredAt when it happened
 * @param recordedAt when its source wrote it down
 * @param corrects eventId of the event that it corrects; null if it corrects none
 */
public record Entry(
        UUID lotId,
        String source,
        long sequence,
        String type,
        @Nullable AdjustmentReason reason,
        Quantity quantityChange,
        @Nullable String location,
        DocumentRef document,
        @Nullable Party party,
        Map<String, String> references,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable String corrects) {

    /** The order in which exports tell history: it never changes, whatever order the events arrived in. */
    public static final Comparator<Entry> BY_RECORD = Comparator.comparing(Entry::recordedAt)
            // As text, as the database orders them: UUID.compareTo orders otherwise.
            .thenComparing(entry -> entry.lotId.toString())
            .thenComparing(Entry::source)
            .thenComparingLong(Entry::sequence);

    public static final String RECEIVED = "LotReceived";
    public static final String SHIPPED = "LotShipped";

    public String eventId() {
        return new EventId(source, lotId.toString(), sequence).toString();
    }

    /** The reason of an adjustment, else the type. */
    public String kind() {
        return reason == null ? type : reason.name();
    }

    /** The number of the assembly that it belongs to; null if it names none. */
    public @Nullable String assembly() {
        return references.get("assembly");
    }

    public boolean is(AdjustmentReason asked) {
        return reason == asked;
    }
}
