package org.lotledger.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything together, from the packaged services: PostgreSQL, Kafka, and the services as processes.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.in(project, data).freePorts().durability(RELAXED).build()) {
 *     stack.start();
 *     stack.service(Service.SHIPPING).kill();
 * }
 * }</pre>
 */
public final class LocalStack implements AutoCloseable {
    public static final int POSTGRES_PORT = 15432;
    public static final int KAFKA_PORT = 19092;
    static final Map<String, Integer> TOPICS = Map.of("catalog-events", 4, "lot-events", 4);

    private static final Duration SERVICE_START_MAX = Duration.ofMinutes(2);

    private final Builder settings;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, LocalPostgres> ownPostgres = new ConcurrentHashMap<>();
    private final Map<Service, ServiceProcess> services = new ConcurrentHashMap<>();
    private final List<ServiceProcess> twins = new CopyOnWriteArrayList<>();
    private final WeakPoints weakPoints = new WeakPoints();
    private volatile @Nullable LocalPostgres postgres;
    private volatile @Nullable LocalKafka kafka;

    private LocalStack(Builder settings) {
        this.settings = settings;
        for (Service service : Service.values()) {
            int port = settings.ports.getOrDefault(service, service.defaultPort());
            ports.put(service, port == 0 ? FreePorts.next() : port);
        }
    }

    /** The default ports, full durability, one PostgreSQL server for all. */
    public static Builder in(Path projectFolder, Path dataFolder) {
        return new Builder(
                projectFolder.toAbsolutePath().normalize(),
                dataFolder.toAbsolutePath().normalize());
    }

    /** How the stack is to be. */
    public static final class Builder {
        private final Path projectFolder;
        private final Path dataFolder;
        private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
        private final Map<Service, Map<String, String>> environments = new EnumMap<>(Service.class);
        private final Set<Service> services = EnumSet.allOf(Service.class);
        private final Set<Service> withOwnPostgres = EnumSet.noneOf(Service.class);
        private final List<String> jvmArguments = new ArrayList<>();
        private int postgresPort = POSTGRES_PORT;
        private int kafkaPort = KAFKA_PORT;
        private Durability durability = Durability.FULL;
        private boolean quickStarts;
        private boolean wired;
        private int smallDiskMegabytes;
        private Consumer<String> progress = line -> {};

        private Builder(Path projectFolder, Path dataFolder) {
            this.projectFolder = projectFolder;
            this.dataFolder = dataFolder;
        }

        /** For all that listens: several stacks may run side by side. */
        public Builder freePorts() {
            for (Service service : Service.values()) {
                ports.put(service, 0);
            }
            return postgresPort(0).kafkaPort(0);
        }

        public Builder port(Service service, int port) {
            ports.put(service, port);
            return this;
        }

        public Builder postgresPort(int port) {
            postgresPort = port;
            return this;
        }

        public Builder kafkaPort(int port) {
            kafkaPort = port;
            return this;
        }

        public Builder durability(Durability durability) {
            this.durability = durability;
            return this;
        }

        /** Only these services; without it, all. */
        public Builder services(Collection<Service> only) {
            services.retainAll(only);
            return this;
        }

        /** The service's database gets a server of its own, which can be crashed alone. */
        public Builder ownPostgres(Service service) {
            withOwnPostgres.add(service);
            return this;
        }

        /** After a build each service and the broker are started and stopped once first: later starts take half the time or less. */
        public Builder quickStarts() {
            quickStarts = true;
            return this;
        }

        /** Each service reaches PostgreSQL and Kafka by wires of its own, which can be cut. */
        public Builder wired() {
            wired = true;
            return this;
        }

        /** Kafka, and each PostgreSQL server that belongs to one service, get disks of this size, which can be filled. */
        public Builder smallDisks(int megabytes) {
            smallDiskMegabytes = megabytes;
            return this;
        }

        /** For all services. */
        public Builder environment(Map<String, String> variables) {
            for (Service service : Service.values()) {
                environment(service, variables);
            }
            return this;
        }

        /** For one service; it wins over what the stack hands to each. */
        public Builder environment(Service service, Map<String, String> variables) {
            environments.computeIfAbsent(service, s -> new HashMap<>()).putAll(variables);
            return this;
        }

        public Builder jvmArguments(String... arguments) {
            jvmArguments.addAll(List.of(arguments));
            return this;
        }

        /** Is told in a line each what has started and what is being stopped. */
        public Builder progress(Consumer<String> listener) {
            progress = listener;
            return this;
        }

        public LocalStack build() {
            return new LocalStack(this);
        }
    }

