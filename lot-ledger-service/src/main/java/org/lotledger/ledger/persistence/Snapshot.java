package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Commands;

/** Reads with several statements what one moment looked like, while the projection goes on. */
final class Snapshot {
    private Snapshot() {}

    static <T extends @Nullable Object> Uni<T> read(Pool pool, Function<SqlConnection, Uni<T>> reading) {
        return Commands.inTransaction(
                pool,
                tx -> tx.query("set transaction isolation level repeatable read read only")
                        .execute()
                        .flatMap(set -> reading.apply(tx)));
    }
}
