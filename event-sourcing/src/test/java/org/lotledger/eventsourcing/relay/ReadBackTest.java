package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.inbox.TopicIds;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.StoreFixture;
import org.lotledger.eventsourcing.store.Traces;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.local.LocalKafka;

/** Own announcements read back from a real broker, by a store that is sound, was put back, or is told nonsense. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadBackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> KEYS = List.of("key-0", "key-1");

    private final StoreFixture fixture = new StoreFixture();
    private final CommitSignal committed = new CommitSignal();
    private LocalKafka kafka;

    @BeforeAll
    void startKafka() throws IOException {
        Path folder = Files.createTempDirectory("read-back-test");
        kafka = LocalKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(Map.of("lot-events", 2));
    }

    @AfterAll
    void stop() {
        kafka.kill();
        kafka.close();
        fixture.close();
    }

    /** What the counter announces, as its own bytes tell it. */
    private record Told(String eventId, @Nullable String previousHash, int by) {}

    private final class Counters implements OwnEvents<Told> {
        @Override
        public Set<String> topics() {
            return Set.of("lot-events");
        }

        @Override
        public Told read(String topic, String type, byte[] body) {
            try {
                JsonNode json = new ObjectMapper().readTree(body);
                String previous = json.path("previousHash").asText();
                return new Told(
                        json.path("eventId").asText(),
                        previous.equals("null") ? null : previous,
                        json.path("by").asInt());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String eventId(Told event) {
            return event.eventId();
        }

        @Override
        public @Nullable String previousHash(Told event) {
            return event.previousHash();
        }

        @Override
        public Uni<Predicate<LostAnnouncement<Told>>> lock(SqlConnection tx, List<LostAnnouncement<Told>> lost) {
            return Uni.createFrom().item(one -> true);
        }

        @Override
        public Uni<Void> takeBack(SqlConnection tx, LostAnnouncement<Told> lost) {
            String id = "again-" + lost.key();
            return fixture.store
                    .load(tx, StoreFixture.counter(), id)
                    .flatMap(document -> fixture.store.takeBack(
                            tx,
                            StoreFixture.counter(),
                            id,
                            document,
                            new StoreFixture.Raised(lost.event().by(), List.of(lost.key())),
                            lost,
                            StoreFixture.stamp()))
                    .replaceWithVoid();
        }
    }

    /**
     * Goal: a store that was put back gives no number out until it has taken in again what it had announced, and then goes
     * on. Method: copy, announce, put the copy back while nothing runs, try to announce, read back, by two at once.
     */
    @Test
    void a_store_that_was_put_back_takes_its_announcements_in_again() throws InterruptedException {
        raise(3);
        send();
        fixture.postgres.copyDatabase("store", "store_copy");
        raise(4);
        send();
        String before = announcements();
        fixture.postgres.restoreDatabase("store", "store_copy");

        awaitTrue(() -> connected());
        assertThat(announcements()).isNotEqualTo(before);
        assertThatThrownBy(() -> raise(1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("STORE_BEHIND"));

        ReadBack one = readBack();
        ReadBack other = readBack();
        one.start(null);
        other.start(null);
        try {
            awaitTrue(() -> !refuses());
            assertThat(announcements()).isEqualTo(before);
            assertThat(text("select count(*) from outbox")).isEqualTo("0");
            assertThat(text("select count(*) from lost_announcement where state = 'TAKEN_BACK'"
                            + " and key in ('key-0', 'key-1')"))
                    .isEqualTo("8");
            raise(1);
            assertThat(text("select sequence from announcement_counter where key = 'key-0'"))
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
        fixture.inTransaction(tx -> fixture.raise(tx, "tampered", List.of("key-2")));
        send();
        asOwner("create table taken as select * from announcement where key = 'key-2'");
        asOwner("delete from announcement where key = 'key-2'");
        ReadBack reading = readBack();
        reading.start(null);
        try {
            awaitTrue(() -> text("select string_agg(detail, '') from lost_announcement where key = 'key-2'")
                    .contains("fork"));
            assertThat(refuses()).isTrue();
            asOwner("insert into announcement overriding system value select * from taken");
            awaitTrue(() -> !refuses());
            assertThat(text("select state from lost_announcement where key = 'key-2'"))
                    .isEqualTo("TAKEN_BACK");
        } finally {
            reading.stop(null);
        }
    }

    /**
     * Goal: what the broker acknowledged and lost is sent again, whoever has read it. Method: everything is read back, then the
     * topic's end is cut off.
     */
    @Test
    void what_the_broker_has_lost_is_sent_again() throws Exception {
        // In both partitions, which need not be found at once.
        List<String> keys = List.of("key-3", "key-4", "key-5", "key-6", "key-7", "key-8");
        raise(3, "lost", keys);
        send();
        Map<Path, Long> sizes = kafka.logSizes("lot-events");
        ReadBack reading = readBack();
        reading.start(null);
        try {
            raise(2, "lost", keys);
            send();
            awaitTrue(() -> text("select sum(next_offset) from own_offset").equals(topicEnd()));
            String end = topicEnd();
            kafka.loseTail(sizes);
            kafka.startAgain();
            awaitTrue(() -> !text("select count(*) from outbox").equals("0"));
            assertThat(topicEnd()).isNotEqualTo(end);
            awaitTrue(() -> text("select sum(next_offset) from own_offset").equals(topicEnd()));
            assertThat(text("select count(*) from outbox")).isEqualTo(text("select count(*) from announcement"));
            send();
            awaitTrue(() -> text("select sum(next_offset) from own_offset").equals(topicEnd()));
            assertThat(text("select count(*) from outbox"))
                    .as("it is found once")
                    .isEqualTo("0");
        } finally {
            reading.stop(null);
        }
    }

    private String topicEnd() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafkaConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition("lot-events", 0), new TopicPartition("lot-events", 1));
            return Long.toString(consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum());
        }
    }

    /** Past the triggers. */
    private void asOwner(String change) throws SQLException {
        try (Connection connection = fixture.postgres.connect("store");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table announcement disable trigger user");
            statement.execute(change);
            statement.execute("alter table announcement enable trigger user");
        }
    }

    private void raise(int times) {
        raise(times, "counter", KEYS);
    }

    private void raise(int times, String id, List<String> keys) {
        for (int i = 0; i < times; i++) {
            fixture.inTransaction(tx -> fixture.raise(tx, id, keys));
        }
    }

    private void send() throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        OutboxRelay relay = new OutboxRelay(
                fixture.pool,
                new AnnouncementProducer(kafkaConfig(), fixture.settings),
                committed,
                fixture.gate,
                new Traces(OpenTelemetry.noop()),
                fixture.settings,
                metrics,
                new Gauges(metrics));
        relay.start(null);
        try {
            awaitTrue(() -> text("select count(*) from outbox").equals("0"));
        } finally {
            relay.stop(null);
        }
    }

    private ReadBack readBack() {
        LostAnnouncements lost = new LostAnnouncements();
        Counters own = new Counters();
        return new ReadBack(
                fixture.pool,
                new OwnTopics(kafkaConfig(), fixture.settings, own, lost, new TopicIds(kafkaConfig()), fixture.pool),
                lost,
                new TakingBack(fixture.pool, lost, fixture.announcements, own, fixture.settings),
                fixture.gate,
                committed,
                fixture.settings);
    }

    private Map<String, Object> kafkaConfig() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private String announcements() {
        return text("select string_agg(key || sequence || encode(hash, 'hex') || encode(body, 'hex'), ' '"
                + " order by key, sequence) from announcement");
    }

    private boolean refuses() {
        return text("select store_refuses()::text").equals("true");
    }

    private boolean connected() {
        try {
            return !text("select 'here'").isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private String text(String query) {
        return String.valueOf(fixture.await(fixture.pool.query(query).execute())
                .iterator()
                .next()
                .getValue(0));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
