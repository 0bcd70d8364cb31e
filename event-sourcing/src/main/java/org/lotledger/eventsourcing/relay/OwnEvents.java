package org.lotledger.eventsourcing.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.LostAnnouncement;

/** What a writer does with public events of its own that its store has lost (docs/decisions/0020). */
public interface OwnEvents<E> {

    /** The topics on which it announces. */
    Set<String> topics();

    /**
     * The event in a record.
     *
     * @throws org.lotledger.eventsourcing.inbox.Unreadable when there is none
     */
    E read(String topic, String type, byte[] body);

    /** The id that the event itself bears. */
    String eventId(E event);

    /** The hash of the predecessor that the event names; null for the first of its key. */
    @Nullable
    String previousHash(E event);

    /**
     * Locks what these events change, second of the lock order, and answers which of them need not wait for news of
     * others that they were decided on.
     */
    Uni<Predicate<LostAnnouncement<E>>> lock(SqlConnection transaction, List<LostAnnouncement<E>> lost);

    /** Takes one event in again, the next of its key: a private event that makes it, and its effects. */
    Uni<Void> takeBack(SqlConnection transaction, LostAnnouncement<E> lost);
}
