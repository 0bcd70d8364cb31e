package org.lotledger.ledger.persistence;

import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Singleton;
import org.lotledger.eventsourcing.store.BoundedPool;

/**
 * Which statements the driver keeps prepared. The projection's one statement, although it is longer than the 2,048
 * characters that are its limit by default: parsing and planning it anew would double the time of a small batch. Not
 * the searches: a plan that is kept does not know the values, and would read ten million lots in their order to find the
 * one with a rare number.
 */
@Singleton
public class StatementCache implements BoundedPool.Connections {
    /** At the beginning of statements that are planned for their values, each time. */
    static final String PLANNED_FOR_ITS_VALUES = "/* planned for its values */ ";

    @Override
    public void adjust(PgConnectOptions options) {
        options.setPreparedStatementCacheSqlFilter(statement -> !statement.startsWith(PLANNED_FOR_ITS_VALUES));
    }
}
