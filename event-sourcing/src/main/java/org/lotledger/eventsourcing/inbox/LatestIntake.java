package org.lotledger.eventsourcing.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** For events that carry the whole state of their key: only the one with the highest sequence counts. */
public non-sealed interface LatestIntake<E> extends Intake<E> {

    /**
     * Keeps these states where they are newer than what is kept.
     *
     * @param latest one event of each key, in no particular order
     */
    Uni<Void> keep(SqlConnection transaction, List<Arrival<E>> latest);
}
