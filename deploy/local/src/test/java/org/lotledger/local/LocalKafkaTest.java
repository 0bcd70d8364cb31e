package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void answersAgainAfterASuspension() throws Exception {
        kafka.createTopics(Map.of("pauses", 1));
        kafka.suspend();
        assertThrows(Exception.class, () -> Letters.send(kafka, "pauses", "unheard"));
        kafka.resume();
        Letters.send(kafka, "pauses", "heard");
        assertTrue(Letters.read(kafka, "pauses", 1).contains("heard"));
    }

    @Test
    void forgetsADeletedTopic() throws Exception {
        kafka.createTopics(Map.of("rumours", 1));
        Letters.send(kafka, "rumours", "old");
        kafka.deleteTopic("rumours");
        kafka.deleteTopic("rumours");
        kafka.createTopics(Map.of("rumours", 1));
        Letters.send(kafka, "rumours", "new");
        assertEquals(List.of("new"), Letters.read(kafka, "rumours", 1));
    }

    @Test
    void isTheSameBrokerForWhoAttachesToItsFolder() {
        LocalKafka attached = LocalKafka.attachedTo(folder);
        assertEquals(kafka.bootstrapServers(), attached.bootstrapServers());
        assertEquals(kafka.pid(), attached.pid());
    }
}
