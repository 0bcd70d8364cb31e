package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.StoreFixture;
import org.lotledger.eventsourcing.store.Traces;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.local.LocalKafka;

/** The relay on a real PostgreSQL and a real Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private final StoreFixture fixture = new StoreFixture();
    private final CommitSignal committed = new CommitSignal();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private LocalKafka kafka;
    private int written;

    @BeforeAll
    void startKafka() throws Exception {
        kafka = LocalKafka.start(Files.createTempDirectory("relay-test").resolve("kafka"), 0);
        kafka.createTopics(Map.of("lot-events", 4));
    }

    @AfterAll
    void close() {
        kafka.kill();
        kafka.close();
        fixture.close();
    }

    @Test
    void announcements_arrive_in_order_through_outages_repeats_and_a_second_relay() throws Exception {
        OutboxRelay first = relay();
        first.start(null);
        try {
            write(40);
            await(() -> arrived().equals(announced()));
            assertThat(queued()).isZero();

            kafka.stop();
            write(40);
            assertThat(queued()).isEqualTo(40);
            kafka.startAgain();
            await(() -> arrived().equals(announced()));

            // Which of the two sends does not matter; the other takes over when it stops.
            OutboxRelay second = relay();
            second.start(null);
            write(20);
            first.stop(null);
            write(20);
            await(() -> arrived().equals(announced()) && queued() == 0);

            republish();
            await(() -> queued() == 0);
            assertThat(arrived()).isEqualTo(announced());
            assertThat(topic().size()).isGreaterThanOrEqualTo(2 * written);

            kafka.deleteTopic("lot-events");
            kafka.createTopics(Map.of("lot-events", 4));
            republish();
            write(20);
            await(() -> arrived().equals(announced()) && queued() == 0);
            second.stop(null);
        } finally {
            first.stop(null);
        }
    }

    /** The first events find no broker and give up waiting for one; those behind them must not go ahead when it comes. */
    @Test
    void a_relay_that_starts_without_kafka_keeps_the_order() throws Exception {
        kafka.stop();
        write(20);
        Counter failures = metrics.counter("lots_relay_failures");
        double before = failures.count();
        OutboxRelay relay = relay();
        relay.start(null);
        try {
            await(() -> failures.count() > before);
            kafka.startAgain();
            await(() -> queued() == 0);
            assertThat(arrived()).isEqualTo(announced());
        } finally {
            relay.stop(null);
        }
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                fixture.pool,
                new AnnouncementProducer(Map.of("bootstrap.servers", kafka.bootstrapServers()), fixture.settings),
                committed,
                fixture.gate,
                new Traces(OpenTelemetry.noop()),
                fixture.settings,
                metrics,
                new Gauges(metrics));
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            String key = "key-" + written % 7;
            String id = "relay-" + written;
            fixture.inTransaction(tx -> fixture.raise(tx, id, List.of(key)));
            written++;
            committed.raise();
        }
    }

    private void republish() {
        fixture.await(fixture.pool
                .query("insert into outbox (key, sequence) select key, sequence from announcement order by position")
                .execute());
        committed.raise();
    }

    private long queued() {
        return fixture.await(fixture.pool.query("select count(*) from outbox").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private Map<String, List<String>> announced() {
        Map<String, List<String>> bodies = new TreeMap<>();
        fixture.await(fixture.pool
                        .query("select key, convert_from(body, 'UTF8') from announcement order by key, sequence")
                        .execute())
                .forEach(row -> bodies.computeIfAbsent(row.getString(0), k -> new ArrayList<>())
                        .add(row.getString(1)));
        return bodies;
    }

    /** What lies on the topic by key, in order; repeats left out. */
    private Map<String, List<String>> arrived() {
        Map<String, Set<String>> bodies = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topic()) {
            bodies.computeIfAbsent(text(record.key()), k -> new LinkedHashSet<>())
                    .add(text(record.value()));
            assertThat(text(record.headers().lastHeader("ce_source").value())).isEqualTo("test");
            assertThat(text(record.value()))
                    .contains("\"eventId\":\""
                            + text(record.headers().lastHeader("ce_id").value()) + "\"");
        }
        Map<String, List<String>> lists = new TreeMap<>();
        bodies.forEach((key, set) -> lists.put(key, List.copyOf(set)));
        return lists;
    }

    private List<ConsumerRecord<byte[], byte[]>> topic() {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("lot-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
