package org.lotledger.eventsourcing.inbox;

import org.jspecify.annotations.Nullable;

/**
 * How far a consumer is with the events of one source and key.
 *
 * @param sequence the last one applied; 0 when none was
 * @param hash lower-case hex SHA-256 of its public bytes; null when none was
 */
public record Position(long sequence, @Nullable String hash) {

    /** Before the first event. */
    public static final Position START = new Position(0, null);
}
