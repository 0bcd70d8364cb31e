package org.lotledger.eventsourcing.store;

import java.time.Instant;

/**
 * Who wrote an event down, and when.
 *
 * @param recordedAt the writer's clock, not before that of any fact the event builds on; whole microseconds, which is
 *     what PostgreSQL keeps
 * @param actor the subject of the caller's token
 */
public record Stamp(Instant recordedAt, String actor) {}
