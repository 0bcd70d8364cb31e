package org.lotledger.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run one packaged service.
 *
 * @param applicationFolder what the build leaves in {@code target/quarkus-app}
 * @param environment on top of this process's own and of the address to listen on
 * @param jvmArguments after the usual ones, so they win
 * @param runFolder where its log and the file with its process id are kept
 */
public record ServiceSettings(
        String name,
        Path applicationFolder,
        int port,
        Map<String, String> environment,
        List<String> jvmArguments,
        Path runFolder) {
    public ServiceSettings {
        environment = Map.copyOf(environment);
        jvmArguments = List.copyOf(jvmArguments);
    }

    public Path log() {
        return runFolder.resolve(name + ".log");
    }

    Path pidFile() {
        return runFolder.resolve(name + ".pid");
    }
}
