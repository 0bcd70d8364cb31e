package org.lotledger.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One Kafka node, broker and controller in one: the program that {@link LocalKafka} runs in a JVM of its own. */
final class KafkaBroker {
    private KafkaBroker() {}

    /** The only argument is the folder that {@link LocalKafka} prepared. */
    static void main(String[] arguments) throws Exception {
        logToStandardError();
        Path folder = Path.of(arguments[0]);
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(LocalKafka.settings(folder))) {
            settings.load(reader);
        }
        formatUnlessFormatted(Path.of(settings.getProperty("log.dirs")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        Files.writeString(
                LocalKafka.readyFile(folder),
                Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void formatUnlessFormatted(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(LocalKafka.NODE_ID)
                .setControllerListenerName(LocalKafka.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .run();
    }

    /** Whatever log manager the class path brings, and whatever it would do with the lines. */
    private static void logToStandardError() throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setEncoding(StandardCharsets.UTF_8.name());
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.INFO);
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        // One line a second for each client that retries while something is down.
        Logger.getLogger("org.apache.kafka.clients").setLevel(Level.WARNING);
    }
}
