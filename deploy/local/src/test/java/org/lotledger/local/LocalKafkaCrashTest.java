package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of records after a broker ended by force. */
class LocalKafkaCrashTest {
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
        Letters.send(kafka, "facts", "before");

        kafka.kill();
        assertFalse(kafka.isRunning());
        kafka.startAgain();

        Letters.send(kafka, "facts", "after");
        assertEquals(List.of("before", "after"), Letters.read(kafka, "facts", 2));
    }

    @Test
    void losesWhatItWasNotGivenTheTimeToWriteDown() throws Exception {
        kafka.createTopics(Map.of("tails", 1));
        Letters.send(kafka, "tails", "kept");
        Map<Path, Long> sizes = kafka.logSizes("tails");
        assertEquals(1, sizes.size());
        Letters.send(kafka, "tails", "lost");

        kafka.loseTail(sizes);
        kafka.startAgain();

        Letters.send(kafka, "tails", "next");
        assertEquals(List.of("kept", "next"), Letters.read(kafka, "tails", 2));
    }
}
