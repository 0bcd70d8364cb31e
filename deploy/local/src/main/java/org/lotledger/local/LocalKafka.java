package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node) on 127.0.0.1 in a JVM of its own: its data stays in the given folder, it can be
 * killed, suspended and started again on the same port, and it ends when this JVM does.
 */
public final class LocalKafka implements AutoCloseable {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final Duration TOPIC_CHANGE_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    /** What a partition's folder has behind the topic's name. */
    private static final Pattern PARTITION = Pattern.compile("-[0-9]+$");

    /** Held, because a logger nobody holds forgets its level. */
    private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.kafka");

    static {
        // At INFO every client prints its sixty settings.
        if (CLIENT_LOG.getLevel() == null) {
            CLIENT_LOG.setLevel(Level.WARNING);
        }
    }

    /**
     * A second address of the broker, for clients that reach it by a wire: the broker tells its clients where to connect,
     * so each wire needs one of its own.
     *
     * @param port where the broker listens
     * @param advertisedPort where its clients connect: the wire's entrance
     */
    record Listener(String name, int port, int advertisedPort) {}

    private final Path folder;
    private final int port;
    private final ChildJvm broker;
    private final @Nullable LifeLine lifeLine;

    private LocalKafka(Path folder, int port, ChildJvm broker, @Nullable LifeLine lifeLine) {
        this.folder = folder;
        this.port = port;
        this.broker = broker;
        this.lifeLine = lifeLine;
    }

    /** Starts the broker on the folder's data, or on none, for a test; port 0 takes any free one. */
    public static LocalKafka start(Path dataDirectory, int port) {
        recordStartup();
        return start(dataDirectory, port, List.of());
    }

    static LocalKafka start(Path dataDirectory, int port, List<Listener> wired) {
        return start(
                Folders.create(dataDirectory), port, wired, BrokerProgram.find().toStart());
    }

