package org.lotledger.eventsourcing.inbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public event that was read from a topic.
 *
 * @param source the service that announced it
 * @param key what it is about
 * @param sequence its place in the chain of source and key, from 1
 * @param hash lower-case hex SHA-256 of its public bytes
 * @param previousHash the hash of its predecessor; null for the first
 * @param basedOn the last sequence by other source that it was decided on
 * @param event the event itself
 * @param record where it came from
 */
public record Arrival<E>(
        String source,
        String key,
        long sequence,
        String hash,
        @Nullable String previousHash,
        Map<String, Long> basedOn,
        E event,
        Incoming record) {}
