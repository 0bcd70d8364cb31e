package org.lotledger.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Processes of a launcher that was killed before it could stop them. Their command line tells that they are ours. */
final class Leftovers {
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private Leftovers() {}

    /** By name, in the order in which they are to be stopped. */
    static Map<String, OwnProcess> of(Path dataFolder) {
        Map<String, OwnProcess> processes = new LinkedHashMap<>();
        Path services = LocalStack.servicesFolder(dataFolder);
        for (Service service : List.of(Service.values()).reversed()) {
            Path pidFile = services.resolve(service.label() + ".pid");
            processes.put(service.label(), ChildJvm.process(pidFile));
        }
        processes.put("Kafka", ChildJvm.process(LocalKafka.pidFile(LocalStack.kafkaFolder(dataFolder))));
        processes.put("PostgreSQL", LocalPostgres.process(LocalStack.postgresFolder(dataFolder)));
        processes.values().removeIf(process -> process.running().isEmpty());
        return processes;
    }

    static void stop(Path dataFolder, Consumer<String> progress) {
        of(dataFolder).forEach((name, process) -> {
            Optional<ProcessHandle> running = process.running();
            running.ifPresent(left -> progress.accept("left over from a launcher that was killed: " + name
                    + ", process " + left.pid() + "; stopping it"));
            process.stop(name.equals("PostgreSQL") ? LocalPostgres.FAST_SHUTDOWN : "TERM", STOP_MAX);
        });
    }
}
