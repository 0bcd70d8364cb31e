package org.lotledger.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaBroker} as {@code java} is told to run it. A {@link StartupCache} holds for one class path of jars: the jar that
 * we come from and what that needs, as the build wrote it beside the jar. So one cache serves the tests of every module.
 *
 * @param cache null where we come from a folder, as in an IDE and in the tests of this module: the broker starts without
 * @param arguments of the JVM, for the cache
 */
record BrokerProgram(String classPath, @Nullable StartupCache cache, List<String> arguments) {
    private static final String OUR_JAR = "local-stack-";

    static BrokerProgram find() {
        String classPath = System.getProperty("java.class.path");
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            Path needed = jar.resolveSibling("class-path");
            if (new File(entry).getName().startsWith(OUR_JAR) && Files.isRegularFile(jar) && Files.exists(needed)) {
                return new BrokerProgram(
                        jar + File.pathSeparator + read(needed),
                        new StartupCache(jar.resolveSibling("kafka.aot"), jar),
                        List.of());
            }
        }
        return new BrokerProgram(classPath, null, List.of());
    }

    BrokerProgram toStart() {
        return new BrokerProgram(classPath, cache, cache == null ? List.of() : cache.toUse());
    }

    BrokerProgram toRecord() {
        return new BrokerProgram(classPath, cache, cache == null ? List.of() : cache.toRecord());
    }

    private static String read(Path needed) {
        try {
            return Files.readString(needed).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + needed, e);
        }
    }
}
