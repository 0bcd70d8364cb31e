package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Inbox;
import org.lotledger.eventsourcing.inbox.LatestIntake;
import org.lotledger.eventsourcing.inbox.ParkingPlace;
import org.lotledger.eventsourcing.inbox.StoredOffsets;
import org.lotledger.eventsourcing.inbox.TopicIds;
import org.lotledger.eventsourcing.store.Traces;

/** What the broker acknowledged and lost is sent again, whoever has read it; what came into its place is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostTailTest {
    /** In both partitions, which need not be found at once. */
    private static final List<String> KEYS = List.of("key-3", "key-4", "key-5", "key-6", "key-7", "key-8");

    private static final String PLACES = "select sum(next_offset) from own_offset";

    private final ReadBackFixture fixture = new ReadBackFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    /** Method: everything is read back, then the topic's end is cut off before the reader's eyes. */
    @Test
    void what_the_broker_has_lost_is_sent_again_once() throws Exception {
        announce(3);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        ReadBack reading = fixture.readBack();
        reading.start(null);
        try {
            announce(2);
            awaitReadToTheEnd();
            long end = topicEnd();
            lose(sizes);
            awaitSentAgain();
            assertThat(topicEnd()).isNotEqualTo(end);
            awaitReadToTheEnd();
            assertThat(waiting()).isEqualTo(fixture.text("select count(*) from announcement"));
            fixture.send();
            awaitReadToTheEnd();
            assertThat(waiting()).as("it is found once").isEqualTo("0");
        } finally {
            reading.stop(null);
        }
    }

    /**
     * Method: of two processes one has read what the topic then loses, and ends; the other, which looks seldom, comes by when
     * more has been written in its place, was never sent back itself, and opens the topic anew at the place of the first.
     */
    @Test
    void what_is_written_in_the_place_of_lost_records_does_not_hide_the_loss() throws Exception {
        announce(3);
        ReadBack slow = fixture.readBack(Duration.ofSeconds(8));
        slow.start(null);
        // The question that it left with the broker is answered, with nothing.
        Thread.sleep(1_000);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        ReadBack quick = fixture.readBack();
        quick.start(null);
        try {
            announce(2);
            awaitReadToTheEnd();
            quick.stop(null);
            lose(sizes);
            assertThat(notOnTheTopic()).isNotEmpty();
            announce(4);
            ReadBackFixture.awaitTrue(() -> {
                fixture.send();
                return notOnTheTopic().isEmpty();
            });
        } finally {
            slow.stop(null);
        }
    }

    /**
     * Method: a consumer has read what the topic then loses, and begins anew when more has been written in its place. Nobody
     * sends again what lies there: it was never lost.
     */
    @Test
    void a_consumer_that_begins_anew_reads_what_came_into_the_place_of_lost_records() throws Exception {
        announce(3);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        announce(2);
        Listener listener = new Listener();
        listener.readToTheEnd();
        lose(sizes);
        announce(4);
        listener.readToTheEnd();
        assertThat(listener.heard).containsAll(onTheTopic());
    }

    /** Keeps the ids of all events that it reads. */
    private final class Listener implements LatestIntake<String> {
        private final Set<String> heard = new TreeSet<>();
        private final TopicIds topicIds = new TopicIds(fixture.kafkaConfig());
        private final Inbox inbox = new Inbox(
                fixture.store.pool,
                new ParkingPlace(new ObjectMapper()),
                topicIds,
                new Traces(OpenTelemetry.noop()),
                fixture.store.settings);

        /** From where the database is, as after a start or when partitions are given to another process. */
        private void readToTheEnd() {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                new StoredOffsets(fixture.store.pool, topicIds).onPartitionsAssigned(consumer, consumer.assignment());
                Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(100));
                    if (!batch.isEmpty()) {
                        fixture.store.await(inbox.take(batch, this));
                    }
                }
            }
        }

        @Override
        public String topic() {
            return "lot-events";
        }

        @Override
        public Set<String> sources() {
            return Set.of("test");
        }

        @Override
        public Set<String> sourcesPassedOver() {
            return Set.of();
        }

        @Override
        public String read(String type, byte[] body) {
            String id = fixture.told(body).eventId();
            heard.add(id.substring(id.indexOf('.') + 1));
            return id;
        }

        @Override
        public String eventId(String id) {
            return id;
        }

        @Override
        public String previousHash(String id) {
            return null;
        }

        @Override
        public Map<String, Long> basedOn(String id) {
            return Map.of();
        }

        @Override
        public Uni<Void> keep(SqlConnection transaction, List<Arrival<String>> latest) {
            return Uni.createFrom().voidItem();
        }
    }

    private void announce(int times) throws InterruptedException {
        fixture.raise(times, "lost", KEYS);
        fixture.send();
    }

    private void lose(Map<Path, Long> sizes) {
        fixture.kafka.loseTail(sizes);
        fixture.kafka.startAgain();
    }

    private String waiting() {
        return fixture.text("select count(*) from outbox");
    }

    private void awaitSentAgain() {
        ReadBackFixture.awaitTrue(() -> !waiting().equals("0"));
    }

    private void awaitReadToTheEnd() {
        ReadBackFixture.awaitTrue(() -> fixture.text(PLACES).equals(Long.toString(topicEnd())));
    }

    private long topicEnd() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(consumer.assignment()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Announcements that a reader of the topic from its start would not be told. */
    private Set<String> notOnTheTopic() {
        Set<String> missing =
                new TreeSet<>(List.of(fixture.text("select string_agg(key || '.' || sequence, ' ') from announcement")
                        .split(" ")));
        missing.removeAll(onTheTopic());
        return missing;
    }

    private Set<String> onTheTopic() {
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

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(fixture.kafkaConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition("lot-events", 0), new TopicPartition("lot-events", 1)));
        return consumer;
    }
}
