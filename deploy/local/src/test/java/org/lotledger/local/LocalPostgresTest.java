package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir
    static Path folder;

    static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start(folder, 0, Durability.RELAXED);
        postgres.createDatabase("receiving");
        postgres.createDatabase("shipping");
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void keepsACommittedRowThroughACrashAndARestart() throws SQLException {
        execute("create table fact (id int)");
        execute("insert into fact values (1)");

        postgres.kill();
        assertFalse(postgres.isRunning());
        assertThrows(SQLException.class, () -> postgres.connect("receiving"));
        postgres.startAgain();

        assertEquals("1", query("select count(*) from fact"));

        postgres.stop();
        postgres.startAgain();
        assertEquals("1", query("select count(*) from fact"));
    }

    @Test
    void letsNobodyElseIntoADatabase() {
        for (String other : new String[] {"shipping", LocalPostgres.ownerOf("shipping")}) {
            SQLException refusal = assertThrows(SQLException.class, () -> postgres.connect("receiving", other));
            assertTrue(refusal.getMessage().contains("permission denied for database"), refusal.getMessage());
        }
    }

    @Test
    void createsADatabaseOnlyOnce() {
        postgres.createDatabase("receiving");
    }

    @Test
    void putsAnOlderCopyInThePlaceOfADatabase() throws SQLException {
        execute("create table changing (id int)");
        execute("insert into changing values (1)");
        postgres.copyDatabase("receiving", "receiving_copy");
        execute("insert into changing values (2)");

        postgres.restoreDatabase("receiving", "receiving_copy");

        assertEquals("1", query("select count(*) from changing"));
        SQLException refusal = assertThrows(SQLException.class, () -> postgres.connect("receiving", "shipping"));
        assertTrue(refusal.getMessage().contains("permission denied for database"), refusal.getMessage());
    }

    @Test
    void sortsByCodePoint() throws SQLException {
        assertEquals(
                "B,a,b,ä", query("select string_agg(t, ',' order by t) from (values ('a'), ('B'), ('ä'), ('b')) v(t)"));
    }

    @Test
    void isTheSameServerForWhoAttachesToItsFolder() {
        LocalPostgres attached = LocalPostgres.attachedTo(folder);
        assertEquals(postgres.jdbcUrl("receiving"), attached.jdbcUrl("receiving"));
        assertEquals(postgres.pid(), attached.pid());
    }

    @Test
    void startsOnlyOnceOnItsData() {
        assertThrows(IllegalStateException.class, () -> LocalPostgres.start(folder, 0));
    }

    @Test
    void answersNothingWhileSuspended() throws Exception {
        try (Connection connection = postgres.connect("receiving")) {
            connection.setNetworkTimeout(Runnable::run, 1_000);
            postgres.suspend();
            assertThrows(SQLException.class, () -> connection.createStatement().execute("select 1"));
        } finally {
            postgres.resume();
        }
        assertEquals("1", query("select 1"));
    }

    @Test
    void endsTheSessionsOfOneDatabaseOnly() throws SQLException {
        try (Connection ended = postgres.connect("receiving");
                Connection other = postgres.connect("shipping")) {
            postgres.endSessions("receiving");
            assertThrows(SQLException.class, () -> ended.createStatement().execute("select 1"));
            assertTrue(other.createStatement().execute("select 1"));
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect("receiving");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = postgres.connect("receiving");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
