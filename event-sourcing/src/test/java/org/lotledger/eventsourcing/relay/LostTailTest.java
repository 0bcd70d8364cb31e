package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the broker acknowledged and lost is sent again, whoever has read it. */
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
     * Method: everything is read back by a process that ends; then the topic's end is cut off, and more than was lost is
     * written in its place before another process looks.
     */
    @Test
    void what_is_written_in_the_place_of_lost_records_does_not_hide_the_loss() throws Exception {
        announce(3);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        ReadBack first = fixture.readBack();
        first.start(null);
        announce(2);
        awaitReadToTheEnd();
        first.stop(null);

        lose(sizes);
        announce(4);
        assertThat(notOnTheTopic()).isNotEmpty();
        ReadBack second = fixture.readBack();
        second.start(null);
        try {
            awaitSentAgain();
            fixture.send();
            assertThat(notOnTheTopic()).isEmpty();
        } finally {
            second.stop(null);
        }
    }

    /**
     * Method: of two processes one has read what the topic then loses, and ends; the other, which looks seldom, comes by when
     * more has been written in its place, and was never sent back itself.
     */
    @Test
    void a_process_that_had_read_less_notices_what_another_had_read() throws Exception {
        announce(3);
        ReadBack slow = fixture.readBack(Duration.ofSeconds(6));
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
            announce(4);
            assertThat(notOnTheTopic()).isNotEmpty();
            awaitSentAgain();
            fixture.send();
            assertThat(notOnTheTopic()).isEmpty();
        } finally {
            slow.stop(null);
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
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
                    missing.remove(id.substring(id.indexOf('.') + 1));
                }
            }
        }
        return missing;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(fixture.kafkaConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition("lot-events", 0), new TopicPartition("lot-events", 1)));
        return consumer;
    }
}
