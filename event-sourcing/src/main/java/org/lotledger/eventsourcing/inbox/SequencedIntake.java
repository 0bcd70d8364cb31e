package org.lotledger.eventsourcing.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/** For events that each change something: applied once, in the order of their source and key, without a gap. */
public non-sealed interface SequencedIntake<E> extends Intake<E> {

    /**
     * Makes sure that every key has a row, locks the rows in their order, and answers the positions they hold.
     * Second of the lock order, after the offsets.
     */
    Uni<Map<String, Positions>> lockPositions(SqlConnection transaction, List<Arrival<E>> arrivals);

    /**
     * Sees every event that could be read, also one that will be parked or dropped, after the keys are locked. For what
     * must not wait for its turn; it must be the same when seen twice or in another order.
     */
    default Uni<Void> hear(SqlConnection transaction, List<Arrival<E>> arrivals) {
        return Uni.createFrom().voidItem();
    }

    /** Applies events that are next in their order, and keeps the new positions of the keys that moved. */
    Uni<Void> apply(SqlConnection transaction, List<Arrival<E>> inOrder, Map<String, Positions> moved);
}
