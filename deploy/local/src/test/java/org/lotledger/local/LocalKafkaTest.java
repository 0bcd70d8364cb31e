package org.lotledger.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {
    @TempDir
    static Path folder;

    static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(folder, 0);
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @Test
    void keepsAnAcknowledgedRecordThroughSigkill() throws Exception {
        kafka.createTopics(Map.of("facts", 4));
        kafka.createTopics(Map.of("facts", 4));
        send("facts", "before");

        kafka.kill();
        assertFalse(kafka.isRunning());
        kafka.startAgain();

        send("facts", "after");
        assertEquals(List.of("before", "after"), read("facts", 2));
    }

    @Test
    void answersAgainAfterASuspension() throws Exception {
        kafka.createTopics(Map.of("pauses", 1));
        kafka.suspend();
        assertThrows(Exception.class, () -> send("pauses", "unheard"));
        kafka.resume();
        send("pauses", "heard");
        assertTrue(read("pauses", 1).contains("heard"));
    }

    @Test
    void forgetsADeletedTopic() throws Exception {
        kafka.createTopics(Map.of("rumours", 1));
        send("rumours", "old");
        kafka.deleteTopic("rumours");
        kafka.deleteTopic("rumours");
        kafka.createTopics(Map.of("rumours", 1));
        send("rumours", "new");
        assertEquals(List.of("new"), read("rumours", 1));
    }

    @Test
    void losesWhatItWasNotGivenTheTimeToWriteDown() throws Exception {
        kafka.createTopics(Map.of("tails", 1));
        send("tails", "kept");
        Map<Path, Long> sizes = kafka.logSizes("tails");
        assertEquals(1, sizes.size());
        send("tails", "lost");

        kafka.loseTail(sizes);
        kafka.startAgain();

        send("tails", "next");
        assertEquals(List.of("kept", "next"), read("tails", 2));
    }

    @Test
    void isTheSameBrokerForWhoAttachesToItsFolder() {
        LocalKafka attached = LocalKafka.attachedTo(folder);
        assertEquals(kafka.bootstrapServers(), attached.bootstrapServers());
        assertEquals(kafka.pid(), attached.pid());
    }

    private static void send(String topic, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "acks",
                "all",
                "delivery.timeout.ms",
                3_000,
                "request.timeout.ms",
                2_000,
                "max.block.ms",
                3_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, new byte[0], value.getBytes(UTF_8)))
                    .get();
        }
    }

    private static List<String> read(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", topic, "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant deadline = Instant.now().plusSeconds(20);
            while (values.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
                    assertArrayEquals(new byte[0], entry.key());
                    values.add(new String(entry.value(), UTF_8));
                }
            }
        }
        return values;
    }
}
