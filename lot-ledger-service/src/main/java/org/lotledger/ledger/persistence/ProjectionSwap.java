package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lotledger.ledger.LedgerSettings;

/**
 * The transaction that puts the next tables in the place of those that are read, for a thread that may wait. It finds
 * the next tables first, as {@link NextProjection#inTransaction} does; closed before {@link #commit}, it changes nothing.
 *
 * <p>Its statements are sent as they are, {@code begin} among them: the driver's own transactions cannot go on after a
 * statement that failed, and waiting for readers may fail.
 */
public final class ProjectionSwap implements AutoCloseable {
    /** All tables, in the order in which a batch of the consumers comes to them. */
    private static final List<String> TABLES =
            List.of("lot", "lot_location", "lot_transaction", "lot_hold", "discrepancy", "item", "location");

    /** Canceled because it took too long, or chosen as the victim of a deadlock. */
    private static final Set<String> WAITED_IN_VAIN = Set.of("57014", "40P01");

    /** For statements that wait for nobody. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(1);

    private final SqlConnection connection;
    private final LedgerSettings.Rebuild settings;
    private boolean open = true;

    private ProjectionSwap(SqlConnection connection, LedgerSettings.Rebuild settings) {
        this.connection = connection;
        this.settings = settings;
    }

    static ProjectionSwap begin(Pool pool, LedgerSettings.Rebuild settings) {
        ProjectionSwap swap = new ProjectionSwap(await(pool.getConnection()), settings);
        try {
            swap.run("begin");
            swap.run("set local search_path = " + ProjectionSchema.NEXT.searchPath());
            return swap;
        } catch (RuntimeException e) {
            swap.close();
            throw e;
        }
    }

    /** For what else belongs into the transaction. */
    public SqlConnection transaction() {
        return connection;
    }

    /**
     * Lets no consumer write into the tables that are read until the end; their batches wait, reads go on.
     *
     * @return whether it is so; if not, because a batch or a vacuum under way took too long, nothing has changed
     */
    public boolean stopConsumers() {
        return lock("exclusive", settings.consumersWaitMillis());
    }

    /**
     * Lets nobody read the tables until the end. Those who hold them finish first; all others wait for a moment, and then
     * go on with whatever tables are in place.
     *
     * @return whether nobody reads; if not, nothing has changed
     */
    public boolean stopReaders() {
        return lock("access exclusive", settings.readersWaitMillis());
    }

    /** Locks the tables themselves, not their partitions: every statement locks what it names. */
    private boolean lock(String mode, long waitMillisMax) {
        run("savepoint before_lock");
        try {
            run("set local statement_timeout = " + waitMillisMax);
            run(TABLES.stream()
                    .map(table -> "only " + ProjectionSchema.LIVE.sqlName() + "." + table)
                    .collect(Collectors.joining(", ", "lock table ", " in " + mode + " mode")));
            run("set local statement_timeout = 0");
            return true;
        } catch (PgException e) {
            if (!WAITED_IN_VAIN.contains(e.getSqlState())) {
                throw e;
            }
            run("rollback to savepoint before_lock");
            return false;
        }
    }

    /** Puts the tables in their place. */
    public void commit() {
        run("alter schema projection rename to projection_old");
        run("alter schema projection_next rename to projection");
        run("commit");
        open = false;
    }

    private void run(String statement) {
        await(connection.query(statement).execute());
    }

    /** What cannot be rolled back here is rolled back by the database, when it misses the connection. */
    @Override
    public void close() {
        Uni<Void> undone = open
                ? connection.query("rollback").execute().replaceWithVoid()
                : Uni.createFrom().voidItem();
        await(undone.onFailure()
                .recoverWithNull()
                .chain(done -> connection.close())
                .onFailure()
                .recoverWithNull());
        open = false;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
