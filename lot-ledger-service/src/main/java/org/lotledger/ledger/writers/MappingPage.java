package org.lotledger.ledger.writers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a writer says of a part of its private events: whether they make the announcements that it keeps.
 *
 * @param checked private events looked at
 * @param nextCursor how to ask for what follows; null at the end
 */
public record MappingPage(
        long checked,
        List<Difference> differences,
        @Nullable String nextCursor) {

    /**
     * A private event that makes other announcements than are kept.
     *
     * @param eventId of the announcement; null where one that should be kept is not
     * @param stream of the private event
     * @param version of the private event in its stream
     * @param detail what differs
     */
    public record Difference(@Nullable String eventId, String stream, long version, String detail) {}
}
