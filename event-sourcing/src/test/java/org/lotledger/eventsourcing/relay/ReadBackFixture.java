package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.inbox.TopicIds;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.StoreFixture;
import org.lotledger.eventsourcing.store.Traces;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.local.LocalKafka;

/** Counters that announce on a real broker, and what reads that back. */
final class ReadBackFixture implements AutoCloseable {
    /** In both partitions, which need not be found at once. */
    private static final List<String> KEYS = List.of("key-3", "key-4", "key-5", "key-6", "key-7", "key-8");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final StoreFixture store = new StoreFixture();
    final LocalKafka kafka;
    private final CommitSignal committed = new CommitSignal();

    ReadBackFixture() {
        try {
            kafka = LocalKafka.start(Files.createTempDirectory("read-back-test").resolve("kafka"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka.createTopics(Map.of("lot-events", 2));
    }

    @Override
    public void close() {
        kafka.kill();
        kafka.close();
        store.close();
    }

    /** What the counter announces, as its own bytes tell it. */
    record Told(String eventId, @Nullable String previousHash, int by) {}

    private final class Counters implements OwnEvents<Told> {
        @Override
        public Set<String> topics() {
            return Set.of("lot-events");
        }

        @Override
        public Told read(String topic, String type, byte[] body) {
            return told(body);
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
            return store.store
                    .load(tx, StoreFixture.counter(), id)
                    .flatMap(document -> store.store.takeBack(
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

    /** What is in a record's body. */
    Told told(byte[] body) {
        try {
            JsonNode json = new ObjectMapper().readTree(body);
            String previous = json.path("previousHash").asText();
            return new Told(
                    json.path("eventId").asText(),
                    previous.equals("null") ? null : previous,
                    json.path("by").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void raise(int times, String id, List<String> keys) {
        for (int i = 0; i < times; i++) {
            store.inTransaction(tx -> store.raise(tx, id, keys));
        }
    }

    /** So many announcements of each of some keys, which lie in both partitions. */
    void announce(int times) throws InterruptedException {
        raise(times, "lost", KEYS);
        send();
    }

    void send() throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        OutboxRelay relay = new OutboxRelay(
                store.pool,
                new AnnouncementProducer(kafkaConfig(), store.settings),
                committed,
                store.gate,
                new Traces(OpenTelemetry.noop()),
                store.settings,
                metrics,
                new Gauges(metrics));
        relay.start(null);
        try {
            awaitTrue(() -> text("select count(*) from outbox").equals("0"));
        } finally {
            relay.stop(null);
        }
    }

    ReadBack readBack() {
        return readBack(store.settings);
    }

    /** By a process that looks for more so often. */
    ReadBack readBack(Duration pollInterval) {
        return readBack(StoreFixture.settings(
                Map.of("lots.read-back.poll-interval-millis", Long.toString(pollInterval.toMillis()))));
    }

    private ReadBack readBack(EventSourcingSettings settings) {
        LostAnnouncements lost = new LostAnnouncements();
        Counters own = new Counters();
        return new ReadBack(
                store.pool,
                new OwnTopics(kafkaConfig(), settings, own, lost, new TopicIds(kafkaConfig()), store.pool),
                lost,
                new TakingBack(store.pool, lost, store.announcements, own, settings),
                store.gate,
                committed,
                settings);
    }

    Map<String, Object> kafkaConfig() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** The broker loses what its files hold beyond these sizes. */
    void lose(Map<Path, Long> sizes) {
        kafka.loseTail(sizes);
        kafka.startAgain();
    }

    /** Key and sequence of each record that a reader of the topic from its start is told. */
    Set<String> onTheTopic() {
        Set<String> ids = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
                    ids.add(id.substring(id.indexOf('.') + 1));
                }
            }
        }
        return ids;
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafkaConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition("lot-events", 0), new TopicPartition("lot-events", 1)));
        return consumer;
    }

    String text(String query) {
        return String.valueOf(
                store.await(store.pool.query(query).execute()).iterator().next().getValue(0));
    }

    static void awaitTrue(Callable<Boolean> condition) {
        Instant end = Instant.now().plus(PATIENCE);
        try {
            while (!condition.call()) {
                assertThat(Instant.now()).as("patience").isBefore(end);
                Thread.sleep(20);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
