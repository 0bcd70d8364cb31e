package org.lotledger.eventsourcing.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the broker acknowledged and lost is sent again, whoever has read it; what came into its place is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostTailTest {
    private static final String PLACES = "select sum(next_offset) from own_offset";

    private final ReadBackFixture fixture = new ReadBackFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    /** Method: everything is read back, then the topic's end is cut off before the reader's eyes. */
    @Test
    void what_the_broker_has_lost_is_sent_again_once() throws Exception {
        fixture.announce(3);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        ReadBack reading = fixture.readBack();
        reading.start(null);
        try {
            fixture.announce(2);
            awaitReadToTheEnd();
            long end = topicEnd();
            fixture.lose(sizes);
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
        fixture.announce(3);
        ReadBack slow = fixture.readBack(Duration.ofSeconds(8));
        slow.start(null);
        // The question that it left with the broker is answered, with nothing.
        Thread.sleep(1_000);
        Map<Path, Long> sizes = fixture.kafka.logSizes("lot-events");
        ReadBack quick = fixture.readBack();
        quick.start(null);
        try {
            fixture.announce(2);
            awaitReadToTheEnd();
            quick.stop(null);
            fixture.lose(sizes);
            assertThat(notOnTheTopic()).isNotEmpty();
            fixture.announce(4);
            ReadBackFixture.awaitTrue(() -> {
                fixture.send();
                return notOnTheTopic().isEmpty();
            });
        } finally {
            slow.stop(null);
        }
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
        try (KafkaConsumer<byte[], byte[]> consumer = fixture.consumer()) {
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
        missing.removeAll(fixture.onTheTopic());
        return missing;
    }
}
