package org.lotledger.eventsourcing.store;

import org.jspecify.annotations.Nullable;

/**
 * A public event of this service that lies on a topic and is missing in its store.
 *
 * @param key what it is about
 * @param sequence its place in the chain of the key
 * @param previousHash lower-case hex SHA-256 of its predecessor; null for the first
 * @param body the public bytes
 * @param traceParent W3C trace context of the command that made it; null when it had none
 * @param event what the bytes say
 */
public record LostAnnouncement<E>(
        String topic,
        String type,
        String key,
        long sequence,
        @Nullable String previousHash,
        byte[] body,
        @Nullable String traceParent,
        E event) {}
