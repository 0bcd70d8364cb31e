package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The end of a log, for the message that says why something did not start or has died. */
final class LogTail {
    private static final int LINES_MAX = 40;
    private static final long LOG_BYTES_MAX = 10 * 1024 * 1024;
    private static final String BEGIN = "==== started ";

    private LogTail() {}

    /** Marks where the next run begins; a log that has grown long is put aside first. */
    static void begin(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    log,
                    BEGIN + Instant.now().truncatedTo(ChronoUnit.SECONDS) + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + log, e);
        }
    }

    /** Of the last run only. */
    static String of(Path log) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            return "(no log at " + log + ")";
        }
        int from = Math.max(0, lines.size() - LINES_MAX);
        for (int line = lines.size() - 1; line >= from; line--) {
            if (lines.get(line).startsWith(BEGIN)) {
                from = line + 1;
            }
        }
        return "the end of " + log + ":" + System.lineSeparator()
                + String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    }
}
