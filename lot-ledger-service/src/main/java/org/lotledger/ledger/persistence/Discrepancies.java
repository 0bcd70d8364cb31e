package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Balances that fell below zero; there should be none. */
@ApplicationScoped
public class Discrepancies {
    /** Beyond this many the number says no more: one is one too many. */
    private static final int COUNTED_MAX = 10_000;

    private final Pool pool;

    public Discrepancies(Pool pool) {
        this.pool = pool;
    }

    public Uni<Long> count() {
        return pool.preparedQuery("select count(*) from (select from discrepancy limit $1) counted")
                .execute(Tuple.of(COUNTED_MAX))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