    /** Returns when every service is ready; what had started is stopped again if one is not. */
    public void start() {
        try {
            List<Runnable> stores = new ArrayList<>(List.of(this::startKafka, this::startPostgres));
            settings.withOwnPostgres.forEach(service -> stores.add(() -> startOwnPostgres(service)));
            AtOnce.run(stores);
            AtOnce.run(settings.services.stream()
                    .<Runnable>map(service -> () -> startService(service))
                    .toList());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startPostgres() {
        LocalPostgres started =
                LocalPostgres.start(postgresFolder(settings.dataFolder), settings.postgresPort, settings.durability);
        postgres = started;
        for (Service service : Service.values()) {
            if (!settings.withOwnPostgres.contains(service)) {
                started.createDatabase(service.database());
            }
        }
        settings.progress.accept("PostgreSQL is up");
    }

    private void startOwnPostgres(Service service) {
        Path folder = settings.dataFolder.resolve("postgres-" + service.label());
        if (settings.smallDiskMegabytes > 0) {
            weakPoints.postgresDisk(service, folder, settings.smallDiskMegabytes);
        }
        LocalPostgres started = LocalPostgres.start(folder, 0, settings.durability);
        ownPostgres.put(service, started);
        started.createDatabase(service.database());
        settings.progress.accept("PostgreSQL of " + service.label() + " is up");
    }

    private void startKafka() {
        Path folder = kafkaFolder(settings.dataFolder);
        if (settings.smallDiskMegabytes > 0) {
            weakPoints.kafkaDisk(LocalKafka.data(folder), settings.smallDiskMegabytes);
        }
        List<LocalKafka.Listener> listeners = settings.wired ? weakPoints.wireToKafka(settings.services) : List.of();
        if (settings.quickStarts) {
            LocalKafka.recordStartup();
        }
        LocalKafka started = LocalKafka.start(folder, settings.kafkaPort, listeners);
        kafka = started;
        started.createTopics(TOPICS);
        settings.progress.accept("Kafka is up");
    }

    private void startService(Service service) {
        if (settings.wired) {
            weakPoints.wireToPostgres(service, postgres(service).port());
        }
        ServiceSettings own = settings(service, service.label(), port(service), environment(service));
        if (settings.quickStarts) {
            ServiceProcess.recordStartup(own);
        }
        ServiceProcess started = ServiceProcess.start(own);
        services.put(service, started);
        started.waitUntilReady(SERVICE_START_MAX);
        settings.progress.accept(service.label() + " is up");
    }

    private ServiceSettings settings(Service service, String name, int port, Map<String, String> environment) {
        return new ServiceSettings(
                name,
                service.applicationFolder(settings.projectFolder),
                port,
                environment,
                settings.jvmArguments,
                servicesFolder(settings.dataFolder));
    }

    /**
     * A second process of the service beside the first, on the same database and in the same consumer group; whoever asked
     * for it closes it. Returns when it is ready.
     */
    public ServiceProcess startTwin(Service service) {
        return startTwin(service, Map.of());
    }

    /** The same with an environment that differs in these variables. */
    public ServiceProcess startTwin(Service service, Map<String, String> differences) {
        String name = service.label() + "-twin-" + (twins.size() + 1);
        Map<String, String> environment = environment(service);
        environment.putAll(differences);
        ServiceProcess twin = ServiceProcess.start(settings(service, name, FreePorts.next(), environment));
        twins.add(twin);
        twin.waitUntilReady(SERVICE_START_MAX);
        return twin;
    }

    private Map<String, String> environment(Service service) {
        int port = weakPoints.postgresPort(service, postgres(service).port());
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", LocalPostgres.jdbcUrl(port, service.database()));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", LocalPostgres.reactiveUrl(port, service.database()));
        environment.put("QUARKUS_DATASOURCE_USERNAME", service.database());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", service.database());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", weakPoints.bootstrapServers(service, kafka()));
        environment.put("QUARKUS_FLYWAY_USERNAME", LocalPostgres.ownerOf(service.database()));
        environment.put("QUARKUS_FLYWAY_PASSWORD", LocalPostgres.ownerOf(service.database()));
        // Without an identity provider; a stack with one says so in its environment.
        environment.put("QUARKUS_PROFILE", "local");
        for (Service peer : List.of(Service.ITEM_CATALOG, Service.RECEIVING, Service.SHIPPING)) {
            environment.put("QUARKUS_REST_CLIENT_" + peer.name() + "_URL", "http://127.0.0.1:" + port(peer));
        }
        environment.putAll(settings.environments.getOrDefault(service, Map.of()));
        return environment;
    }

    public ServiceProcess service(Service service) {
        return started(services.get(service), service.label());
    }

    /** Ends every session of the service's database, as an administrator may; the service opens new ones. */
    public void endSessions(Service service) {
        postgres(service).endSessions(service.database());
    }

    /** The server of all services that have none of their own. */
    public LocalPostgres postgres() {
        return started(postgres, "PostgreSQL");
    }

    /** The server that holds the service's database. */
    public LocalPostgres postgres(Service service) {
        return settings.withOwnPostgres.contains(service)
                ? started(ownPostgres.get(service), "PostgreSQL of " + service.label())
                : postgres();
    }

    public LocalKafka kafka() {
        return started(kafka, "Kafka");
    }

    /** Those of a stack that is {@link Builder#wired}, and of one with {@link Builder#smallDisks}. */
    public WeakPoints weakPoints() {
        return weakPoints;
    }

    /** Known before the service is started. */
    public int port(Service service) {
        return started(ports.get(service), service.label());
    }

    static <T> T started(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return part;
    }

    static Path postgresFolder(Path dataFolder) {
        return dataFolder.resolve("postgres");
    }

    static Path kafkaFolder(Path dataFolder) {
        return dataFolder.resolve("kafka");
    }

    static Path servicesFolder(Path dataFolder) {
        return dataFolder.resolve("services");
    }

    /** Those who depend on others go first, so that nobody misses anyone. May be called while {@link #start} still runs. */
    @Override
    public synchronized void close() {
        List<ServiceProcess> processes = new ArrayList<>(services.values());
        processes.addAll(twins);
        if (!processes.isEmpty()) {
            settings.progress.accept("stopping the services");
            AtOnce.run(
                    processes.stream().<Runnable>map(process -> process::close).toList());
        }
        services.clear();
        twins.clear();
        LocalKafka broker = kafka;
        if (broker != null) {
            settings.progress.accept("stopping Kafka");
            broker.close();
        }
        List<LocalPostgres> servers = new ArrayList<>(ownPostgres.values());
        if (postgres != null) {
            servers.add(postgres);
        }
        if (!servers.isEmpty()) {
            settings.progress.accept("stopping PostgreSQL");
            servers.forEach(LocalPostgres::close);
        }
        kafka = null;
        postgres = null;
        ownPostgres.clear();
        weakPoints.close();
    }
}
