package org.lotledger.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** What can happen to the topic's records: repeated, mixed with garbage, lost with the topic and sent anew. */
final class TopicFaults {
    private static final String TOPIC = "lot-events";
    private static final List<Service> CONSUMERS = List.of(Service.RECEIVING, Service.SHIPPING, Service.LOT_LEDGER);
    private static final Duration HEARD_MAX = Duration.ofSeconds(30);

    /** The whole topic is sent again, beside the workload. */
    private static final Duration REFILLED_MAX = Duration.ofSeconds(90);

    /** Records of the garbage, each of which is parked once by every consumer. */
    private static final int GARBAGE = 3;

    private static final int REPEATED = 500;

    private final LocalStack stack;
    private final Api api;

    TopicFaults(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
    }

    /** The last records once more, as a producer without idempotence repeats a batch. */
    void repeat() throws InterruptedException, ExecutionException {
        List<ConsumerRecord<byte[], byte[]>> records = new Records(stack)
                .topic().stream()
                        .filter(record -> record.headers().lastHeader("ce_sequence") != null)
                        .toList();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (ConsumerRecord<byte[], byte[]> record :
                    records.subList(Math.max(0, records.size() - REPEATED), records.size())) {
                producer.send(new ProducerRecord<>(
                                TOPIC, record.partition(), record.key(), record.value(), record.headers()))
                        .get();
            }
        }
    }

    /** Everything from the stores once more. */
    void republish() {
        for (Service writer : Records.WRITERS.values()) {
            Eventually.unchecked(
                    HEARD_MAX,
                    () -> api.post(writer, "/announcements/republish", "{}").mustBe(200));
        }
    }

    /** No event at all, an event of a source that nobody knows, and one that is cut off in the middle. */
    void garbage() throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(TOPIC, "noise".getBytes(UTF_8), "no event".getBytes(UTF_8)))
                    .get();
            producer.send(event("painting", "{}")).get();
            producer.send(event("counting", "{\"eventId\":")).get();
        }
    }

    private static ProducerRecord<byte[], byte[]> event(String source, String body) {
        String lot = UUID.nameUUIDFromBytes(source.getBytes(UTF_8)).toString();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, lot.getBytes(UTF_8), body.getBytes(UTF_8));
        Map.of("ce_id", source + "." + lot + ".1", "ce_source", source, "ce_type", "LotReceived.v1")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    /** Every consumer has set it aside; a person looks at it and says so. */
    void discardGarbage() throws InterruptedException {
        for (Service consumer : CONSUMERS) {
            Eventually.holds(
                    HEARD_MAX,
                    () -> assertThat(unreadable(consumer)).as(consumer.label()).hasSize(GARBAGE));
            unreadable(consumer).forEach(entry -> discard(consumer, entry));
        }
    }

    /** A consumer that read the topic from its start again has set aside again what was discarded. */
    void discardAgain() {
        for (Service consumer : CONSUMERS) {
            unreadable(consumer).forEach(entry -> discard(consumer, entry));
        }
    }

    private void discard(Service consumer, JsonNode entry) {
        String path = "/parked/" + entry.path("id").asText() + "/discard";
        api.post(consumer, path, "{\"reason\":\"no event of ours\"}").mustBe(200);
    }

    private List<JsonNode> unreadable(Service consumer) {
        return api.all(consumer, "/parked").stream()
                .filter(entry -> List.of("UNREADABLE", "UNKNOWN_TYPE")
                        .contains(entry.path("reason").asText()))
                .toList();
    }

    void deleteAndCreate() {
        SharedStack.topicLoses();
        stack.kafka().deleteTopic(TOPIC);
        stack.kafka().createTopics(Map.of(TOPIC, 4));
    }

    /** All that the stores had announced by now is there, or comes. */
    void hasEverything() throws Exception {
        Records records = new Records(stack);
        Set<String> announced = records.announcedIds();
        Eventually.succeeds(REFILLED_MAX, () -> {
            // What is no event has no id; the set takes a null for an id that it does not have.
            Set<String> missing = new HashSet<>(announced);
            records.topic().forEach(record -> missing.remove(Records.header(record, "ce_id")));
            assertThat(missing).as("announced, and not on the topic").isEmpty();
            return true;
        });
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
