package org.lotledger.eventsourcing.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.flywaydb.core.Flyway;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalPostgres;

/** A real PostgreSQL with the event store's tables, and a counter as the simplest document. */
public final class StoreFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DATABASE = "store";

    static {
        // Two threads that ask for it first at the same moment both set it, and the later one fails; Quarkus sets it at
        // its start, these tests run without.
        ContextManagerProvider.instance();
    }

    public final LocalPostgres postgres;
    public final Vertx vertx = Vertx.vertx();
    public final Pool pool;
    public final EventSourcingSettings settings = settings(Map.of());
    public final Announcements announcements = new Announcements(settings);
    public final EventStore store = new EventStore(announcements);
    public final StoreGate gate = new StoreGate(settings, new Gauges(new SimpleMeterRegistry()));

    public StoreFixture() {
        try {
            Path folder = Files.createTempDirectory("event-store-test");
            postgres = LocalPostgres.start(folder.resolve("postgres"), 0, Durability.RELAXED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.createDatabase(DATABASE);
        Flyway.configure()
                .dataSource(
                        postgres.jdbcUrl(DATABASE), LocalPostgres.ownerOf(DATABASE), LocalPostgres.ownerOf(DATABASE))
                .placeholders(Map.of("application", DATABASE))
                .locations("db/requests", "db/event-store", "db/inbox")
                .load()
                .migrate();
        PgConnectOptions options = PgConnectOptions.fromUri(postgres.reactiveUrl(DATABASE))
                .setUser(DATABASE)
                .setPassword(DATABASE);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(20))
                .connectingTo(options)
                .using(vertx)
                .build();
        gate.noteReadToEnd(true);
        await(pool.query("insert into store_seen (identity) select store_identity()")
                .execute());
    }

    /** Those of a test, with these changes. */
    public static EventSourcingSettings settings(Map<String, String> changes) {
        return new SmallRyeConfigBuilder()
                .withMapping(EventSourcingSettings.class)
                .withDefaultValue("lots.source", "test")
                .withDefaultValue("lots.relay.retry-interval-millis", "100")
                .withDefaultValues(changes)
                .build()
                .getConfigMapping(EventSourcingSettings.class);
    }

    public <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    public <T> T inTransaction(Function<SqlConnection, Uni<T>> work) {
        return await(Commands.inTransaction(pool, work));
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
        postgres.kill();
        postgres.close();
    }

    /** It was raised; announced once for each of its keys. */
    public record Raised(int by, List<String> keys) {}

    /** Raise it. */
    public record Raise(int by, List<String> keys) {}

    /** Adds up what it was raised by. */
    private static final class CounterDecider implements Decider<Raise, Integer, Raised> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Raised event) {
            return state + event.by();
        }

        @Override
        public Decision<Raised> decide(Integer state, Raise command) {
            return Decision.accept(new Raised(command.by(), command.keys()));
        }
    }

    /** The counter as a document. */
    public static Aggregate<Raise, Integer, Raised> counter() {
        return new Aggregate<>(
                "counter",
                new CounterDecider(),
                new JsonEventCodec<>(
                        new com.fasterxml.jackson.databind.ObjectMapper(), Map.of("raised.v1", Raised.class)),
                (event, stamp) -> event.keys().stream()
                        .map(key -> new Draft(
                                "lot-events",
                                key,
                                "Raised.v1",
                                "/" + key,
                                (eventId, previousHash) -> ("{\"eventId\":\"" + eventId + "\",\"previousHash\":\""
                                                + previousHash + "\",\"by\":" + event.by() + "}")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .toList());
    }

    public static Stamp stamp() {
        return new Stamp(Instant.parse("2026-01-31T10:00:00Z"), "tester");
    }

    /** Raises the counter of this id by one, announced for these keys. */
    public Uni<EventStore.Appended<Integer>> raise(SqlConnection tx, String id, List<String> keys) {
        return store.load(tx, counter(), id)
                .flatMap(document -> store.execute(tx, counter(), id, document, new Raise(1, keys), stamp(), null));
    }
}
