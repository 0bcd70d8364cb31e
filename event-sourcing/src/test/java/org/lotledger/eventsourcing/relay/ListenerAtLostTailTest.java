package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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

/** A consumer goes back when the topic's end is not the one that it has read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenerAtLostTailTest {
    private final ReadBackFixture fixture = new ReadBackFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    /**
     * Method: a consumer has read what the topic then loses, and begins anew when more has been written in its place. Nobody
     * sends again what lies there: it was never lost.
     */
    @Test
    void a_consumer_that_begins_anew_reads_what_came_into_the_place_of_lost_records() throws Exception {
        fixture.announce(3);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        fixture.announce(2);
        Listener listener = new Listener();
        listener.readToTheEnd();
        fixture.lose(sizes);
        fixture.announce(4);
        listener.readToTheEnd();
        assertThat(listener.heard).containsAll(fixture.onTheTopic());
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
            try (KafkaConsumer<byte[], byte[]> consumer = fixture.consumer()) {
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
}
