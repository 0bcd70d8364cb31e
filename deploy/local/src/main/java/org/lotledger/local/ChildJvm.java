package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A program of ours in a JVM of its own, with the Java that runs us: its output goes to a log file, its id to a file, and
 * Ctrl-C in the terminal does not reach it.
 *
 * @param arguments what follows {@code java}
 */
record ChildJvm(String name, List<String> arguments, Map<String, String> environment, Path log, Path pidFile) {
    private static final Duration POLL = Duration.ofMillis(50);

    OwnProcess process() {
        return process(pidFile);
    }

    static OwnProcess process(Path pidFile) {
        return new OwnProcess(pidFile, mark(pidFile));
    }

    private static String mark(Path pidFile) {
        return "-Dlotledger.pid-file=" + pidFile;
    }

    /** Running already: nothing to do. */
    void start() {
        if (process().running().isPresent()) {
            return;
        }
        LogTail.begin(log);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(mark(pidFile));
        command.addAll(shortLifeOfOurs());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(OwnProcess.inOwnSession(command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.writeString(pidFile, Long.toString(builder.start().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** A JVM that is set up for a short life, such as a test's, has children that live as briefly. */
    private static List<String> shortLifeOfOurs() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument ->
                        argument.startsWith("-XX:TieredStopAtLevel") || argument.startsWith("-XX:MetaspaceSize"))
                .toList();
    }

    /** Fails as soon as the process has ended, with the end of its log. */
    void awaitReady(BooleanSupplier ready, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        boolean seenRunning = true;
        while (!ready.getAsBoolean()) {
            boolean running = process().running().isPresent();
            // Looked at twice: while a program replaces itself by another it has no command line for a moment.
            if (!running && !seenRunning) {
                throw new IllegalStateException(name + " ended before it was ready; " + LogTail.of(log));
            }
            seenRunning = running;
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        name + " is not ready after " + patience.toSeconds() + " s; " + LogTail.of(log));
            }
            OwnProcess.pause(POLL);
        }
    }
}
