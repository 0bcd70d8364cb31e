package org.lotledger.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL and the Kafka of a {@code @QuarkusTest}, empty at the start: name it in {@code @QuarkusTestResource} or
 * {@code @WithTestResource}; the argument {@code kafka=false} leaves Kafka out. Embedded servers stay for the next test
 * of the process that needs them, which finds them empty again, and end with the process.
 *
 * <p>Each of the two is an external server if its address is configured, else a container if an image is, else the
 * embedded one. External servers are named by {@code LOTS_TEST_POSTGRES_URL} (such as {@code 127.0.0.1:5432}, with the
 * superuser in {@code LOTS_TEST_POSTGRES_USERNAME} and {@code LOTS_TEST_POSTGRES_PASSWORD}) and
 * {@code LOTS_TEST_KAFKA_BOOTSTRAP_SERVERS}; they must be there for tests only, because the two topics are deleted and
 * created anew. Images are named by {@code LOTS_TEST_POSTGRES_IMAGE} and {@code LOTS_TEST_KAFKA_IMAGE}: {@code make
 * test-containers}. Tests that crash or look into a server need the embedded ones.
 */
public final class TestStack implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "service";

    /** Where the embedded servers live: the tests see this class through another class loader, but the same properties. */
    private static final String POSTGRES_FOLDER = "lotledger.test-stack.postgres";

    private static final String KAFKA_FOLDER = "lotledger.test-stack.kafka";

    private boolean withKafka = true;
    private @Nullable ExternalDatabase externalDatabase;
    private final List<ContainerServers.Running> containers = new CopyOnWriteArrayList<>();

    /** The embedded server of the running test: to crash it, to start it again, to look into the database. */
    public static LocalPostgres postgres() {
        return LocalPostgres.attachedTo(folder(POSTGRES_FOLDER));
    }

    /** The embedded broker of the running test: to kill, suspend and start it again, to delete a topic. */
    public static LocalKafka kafka() {
        return LocalKafka.attachedTo(folder(KAFKA_FOLDER));
    }

    private static Path folder(String property) {
        String folder = System.getProperty(property);
        if (folder == null) {
            throw new IllegalStateException("no embedded server of " + TestStack.class.getSimpleName()
                    + " is running: none was asked for, or an external one is configured");
        }
        return Path.of(folder);
    }

    @Override
    public void init(Map<String, String> arguments) {
        withKafka = Boolean.parseBoolean(arguments.getOrDefault("kafka", "true"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new ConcurrentHashMap<>();
        try {
            List<Runnable> steps = new ArrayList<>();
            steps.add(() -> settings.putAll(startPostgres()));
            if (withKafka) {
                steps.add(() -> settings.putAll(startKafka()));
            }
            AtOnce.run(steps);
            return settings;
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private Map<String, String> startPostgres() {
        String address = System.getenv("LOTS_TEST_POSTGRES_URL");
        String image = System.getenv("LOTS_TEST_POSTGRES_IMAGE");
        if (address != null) {
            return external(address);
        }
        if (image != null) {
            ContainerServers.Running server =
                    ContainerServers.postgres(image, ExternalDatabase.superuser(), ExternalDatabase.password());
            containers.add(server);
            return external(server.address());
        }
        LocalPostgres server;
        if (System.getProperty(POSTGRES_FOLDER) == null) {
            Path folder = Folders.temporary("lot-ledger-test-postgres");
            server = LocalPostgres.start(folder, 0, Durability.RELAXED);
            untilTheEnd(folder, () -> {
                server.kill();
                server.close();
            });
            server.createDatabase(DATABASE);
            System.setProperty(POSTGRES_FOLDER, folder.toString());
        } else {
            server = postgres();
            server.startAgain();
            server.emptyDatabase(DATABASE);
        }
        return datasource(server.jdbcUrl(DATABASE), server.reactiveUrl(DATABASE), DATABASE);
    }

    private Map<String, String> external(String address) {
        ExternalDatabase database = ExternalDatabase.create(address);
        externalDatabase = database;
        return datasource(
                "jdbc:postgresql://" + address + "/" + database.name(),
                "postgresql://" + address + "/" + database.name(),
                database.name());
    }

    private static Map<String, String> datasource(String jdbcUrl, String reactiveUrl, String database) {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl,
                "quarkus.datasource.reactive.url", reactiveUrl,
                "quarkus.datasource.username", database,
                "quarkus.datasource.password", database,
                "quarkus.flyway.username", LocalPostgres.ownerOf(database),
                "quarkus.flyway.password", LocalPostgres.ownerOf(database));
    }

    private Map<String, String> startKafka() {
        String address = System.getenv("LOTS_TEST_KAFKA_BOOTSTRAP_SERVERS");
        String image = System.getenv("LOTS_TEST_KAFKA_IMAGE");
        if (address != null) {
            LocalStack.TOPICS.keySet().forEach(topic -> LocalKafka.deleteTopic(address, topic));
            return externalKafka(address);
        }
        if (image != null) {
            ContainerServers.Running broker = ContainerServers.kafka(image);
            containers.add(broker);
            return externalKafka(broker.address());
        }
        LocalKafka broker;
        if (System.getProperty(KAFKA_FOLDER) == null) {
            Path folder = Folders.temporary("lot-ledger-test-kafka");
            broker = LocalKafka.start(folder, 0);
            untilTheEnd(folder, () -> {
                broker.kill();
                broker.close();
            });
            System.setProperty(KAFKA_FOLDER, folder.toString());
        } else {
            broker = kafka();
            broker.startAgain();
            LocalStack.TOPICS.keySet().forEach(broker::deleteTopic);
        }
        broker.createTopics(LocalStack.TOPICS);
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    /** Nothing to keep: an orderly end would only take longer. */
    private static void untilTheEnd(Path folder, Runnable kill) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kill.run();
            Folders.delete(folder);
        }));
    }

    private static Map<String, String> externalKafka(String address) {
        LocalKafka.createTopics(address, LocalStack.TOPICS);
        return Map.of("kafka.bootstrap.servers", address);
    }

    @Override
    public void stop() {
        if (externalDatabase != null) {
            externalDatabase.drop();
        }
        // A loop: with a method reference the class, and Testcontainers with it, would be wanted where there are none.
        for (ContainerServers.Running container : containers) {
            container.close();
        }
    }

    /** A database of this run's own on a server that is not ours. */
    private record ExternalDatabase(String address, String name) {
        static ExternalDatabase create(String address) {
            String suffix =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            ExternalDatabase database = new ExternalDatabase(address, DATABASE + "_" + suffix);
            try (Connection connection = database.connect()) {
                LocalPostgres.createDatabase(connection, database.name);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot create a database on " + address, e);
            }
            return database;
        }

        void drop() {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database " + name + " with (force)");
                statement.execute("drop role " + name + ", " + LocalPostgres.ownerOf(name));
            } catch (SQLException e) {
                throw new IllegalStateException("cannot drop database " + name + " on " + address, e);
            }
        }

        private Connection connect() throws SQLException {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl("jdbc:postgresql://" + address + "/postgres");
            return source.getConnection(superuser(), password());
        }

        static String superuser() {
            return environment("LOTS_TEST_POSTGRES_USERNAME");
        }

        static String password() {
            return environment("LOTS_TEST_POSTGRES_PASSWORD");
        }

        private static String environment(String name) {
            return System.getenv().getOrDefault(name, "postgres");
        }
    }
}
