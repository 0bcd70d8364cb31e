package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.flywaydb.core.Flyway;
import org.lotledger.events.LotEvent;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Position;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with the ledger's tables, and nothing else of the service: for properties that try many histories. */
final class LedgerDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "ledger";

    static {
        // Quarkus sets it at its start; here two threads could set it at the same moment.
        ContextManagerProvider.instance();
    }

    private final LocalPostgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private final LotProjector projector = new LotProjector(new ObjectMapper());
    final Pool pool;

    LedgerDatabase() {
        try {
            Path folder = Files.createTempDirectory("ledger-test");
            postgres = LocalPostgres.start(folder.resolve("postgres"), 0, Durability.RELAXED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.createDatabase(NAME);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(postgres.jdbcUrl(NAME));
        database.setUser(NAME);
        database.setPassword(NAME);
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(NAME), LocalPostgres.ownerOf(NAME), LocalPostgres.ownerOf(NAME))
                .placeholders(Map.of("application", NAME))
                .locations("db/requests", "db/inbox", "db/lot-ledger")
                .load()
                .migrate();
        ProjectionSchema.LIVE.migrate(database);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(PgConnectOptions.fromUri(postgres.reactiveUrl(NAME))
                        .setUser(NAME)
                        .setPassword(NAME)
                        .addProperty("search_path", ProjectionSchema.LIVE.searchPath())
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlFilter(statement -> true))
                .using(vertx)
                .build();
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** Projects a batch as it comes from the topic. */
    void project(List<Arrival<LotEvent>> batch) {
        await(Commands.inTransaction(
                pool,
                tx -> projector
                        .lock(tx, batch.stream().map(a -> a.event().fact()).toList())
                        .flatMap(positions -> projector.apply(tx, batch, moved(positions, batch)))));
    }

    /** How far the lots are after a batch. */
    static Map<String, Positions> moved(Map<String, Positions> before, List<Arrival<LotEvent>> batch) {
        Map<String, Positions> after = new HashMap<>();
        for (Arrival<LotEvent> arrival : batch) {
            Map<String, Position> positions = new HashMap<>(
                    after.getOrDefault(arrival.key(), before.get(arrival.key())).bySource());
            positions.put(arrival.source(), new Position(arrival.sequence(), arrival.hash()));
            after.put(arrival.key(), new Positions(positions));
        }
        return after;
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
        postgres.kill();
        postgres.close();
    }
}
