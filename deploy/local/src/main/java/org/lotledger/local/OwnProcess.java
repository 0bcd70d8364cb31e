package org.lotledger.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process we started, known by the file that holds its id and by a mark on its command line. So it is found again by
 * another class loader, by the next launcher, and never confused with a stranger that got the same id later.
 */
record OwnProcess(Path pidFile, String mark) {
    private static final Duration DEATH_MAX = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    /** The running process, if there is one and it is ours. */
    Optional<ProcessHandle> running() {
        return pid().flatMap(ProcessHandle::of)
                .filter(OwnProcess::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(c -> c.contains(mark))
                        .isPresent());
    }

    /** Waits a while for a dead process to be taken off the system's list. */
    void awaitGone() {
        Instant deadline = Instant.now().plus(DEATH_MAX);
        while (running().isEmpty()
                && pid().flatMap(ProcessHandle::of).isPresent()
                && Instant.now().isBefore(deadline)) {
            pause(POLL);
        }
    }

    private Optional<Long> pid() {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .map(Long::valueOf);
        } catch (IOException | UncheckedIOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }

    void signal(String name) {
        running().ifPresent(process -> signal(process, name));
    }

    static void signal(ProcessHandle process, String name) {
        // The shell's own kill: minimal images lack the program.
        run(List.of("sh", "-c", "kill -" + name + " " + process.pid()));
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** SIGKILL, also to a suspended process; returns when it is gone. */
    void kill() {
        running().ifPresent(process -> {
            process.destroyForcibly();
            awaitEnd(process);
        });
    }

    /** Waits for a process that was sent SIGKILL. */
    static void awaitEnd(ProcessHandle process) {
        if (!ended(process, DEATH_MAX)) {
            throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
        }
    }

    /** Asks it to end by the given signal, waits, and kills it when it takes longer than that. */
    void stop(String signal, Duration patience) {
        running().ifPresent(process -> {
            signal(process, signal);
            signal(process, "CONT");
            if (!ended(process, patience)) {
                kill();
            }
        });
    }

    /** By looking often: the JDK itself looks only every few seconds at a process that is not its child. */
    static boolean ended(ProcessHandle process, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (isAlive(process)) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    /** A zombie has ended: where process 1 adopts children and does not care for them, it stays one for ever. */
    private static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException noSuchFile) {
            return process.isAlive();
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting", cause);
    }

    /**
     * The words in front of a command that give it a session of its own, so that Ctrl-C in the terminal reaches only the
     * launcher, which stops the others in order. macOS has no setsid program but has Perl.
     */
    static List<String> inOwnSession(List<String> command) {
        List<String> words = new ArrayList<>();
        if (onPath("setsid")) {
            words.add("setsid");
        } else if (onPath("perl")) {
            words.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!"));
        }
        words.addAll(command);
        return words;
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