    private static LocalKafka start(Path folder, int port, List<Listener> wired, BrokerProgram program) {
        ChildJvm broker = broker(folder, program);
        broker.process().running().ifPresent(other -> {
            throw new IllegalStateException(
                    "Kafka already runs on " + folder + " as process " + other.pid() + "; stop it first");
        });
        LocalKafka kafka = new LocalKafka(
                folder, port == 0 ? FreePorts.next() : port, broker, LifeLine.of(broker.process(), "TERM"));
        try {
            kafka.configure(FreePorts.next(), wired);
            kafka.startAgain();
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
        return kafka;
    }

    /**
     * Starts and stops a broker for nobody, so that the next starts are quick. Nothing to do where that was done since the
     * build, where it cannot be, and while another process is at it.
     */
    static void recordStartup() {
        StartupCache cache = BrokerProgram.find().cache();
        if (cache == null || cache.isThere()) {
            return;
        }
        cache.unlessAnotherRecords(() -> {
            Path folder = Folders.temporary("lot-ledger-kafka-startup");
            try (LocalKafka recorded =
                    start(folder, 0, List.of(), BrokerProgram.find().toRecord())) {
                recorded.broker.process().stop("TERM", StartupCache.RECORD_MAX);
            } finally {
                Folders.delete(folder);
            }
            cache.take();
        });
    }

    /** The broker that someone else in this JVM started on the folder; closing this stops it all the same. */
    static LocalKafka attachedTo(Path dataDirectory) {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(settings(dataDirectory))) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("no Kafka was started on " + dataDirectory, e);
        }
        String address = settings.getProperty("advertised.listeners");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new LocalKafka(
                dataDirectory, port, broker(dataDirectory, BrokerProgram.find().toStart()), null);
    }

    static Path data(Path folder) {
        return folder.resolve("data");
    }

    static Path settings(Path folder) {
        return folder.resolve("server.properties");
    }

    /** Holds the id of the process that is ready. */
    static Path readyFile(Path folder) {
        return folder.resolve("ready");
    }

    static Path pidFile(Path folder) {
        return folder.resolve("broker.pid");
    }

    private static ChildJvm broker(Path folder, BrokerProgram program) {
        List<String> arguments = new ArrayList<>(program.arguments());
        arguments.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dlog4j2.StatusLogger.level=OFF",
                KafkaBroker.class.getName(),
                folder.toString()));
        return new ChildJvm(
                "Kafka",
                arguments,
                Map.of("CLASSPATH", program.classPath()),
                folder.resolve("broker.log"),
                pidFile(folder));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public long pid() {
        return broker.process()
                .running()
                .orElseThrow(() -> new IllegalStateException("Kafka on " + folder + " is not running"))
                .pid();
    }

    Path log() {
        return broker.log();
    }

    public boolean isRunning() {
        return broker.process().running().isPresent();
    }

    /** Those that exist stay as they are. Records are kept for ever. */
    public void createTopics(Map<String, Integer> partitionsByTopic) {
        createTopics(bootstrapServers(), partitionsByTopic);
    }

    static void createTopics(String bootstrapServers, Map<String, Integer> partitionsByTopic) {
        try (Admin admin = admin(bootstrapServers)) {
            List<NewTopic> topics = partitionsByTopic.entrySet().stream()
                    .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1)
                            .configs(Map.of("retention.ms", "-1", "cleanup.policy", "delete")))
                    .toList();
            for (KafkaFuture<Void> creation :
                    admin.createTopics(topics).values().values()) {
                await(creation, Set.of(TopicExistsException.class));
            }
            awaitTopics(admin, partitionsByTopic.keySet(), true);
        }
    }

    /** The topic has so many then; clients see the new ones when they next ask what there is. */
    public void addPartitions(String topic, int total) {
        try (Admin admin = admin(bootstrapServers())) {
            await(
                    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                            .all(),
                    Set.of());
        }
    }

    /** Returns when it is gone; absent is fine. */
    public void deleteTopic(String topic) {
        deleteTopic(bootstrapServers(), topic);
    }

    static void deleteTopic(String bootstrapServers, String topic) {
        try (Admin admin = admin(bootstrapServers)) {
            await(admin.deleteTopics(Set.of(topic)).all(), Set.of(UnknownTopicOrPartitionException.class));
            awaitTopics(admin, Set.of(topic), false);
        }
    }

    /** An answer from the controller is not yet one from the broker, which learns of it a moment later. */
    private static void awaitTopics(Admin admin, Set<String> topics, boolean present) {
        Instant deadline = Instant.now().plus(TOPIC_CHANGE_MAX);
        while (true) {
            Set<String> known = topics(admin);
            if (present ? known.containsAll(topics) : topics.stream().noneMatch(known::contains)) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "topics " + topics + " still " + (present ? "absent" : "present") + " among " + known);
            }
            OwnProcess.pause(POLL);
        }
    }

    private static void await(KafkaFuture<Void> future, Set<Class<? extends Exception>> accepted) {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (accepted.stream().noneMatch(kind -> kind.isInstance(e.getCause()))) {
                throw new IllegalStateException("Kafka refused", e.getCause());
            }
        } catch (InterruptedException e) {
            throw OwnProcess.interrupted(e);
        }
    }

    private static Set<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not list its topics", e.getCause());
        } catch (InterruptedException e) {
            throw OwnProcess.interrupted(e);
        }
    }

    private static Admin admin(String bootstrapServers) {
        // Kafka loads its parts by the thread's class loader, which in a Quarkus test need not be ours.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LocalKafka.class.getClassLoader());
        try {
            return Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    10_000));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** SIGKILL: what was acknowledged is in the operating system's hands and survives. */
    public void kill() {
        broker.process().kill();
    }

    /** How many bytes each partition of the topic has, by file of its log; for {@link #loseTail}. */
    public Map<Path, Long> logSizes(String topic) {
        Map<Path, Long> sizes = new HashMap<>();
        try (var files = Files.walk(data(folder), 2)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".log"))
                    .toList()) {
                if (PARTITION
                        .matcher(file.getName(file.getNameCount() - 2).toString())
                        .replaceFirst("")
                        .equals(topic)) {
                    sizes.put(file, Files.size(file));
                }
            }
            return sizes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Imitates a machine that loses power before it has written what the broker had acknowledged: what came after the
     * sizes were taken is gone. The broker is killed and stays so.
     */
    public void loseTail(Map<Path, Long> sizes) {
        kill();
        sizes.forEach((file, size) -> {
            try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
                log.truncate(size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Orderly. */
    public void stop() {
        broker.process().stop("TERM", STOP_MAX);
    }

    /** On the same port and data. Running already: nothing to do. */
    public void startAgain() {
        if (isRunning()) {
            return;
        }
        try {
            Files.deleteIfExists(readyFile(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker.start();
        broker.awaitReady(() -> Files.exists(readyFile(folder)), START_MAX);
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void suspend() {
        broker.process().signal("STOP");
    }

    public void resume() {
        broker.process().signal("CONT");
    }

    @Override
    public void close() {
        stop();
        if (lifeLine != null) {
            lifeLine.close();
        }
    }

    private void configure(int controllerPort, List<Listener> wired) {
        String listeners = wired.stream()
                .map(l -> l.name() + "://127.0.0.1:" + l.port() + ",")
                .collect(Collectors.joining());
        String advertised = wired.stream()
                .map(l -> l.name() + "://127.0.0.1:" + l.advertisedPort() + ",")
                .collect(Collectors.joining());
        String protocols = wired.stream().map(l -> l.name() + ":PLAINTEXT,").collect(Collectors.joining());
        String settings = """
                # Written at every start.
                process.roles=broker,controller
                node.id=%d
                log.dirs=%s
                listeners=%sPLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d
                advertised.listeners=%sPLAINTEXT://127.0.0.1:%d
                listener.security.protocol.map=%sPLAINTEXT:PLAINTEXT,%s:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                controller.listener.names=%s
                controller.quorum.voters=%d@127.0.0.1:%d
                auto.create.topics.enable=false
                delete.topic.enable=true
                log.retention.ms=-1
                log.cleanup.policy=delete
                # One node holds everything once.
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                # After SIGKILL the controller takes the broker back only when its old session has run out.
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                # A lone consumer need not wait for others.
                group.initial.rebalance.delay.ms=0
                # A small machine.
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(
                        NODE_ID,
                        data(folder),
                        listeners,
                        port,
                        CONTROLLER_LISTENER,
                        controllerPort,
                        advertised,
                        port,
                        protocols,
                        CONTROLLER_LISTENER,
                        CONTROLLER_LISTENER,
                        NODE_ID,
                        controllerPort);
        try {
            Files.createDirectories(data(folder));
            Files.writeString(settings(folder), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure Kafka in " + folder, e);
        }
    }
}
