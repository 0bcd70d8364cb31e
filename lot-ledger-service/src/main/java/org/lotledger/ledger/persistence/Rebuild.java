package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The making of the projection anew from what the writers' stores hold.
 *
 * @param lastKey the last key whose events have all been applied; null before the first
 * @param eventsTotal what the writers had announced when it began; null until they were asked
 * @param eventsApplied how many of them are in the new tables
 * @param problem why it failed, in a sentence; null unless it did
 * @param startedBy the subject of the caller's token
 * @param endedAt null while it runs
 */
public record Rebuild(
        UUID id,
        Status status,
        Step step,
        @JsonIgnore @Nullable String lastKey,
        @Nullable Long eventsTotal,
        long eventsApplied,
        @Nullable String problem,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    private static final double ALL_BUT_THE_SWAP = 0.99;

    /** How it stands. */
    public enum Status {
        RUNNING,
        /** The new tables are those that are read. */
        DONE,
        /** The tables that are read are as they were. */
        FAILED
    }

    /** What is being done; after an interruption it is begun again, and finds what of it was done. */
    public enum Step {
        /** The empty tables are made. */
        PREPARE,
        /** All announcements are applied to them, key by key. */
        REPLAY,
        /** What came while that went on is applied too, then the tables change places. */
        CATCH_UP,
        /** The old tables are removed, and parked events that have found their place are let go. */
        SETTLE
    }

    static Rebuild of(Row row) {
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new Rebuild(
                row.getUUID("id"),
                Status.valueOf(row.getString("status")),
                Step.valueOf(row.getString("step")),
                row.getString("last_key"),
                row.getLong("events_total"),
                row.getLong("events_applied"),
                row.getString("problem"),
                row.getString("started_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant());
    }

    /** How much of it is done, 0 to 1; 1 only when all is. */
    @JsonProperty
    public double progress() {
        return status == Status.DONE ? 1 : progress(eventsTotal, eventsApplied);
    }

    /** How much of a rebuild that runs is done. */
    public static double progress(@Nullable Long eventsTotal, long eventsApplied) {
        if (eventsTotal == null) {
            return 0;
        }
        return eventsTotal == 0 ? ALL_BUT_THE_SWAP : Math.min(ALL_BUT_THE_SWAP, (double) eventsApplied / eventsTotal);
    }
}
