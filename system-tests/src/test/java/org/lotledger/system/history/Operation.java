package org.lotledger.system.history;

import java.math.BigDecimal;
import java.util.List;

/**
 * One request that a client sent, with everything that it sent again under the same key.
 *
 * @param key its Idempotency-Key
 * @param what in the trade's words, for messages
 * @param mark what its events carry: the number of the document, or the reason given for a hold; null for a request that
 *     announces nothing
 * @param stream the number of the document that the request opened; null if it opened none
 * @param asked what it wanted to happen to lots
 * @param eventIds of an OK: the events that the answer named
 */
public record Operation(
        String key,
        String what,
        String mark,
        String stream,
        List<Asked> asked,
        Outcome outcome,
        List<String> eventIds) {

    /** What the client knows in the end. */
    public enum Outcome {
        /** A 2xx answer. */
        OK,
        /** A 4xx answer. */
        REFUSED,
        /** No answer, or one that leaves it open (5xx). */
        UNKNOWN
    }

    /** A change of a lot; lotNumber is null for the unnamed lot, location where nothing moves. */
    public record Asked(String itemCode, String lotNumber, String location, BigDecimal change) {
        public Asked {
            change = change.stripTrailingZeros();
        }
    }
}
