package org.lotledger.ledger.persistence;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Which statements the driver keeps prepared. The projection's one statement, although it is longer than the 2,048
 * characters that are its limit by default: parsing and planning it anew would double the time of a small batch. Not
 * the searches: a plan that is kept does not know the values, and would read ten million lots in their order to find the
 * one with a rare number.
 */
@Singleton
public class StatementCache implements PgPoolCreator {
    /** At the beginning of statements that are planned for their values, each time. */
    static final String PLANNED_FOR_ITS_VALUES = "/* planned for its values */ ";

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setPreparedStatementCacheSqlFilter(
                        statement -> !statement.startsWith(PLANNED_FOR_ITS_VALUES)));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
