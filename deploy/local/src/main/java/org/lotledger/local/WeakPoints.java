package org.lotledger.local;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack can be harmed besides its processes: the wires by which services reach their stores, and the disks of the
 * stores. Empty unless the stack was asked to have them.
 */
public final class WeakPoints implements AutoCloseable {
    private final Map<Service, Wire> toPostgres = new ConcurrentHashMap<>();
    private final Map<Service, Wire> toKafka = new ConcurrentHashMap<>();
    private final Map<Service, SmallDisk> postgresDisks = new ConcurrentHashMap<>();
    private volatile @Nullable SmallDisk kafkaDisk;

    WeakPoints() {}

    /** Between the service and its database. */
    public Wire wireToPostgres(Service service) {
        return LocalStack.started(toPostgres.get(service), "the wire to PostgreSQL");
    }

    /** Between the service and the broker. */
    public Wire wireToKafka(Service service) {
        return LocalStack.started(toKafka.get(service), "the wire to Kafka");
    }

    /** The disk of the PostgreSQL server that belongs to this service alone. */
    public SmallDisk postgresDisk(Service service) {
        return LocalStack.started(postgresDisks.get(service), "the disk of PostgreSQL");
    }

    public SmallDisk kafkaDisk() {
        return LocalStack.started(kafkaDisk, "the disk of Kafka");
    }

    /** A wire for each of these services, to a listener of its own that the broker is still to open. */
    List<LocalKafka.Listener> wireToKafka(Collection<Service> services) {
        return services.stream()
                .map(service -> {
                    int port = FreePorts.next();
                    Wire wire = Wire.to(port);
                    toKafka.put(service, wire);
                    return new LocalKafka.Listener(service.name(), port, wire.port());
                })
                .toList();
    }

    void wireToPostgres(Service service, int port) {
        toPostgres.put(service, Wire.to(port));
    }

    void postgresDisk(Service service, Path folder, int megabytes) {
        postgresDisks.put(service, SmallDisk.at(folder, megabytes));
    }

    void kafkaDisk(Path folder, int megabytes) {
        kafkaDisk = SmallDisk.at(folder, megabytes);
    }

    /** Where the service connects for a server on this port: its wire if there is one. */
    int postgresPort(Service service, int port) {
        Wire wire = toPostgres.get(service);
        return wire == null ? port : wire.port();
    }

    String bootstrapServers(Service service, LocalKafka kafka) {
        Wire wire = toKafka.get(service);
        return wire == null ? kafka.bootstrapServers() : "127.0.0.1:" + wire.port();
    }

    @Override
    public void close() {
        toPostgres.values().forEach(Wire::close);
        toKafka.values().forEach(Wire::close);
        postgresDisks.values().forEach(SmallDisk::close);
        postgresDisks.clear();
        SmallDisk disk = kafkaDisk;
        if (disk != null) {
            disk.close();
            kafkaDisk = null;
        }
    }
}
