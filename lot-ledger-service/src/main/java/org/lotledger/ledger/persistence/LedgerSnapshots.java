package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes snapshots of the ledger. */
@ApplicationScoped
public class LedgerSnapshots {
    private final Pool pool;

    public LedgerSnapshots(Pool pool) {
        this.pool = pool;
    }

    /** The rows as they are now; whoever takes a snapshot closes it. */
    public Uni<LedgerSnapshot> take() {
        return LedgerSnapshot.take(pool);
    }
}
