package org.lotledger.eventsourcing.store;

import org.jspecify.annotations.Nullable;

/**
 * A public event before it has its place in the chain of its key.
 *
 * @param topic the Kafka topic
 * @param key what the event is about: the Kafka key, and the chain in which it is numbered
 * @param type the wire name
 * @param place where in the document the event comes from (a JSON pointer), so that the document can show its id
 * @param body makes the public bytes once the place in the chain is known; must be deterministic
 */
public record Draft(String topic, String key, String type, String place, Body body) {

    /** The public bytes of an event at a known place of its chain. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param eventId the event's id
         * @param previousHash lower-case hex SHA-256 of the predecessor's bytes; null for the first of its key
         */
        byte[] bytes(String eventId, @Nullable String previousHash);
    }
}
