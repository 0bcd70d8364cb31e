package org.lotledger.ledger.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lotledger.eventsourcing.rest.ProblemMappers;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.local.TestStack;
import org.postgresql.jdbc.PgConnection;

/** Tables that are made after, and while, the database cannot be reached. */
@QuarkusTest
@WithTestResource(TestStack.class)
class MigrationConnectionsQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MORE_THAN_A_POOL_HAS = 4;

    @Inject
    NextProjection next;

    @Inject
    DataSource pool;

    @AfterEach
    void clear() {
        next.inTransaction(next::clear).await().atMost(PATIENCE);
    }

    /** So a network that was cut leaves them, where connections are kept. */
    @Test
    void connections_that_ended_before_do_not_matter() throws SQLException {
        List<PgConnection> kept = new ArrayList<>();
        try (Connection one = pool.getConnection();
                Connection another = pool.getConnection()) {
            kept.add(one.unwrap(PgConnection.class));
            kept.add(another.unwrap(PgConnection.class));
        }
        for (PgConnection connection : kept) {
            connection.close();
        }

        next.make();

        assertMade();
    }

    @Test
    void however_often_a_killed_database_is_tried_the_tables_are_made_when_it_is_back() {
        TestStack.postgres().kill();
        try {
            for (int i = 0; i < MORE_THAN_A_POOL_HAS; i++) {
                assertOutage();
            }
        } finally {
            TestStack.postgres().startAgain();
        }
        awaitReady();

        next.make();

        assertMade();
    }

    @Test
    @Timeout(60)
    void a_database_that_accepts_a_connection_and_says_nothing_is_given_up() {
        TestStack.postgres().suspend();
        try {
            assertOutage();
        } finally {
            TestStack.postgres().resume();
        }
        awaitReady();

        next.make();

        assertMade();
    }

    private void assertOutage() {
        Throwable failure = catchThrowable(next::make);
        assertThat(failure).isNotNull();
        assertThat(ProblemMappers.isOutage(failure)).as(failure.toString()).isTrue();
    }

    private static void assertMade() {
        assertThat(LedgerTables.number("select count(*) from projection_next.lot"))
                .isZero();
    }

    private static void awaitReady() {
        await("the service is ready", () -> ask("/q/health/ready").status() == 200);
    }
}
