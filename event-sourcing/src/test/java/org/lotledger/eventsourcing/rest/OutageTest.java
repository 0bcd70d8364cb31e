package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.store.StoreFixture;

/** What of a database's failures is an outage, and what is a bug of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {
    private StoreFixture fixture;

    @BeforeAll
    void start() {
        fixture = new StoreFixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_wrong_number_of_parameters_is_a_bug() {
        Throwable failure = failureOf(
                fixture.pool.preparedQuery("select $1::text, $2::text").execute(Tuple.of("x")));
        assertThat(failure).isNotNull();
        assertThat(ProblemMappers.isOutage(failure)).as(failure.toString()).isFalse();
    }

    @Test
    void a_statement_that_the_database_refuses_is_a_bug() {
        Throwable failure =
                failureOf(fixture.pool.query("select no_such_column").execute());
        assertThat(ProblemMappers.isOutage(failure)).as(failure.toString()).isFalse();
    }

    @Test
    void a_connection_that_does_not_become_free_is_saturation() {
        Pool one = pool(1, 300);
        SqlConnection taken = fixture.await(one.getConnection());
        Throwable late = failureOf(one.query("select 1").execute());
        assertThat(ProblemMappers.isSaturation(late)).as(late.toString()).isTrue();
        fixture.await(taken.close());
        assertThat(fixture.await(one.query("select 1").execute()).size()).isEqualTo(1);
    }

    @Test
    void one_more_than_may_wait_is_saturation() {
        Pool one = pool(1, 10_000);
        SqlConnection taken = fixture.await(one.getConnection());
        Uni<SqlConnection> waits = one.getConnection().memoize().indefinitely();
        waits.subscribe().with(connection -> connection.closeAndForget(), failure -> {});
        Throwable tooMany = failureOf(one.query("select 1").execute());
        assertThat(ProblemMappers.isSaturation(tooMany)).as(tooMany.toString()).isTrue();
        fixture.await(taken.close());
        fixture.await(waits);
    }

    @Test
    void a_killed_database_is_an_outage_to_who_was_connected_and_who_comes() {
        SqlConnection open = fixture.await(fixture.pool.getConnection());
        fixture.postgres.kill();
        try {
            Throwable connected = failureOf(open.query("select 1").execute());
            assertThat(ProblemMappers.isOutage(connected))
                    .as(connected.toString())
                    .isTrue();
            Throwable again = failureOf(open.query("select 1").execute());
            assertThat(ProblemMappers.isOutage(again)).as(again.toString()).isTrue();
            Throwable comes = failureOf(pool(1, 2_000).query("select 1").execute());
            assertThat(ProblemMappers.isOutage(comes)).as(comes.toString()).isTrue();
            assertThat(ProblemMappers.isSaturation(comes)).as(comes.toString()).isFalse();
        } finally {
            fixture.postgres.startAgain();
        }
    }

    /** As while a backup is put in its place. */
    @Test
    void a_database_that_lets_nobody_in_is_an_outage() throws Exception {
        try (Connection superuser = fixture.postgres.connect("postgres", "postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("alter database store allow_connections false");
            try {
                Throwable kept = failureOf(pool(1, 2_000).query("select 1").execute());
                assertThat(ProblemMappers.isOutage(kept)).as(kept.toString()).isTrue();
            } finally {
                statement.execute("alter database store allow_connections true");
            }
        }
    }

    /** As migrations that a rebuild runs find it in JDBC's pool after the database was killed (seed 36). */
    @Test
    void a_connection_of_jdbc_that_has_ended_is_an_outage_and_a_refused_statement_is_not() throws Exception {
        try (Connection connection = fixture.postgres.connect("store");
                Statement statement = connection.createStatement()) {
            Throwable refused = catchThrowable(() -> statement.execute("select no_such_column"));
            assertThat(ProblemMappers.isOutage(new IllegalStateException("wrapped", refused)))
                    .as(refused.toString())
                    .isFalse();
            connection.abort(Runnable::run);
            Throwable ended = catchThrowable(connection::getMetaData);
            assertThat(ProblemMappers.isOutage(new IllegalStateException("wrapped", ended)))
                    .as(ended.toString())
                    .isTrue();
        }
    }

    @Test
    void a_database_that_is_not_there_is_an_outage() {
        Throwable missing =
                failureOf(pool("no_such_database", 1, 2_000).query("select 1").execute());
        assertThat(ProblemMappers.isOutage(missing)).as(missing.toString()).isTrue();
    }

    /** As a client that hangs up: the framework then cancels what it was waiting for. */
    @Test
    void who_goes_away_while_a_connection_is_opened_for_him_leaves_none_behind() throws Exception {
        Pool one = pool(100, 5_000);
        for (int millis = 0; millis < 12; millis++) {
            Cancellable waiting = Commands.inTransaction(
                            one, tx -> tx.query("select pg_sleep(0.001)").execute())
                    .subscribe()
                    .with(done -> {}, failure -> {});
            Thread.sleep(millis % 4);
            waiting.cancel();
        }
        assertThat(fixture.await(one.query("select 1").execute()).size()).isEqualTo(1);
    }

    private Throwable failureOf(Uni<?> query) {
        return catchThrowable(() -> fixture.await(query));
    }

    private Pool pool(int waitingMax, int waitMillisMax) {
        return pool("store", waitingMax, waitMillisMax);
    }

    private Pool pool(String database, int waitingMax, int waitMillisMax) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(1)
                        .setMaxWaitQueueSize(waitingMax)
                        .setConnectionTimeout(waitMillisMax)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(PgConnectOptions.fromUri(fixture.postgres.reactiveUrl(database))
                        .setUser("store")
                        .setPassword("store"))
                .using(fixture.vertx)
                .build();
    }
}
