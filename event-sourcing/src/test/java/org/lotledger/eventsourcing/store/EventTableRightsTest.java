package org.lotledger.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.local.LocalPostgres;

/** What the role of a service may do in its own store, tried on a real server. The fixture's pool works as that role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTableRightsTest {
    private static final String APPLICATION = "store";
    private static final String FORBIDDEN = "42501";

    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void the_service_adds_to_history_and_reads_it() throws SQLException {
        fixture.inTransaction(tx -> fixture.raise(tx, "one", List.of("k1")));
        assertThat(number("select count(*) from event")).isPositive();
        assertThat(number("select count(*) from announcement")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set actor = 'nobody' where false",
                "delete from event where false",
                "truncate event, announcement, outbox",
                "update announcement set hash = '' where false",
                "delete from announcement where false",
                "truncate announcement",
                "alter table event disable trigger event_is_immutable",
                "drop trigger announcement_is_immutable on announcement",
                "drop table announcement",
                "create or replace function history_is_immutable() returns trigger language sql as ''",
                "create table another (id int)",
                "create temporary table another (id int)",
                "alter table event owner to store",
                "set role store_owner",
                "delete from flyway_schema_history"
            })
    void the_service_cannot_change_history_or_what_guards_it(String statement) {
        assertThatThrownBy(() -> execute(APPLICATION, statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState())
                                .as(refused.getMessage())
                                .isEqualTo(FORBIDDEN));
    }

    /** He can switch the triggers off, but not change history by mistake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set actor = 'someone else'",
                "delete from event",
                "truncate event cascade",
                "update announcement set type = 'Other.v1'",
                "delete from announcement",
                "truncate announcement cascade"
            })
    void the_owner_is_stopped_by_the_triggers(String statement) {
        assertThatThrownBy(() -> execute(LocalPostgres.ownerOf(APPLICATION), statement))
                .hasMessageContaining("history is corrected by new events");
    }

    private void execute(String role, String statement) throws SQLException {
        try (Connection connection = fixture.postgres.connect(APPLICATION, role);
                Statement sent = connection.createStatement()) {
            sent.execute(statement);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = fixture.postgres.connect(APPLICATION, APPLICATION);
                Statement sent = connection.createStatement();
                var rows = sent.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
