package org.lotledger.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.store.EventStore.Appended;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStoreTest {
    private static final int WRITERS = 16;
    private static final int COMMANDS_EACH = 60;
    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void what_was_appended_is_loaded_again() {
        fixture.inTransaction(tx -> fixture.raise(tx, "one", List.of("k1")));
        Appended<Integer> second = fixture.inTransaction(tx -> fixture.raise(tx, "one", List.of("k1", "k2")));

        assertThat(second.document()).isEqualTo(new Versioned<>(2, 2));
        assertThat(second.announced()).containsExactly(new EventId("test", "k1", 2), new EventId("test", "k2", 1));
        assertThat(fixture.await(fixture.store.load(fixture.pool, StoreFixture.counter(), "one")))
                .isEqualTo(new Versioned<>(2, 2));
        assertThat(fixture.await(fixture.store.loadAll(fixture.pool, StoreFixture.counter(), List.of("none", "one"))))
                .containsOnlyKeys("one");
        assertThat(fixture.await(fixture.announcements.idsByPlace(fixture.pool, List.of("counter:one"))))
                .containsEntry("counter:one", Map.of("/k1", "test.k1.2", "/k2", "test.k2.1"));
    }

    @Test
    void of_two_writers_at_one_version_one_is_told_that_it_lost() {
        Versioned<Integer> seen = new Versioned<>(0, 0);
        append("raced", seen);
        assertThatThrownBy(() -> append("raced", seen)).isInstanceOf(WrongExpectedVersion.class);
        assertThat(fixture.await(fixture.store.load(fixture.pool, StoreFixture.counter(), "raced"))
                        .version())
                .isEqualTo(1);
    }

    private void append(String id, Versioned<Integer> seen) {
        fixture.inTransaction(tx -> fixture.store.execute(
                tx,
                StoreFixture.counter(),
                id,
                seen,
                new StoreFixture.Raise(1, List.of()),
                StoreFixture.stamp(),
                null));
    }

    @Test
    void a_command_rolled_back_leaves_nothing_and_uses_no_number() {
        assertThatThrownBy(() -> fixture.inTransaction(tx -> fixture.raise(tx, "undone", List.of("undone-key"))
                        .flatMap(done -> Uni.createFrom().failure(new IllegalStateException("undone")))))
                .hasMessage("undone");
        assertThat(count("select count(*) from event where stream = 'counter:undone'"))
                .isZero();
        Appended<Integer> next = fixture.inTransaction(tx -> fixture.raise(tx, "undone", List.of("undone-key")));
        assertThat(next.announced()).containsExactly(new EventId("test", "undone-key", 1));
    }

    /**
     * Goal: numbers per key without gap, chained, queued in their order. Method: many writers on few keys, several keys
     * a transaction in any order, some rolled back.
     */
    @Test
    void many_writers_leave_gapless_chains_in_the_order_of_the_queue() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            writers.add(() -> {
                Random random = new Random(writer);
                for (int i = 0; i < COMMANDS_EACH; i++) {
                    write(writer + "-" + i, random);
                }
                return null;
            });
        }
        try (ExecutorService atOnce = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Void> writer : atOnce.invokeAll(writers)) {
                writer.get();
            }
        }

        RowSet<Row> rows = fixture.await(fixture.pool.query("""
                        select a.key, a.sequence, a.hash, convert_from(a.body, 'UTF8') as body
                        from outbox o join announcement a on a.key = o.key and a.sequence = o.sequence
                        where a.key like 'many-%'
                        order by o.position""").execute());
        Map<String, Long> lastSequence = new HashMap<>();
        Map<String, String> lastHash = new HashMap<>();
        for (Row row : rows) {
            String key = row.getString("key");
            assertThat(row.getLong("sequence")).isEqualTo(lastSequence.getOrDefault(key, 0L) + 1);
            assertThat(row.getString("body")).contains("\"previousHash\":\"" + lastHash.get(key) + "\"");
            String hash = HexFormat.of().formatHex(row.getBuffer("hash").getBytes());
            assertThat(hash)
                    .isEqualTo(HexFormat.of()
                            .formatHex(Announcements.sha256(
                                    row.getString("body").getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            lastSequence.put(key, row.getLong("sequence"));
            lastHash.put(key, hash);
        }
        assertThat(rows.size()).isGreaterThan(WRITERS * COMMANDS_EACH);
        assertThat(count("select count(*) from announcement where key like 'many-%'"))
                .isEqualTo(rows.size());
    }

    private void write(String id, Random random) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            keys.add("many-" + random.nextInt(20));
        }
        boolean undone = random.nextInt(10) == 0;
        try {
            fixture.inTransaction(tx -> fixture.raise(tx, id, keys)
                    .flatMap(done -> undone
                            ? Uni.createFrom().failure(new IllegalStateException("undone"))
                            : Uni.createFrom().item(done)));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("undone");
        }
    }

    private long count(String sql) {
        return fixture.await(fixture.pool.query(sql).execute())
                .iterator()
                .next()
                .getLong(0);
    }
}
