package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.LedgerSettings;

/**
 * What is known of rebuilds. One runs at a time, however many replicas there are; who is at it owns it for a while and
 * says so again with every step, in the same transaction. So an owner that was thought dead can change nothing more.
 */
@ApplicationScoped
public class Rebuilds {
    private final Pool pool;
    private final LedgerSettings.Rebuild settings;

    public Rebuilds(Pool pool, LedgerSettings settings) {
        this.pool = pool;
        this.settings = settings.rebuild();
    }

    /** Another process has taken the rebuild over, or it has ended. */
    public static final class NotOwned extends RuntimeException {
        NotOwned(UUID id) {
            super("rebuild " + id + " is no longer this process's");
        }
    }

    /** The rebuild that runs, or else a new one. */
    public Uni<Rebuild> request(SqlConnection tx, String startedBy) {
        return running(tx)
                .flatMap(running -> running != null
                        ? Uni.createFrom().item(running)
                        : insert(tx, startedBy)
                                .flatMap(inserted -> inserted != null
                                        ? Uni.createFrom().item(inserted)
                                        // Another caller was faster, between the two statements.
                                        : running(tx).onItem().ifNull().switchTo(() -> request(tx, startedBy))));
    }

    private static Uni<@Nullable Rebuild> running(SqlClient client) {
        return client.query("select * from rebuild where status = 'RUNNING'")
                .execute()
                .map(Rebuilds::one);
    }

    private static Uni<@Nullable Rebuild> insert(SqlConnection tx, String startedBy) {
        return tx.preparedQuery("""
                        insert into rebuild (id, started_by) values (gen_random_uuid(), $1)
                        on conflict do nothing
                        returning *""").execute(Tuple.of(startedBy)).map(Rebuilds::one);
    }

    /** A rebuild by its id; null if there was none. */
    public Uni<@Nullable Rebuild> byId(UUID id) {
        return pool.preparedQuery("select * from rebuild where id = $1")
                .execute(Tuple.of(id))
                .map(Rebuilds::one);
    }

    /** The rebuild that runs; null if none does. */
    public Uni<@Nullable Rebuild> running() {
        return running(pool);
    }

    /** Makes the caller the owner of the rebuild that waits for one; null if none does. */
    public Uni<@Nullable Rebuild> take(UUID owner) {
        // On a connection that was asked for: a statement given to the pool itself makes noise while the database is
        // away.
        return pool.withConnection(connection -> connection
                .preparedQuery("""
                        update rebuild
                        set owner = $1, lease_until = clock_timestamp() + $2 * interval '1 ms'
                        where status = 'RUNNING' and (owner = $1 or lease_until < clock_timestamp())
                        returning *""")
                .execute(Tuple.of(owner, settings.leaseMillis()))
                .map(Rebuilds::one));
    }

    /** Stays the owner: for steps that take long. */
    public Uni<Void> keep(SqlClient tx, UUID id, UUID owner) {
        return change(tx, id, owner, "events_applied = events_applied");
    }

    /** Lets another process take the rebuild over at once. */
    public Uni<Void> leave(UUID id, UUID owner) {
        return pool.preparedQuery("update rebuild set owner = null, lease_until = now() where id = $1 and owner = $2")
                .execute(Tuple.of(id, owner))
                .replaceWithVoid();
    }

    /** A step is begun. */
    public Uni<Void> began(UUID id, UUID owner, Rebuild.Step step) {
        return began(pool, id, owner, step);
    }

    /** A step will be begun when the transaction is committed. */
    public Uni<Void> began(SqlClient tx, UUID id, UUID owner, Rebuild.Step step) {
        return change(tx, id, owner, "step = $4", step.name());
    }

    /** How much there is to do, as the writers say. */
    public Uni<Void> measured(SqlClient tx, UUID id, UUID owner, long eventsTotal) {
        return change(tx, id, owner, "events_total = $4", eventsTotal);
    }

    /**
     * More events are applied.
     *
     * @param lastKey the last key that is now complete; null: still the same as before
     */
    public Uni<Void> advanced(SqlConnection tx, UUID id, UUID owner, @Nullable String lastKey, long events) {
        return change(
                tx,
                id,
                owner,
                "last_key = coalesce($4::text, last_key), events_applied = events_applied + $5",
                lastKey,
                events);
    }

    /** All is done. */
    public Uni<Void> done(UUID id, UUID owner) {
        return change(pool, id, owner, "status = 'DONE', ended_at = now()");
    }

    /** It cannot be carried through; the problem says why, as a sentence. */
    public Uni<Void> failed(SqlClient tx, UUID id, UUID owner, String problem) {
        return change(tx, id, owner, "status = 'FAILED', ended_at = now(), problem = $4", problem);
    }

    private Uni<Void> change(SqlClient client, UUID id, UUID owner, String what, @Nullable Object... values) {
        Tuple parameters = Tuple.of(id, owner, settings.leaseMillis());
        for (Object value : values) {
            parameters.addValue(value);
        }
        return client.preparedQuery("update rebuild set " + what + """
                        , lease_until = clock_timestamp() + $3 * interval '1 ms'
                        where id = $1 and owner = $2 and status = 'RUNNING'""")
                .execute(parameters)
                .invoke(changed -> {
                    if (changed.rowCount() == 0) {
                        throw new NotOwned(id);
                    }
                })
                .replaceWithVoid();
    }

    private static @Nullable Rebuild one(RowSet<Row> rows) {
        return rows.size() == 0 ? null : Rebuild.of(rows.iterator().next());
    }
}
