package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Commands;

/**
 * Reads with several statements what one moment looked like, while the projection goes on. The tables are held first, by
 * a statement that does not yet fix the moment: a rebuild cannot put others in their place between the two.
 */
final class Snapshot {
    static final String BEGIN = """
            set transaction isolation level repeatable read read only;
            lock table only lot in access share mode""";

    private Snapshot() {}

    static <T extends @Nullable Object> Uni<T> read(Pool pool, Function<SqlConnection, Uni<T>> reading) {
        return Commands.inTransaction(pool, tx -> tx.query(BEGIN).execute().flatMap(held -> reading.apply(tx)));
    }
}
