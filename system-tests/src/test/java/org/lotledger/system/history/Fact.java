package org.lotledger.system.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A public event of a lot, as it was read from a store or from the topic.
 *
 * @param lotNumber null for the unnamed lot of an untracked item
 * @param location null where nothing moves
 * @param document the number of the document it comes from
 * @param reasonText null if nothing was said
 * @param basedOn the last sequence known of other sources
 * @param previousHash null on the first of its source and lot
 * @param hash SHA-256 of the bytes as they were read
 */
public record Fact(
        String source,
        String lotId,
        long sequence,
        String itemCode,
        String lotNumber,
        String location,
        BigDecimal change,
        String document,
        String reasonText,
        Map<String, Long> basedOn,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        String previousHash,
        String hash) {

    public String eventId() {
        return source + "." + lotId + "." + sequence;
    }

    /** Source and lot: within it there is one order. */
    public String key() {
        return source + " " + lotId;
    }

    Operation.Asked asAsked() {
        return new Operation.Asked(itemCode, lotNumber, location, change);
    }
}
