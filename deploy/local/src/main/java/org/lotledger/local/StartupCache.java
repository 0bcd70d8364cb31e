package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * What Java learned while a program, a packaged service or the local broker, started once: its classes, read and linked
 * (JEP 483, 514, 515). With it a service starts in a third of the time, the broker in half. It lies beside the program,
 * holds for the Java that made it and for the very files that it saw, and is made anew after each build.
 */
record StartupCache(Path file, Path program) {
    /** To start while it is watched, and at the end to write down what was seen. */
    static final Duration RECORD_MAX = Duration.ofMinutes(3);

    static StartupCache of(Path applicationFolder) {
        return new StartupCache(applicationFolder.resolve("app.aot"), applicationFolder.resolve("quarkus-run.jar"));
    }

    /** Whether there is one that is not older than the program. */
    boolean isThere() {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(program)) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file, e);
        }
    }

    List<String> toUse() {
        return isThere() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /** The process writes it when it ends in good order, which then takes some seconds more. */
    List<String> toRecord() {
        return List.of("-XX:AOTCacheOutput=" + unfinished());
    }

    /** Takes what a recording process has left, which has ended. */
    void take() {
        try {
            Files.move(unfinished(), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("no start was recorded in " + unfinished(), e);
        }
    }

    /** One process at a time: whoever finds another at it goes on without a cache. */
    void unlessAnotherRecords(Runnable recording) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            if (held != null && !isThere()) {
                recording.run();
            }
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            // It goes on without, too.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lock, e);
        }
    }

    private Path unfinished() {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }
}
