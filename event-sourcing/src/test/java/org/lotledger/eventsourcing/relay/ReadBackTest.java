package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.rest.ProblemException;

/** Own announcements read back from a real broker, by a store that is sound, was put back, or is told nonsense. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadBackTest {
    private static final List<String> KEYS = List.of("key-0", "key-1");

    private final ReadBackFixture fixture = new ReadBackFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    /**
     * Goal: a store that was put back gives no number out until it has taken in again what it had announced, and then goes
     * on. Method: copy, announce, put the copy back while nothing runs, try to announce, read back, by two at once.
     */
    @Test
    void a_store_that_was_put_back_takes_its_announcements_in_again() throws InterruptedException {
        raise(3);
        fixture.send();
        fixture.store.postgres.copyDatabase("store", "store_copy");
        raise(4);
        fixture.send();
        String before = announcements();
        fixture.store.postgres.restoreDatabase("store", "store_copy");

        ReadBackFixture.awaitTrue(() -> connected());
        assertThat(announcements()).isNotEqualTo(before);
        assertThatThrownBy(() -> raise(1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("STORE_BEHIND"));

        ReadBack one = fixture.readBack();
        ReadBack other = fixture.readBack();
        one.start(null);
        other.start(null);
        try {
            ReadBackFixture.awaitTrue(() -> !refuses());
            assertThat(announcements()).isEqualTo(before);
            assertThat(fixture.text("select count(*) from outbox")).isEqualTo("0");
            assertThat(fixture.text("select count(*) from lost_announcement where state = 'TAKEN_BACK'"
                            + " and key in ('key-0', 'key-1')"))
                    .isEqualTo("8");
            raise(1);
            assertThat(fixture.text("select sequence from announcement_counter where key = 'key-0'"))
                    .isEqualTo("8");
        } finally {
            one.stop(null);
            other.stop(null);
        }
    }

    /**
     * Goal: what is missing is no longer missed once somebody has put the very same rows back. Method: take an announcement
     * away before it is read back, wait until it is missed and fits nowhere, put it back.
     */
    @Test
    void a_row_that_was_taken_away_and_put_back_is_no_longer_missed() throws Exception {
        fixture.raise(1, "tampered", List.of("key-2"));
        fixture.send();
        asOwner("create table taken as select * from announcement where key = 'key-2'");
        asOwner("delete from announcement where key = 'key-2'");
        ReadBack reading = fixture.readBack();
        reading.start(null);
        try {
            ReadBackFixture.awaitTrue(
                    () -> fixture.text("select string_agg(detail, '') from lost_announcement where key = 'key-2'")
                            .contains("fork"));
            assertThat(refuses()).isTrue();
            asOwner("insert into announcement overriding system value select * from taken");
            ReadBackFixture.awaitTrue(() -> !refuses());
            assertThat(fixture.text("select state from lost_announcement where key = 'key-2'"))
                    .isEqualTo("TAKEN_BACK");
        } finally {
            reading.stop(null);
        }
    }

    /** Past the triggers. */
    private void asOwner(String change) throws SQLException {
        try (Connection connection = fixture.store.postgres.connect("store");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table announcement disable trigger user");
            statement.execute(change);
            statement.execute("alter table announcement enable trigger user");
        }
    }

    private void raise(int times) {
        fixture.raise(times, "counter", KEYS);
    }

    private String announcements() {
        return fixture.text("select string_agg(key || sequence || encode(hash, 'hex') || encode(body, 'hex'), ' '"
                + " order by key, sequence) from announcement");
    }

    private boolean refuses() {
        return fixture.text("select store_refuses()::text").equals("true");
    }

    private boolean connected() {
        try {
            return !fixture.text("select 'here'").isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
