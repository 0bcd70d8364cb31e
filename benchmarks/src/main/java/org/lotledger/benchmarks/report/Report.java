package org.lotledger.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The result of a run as JSON.
 *
 * @param commit see {@link Commit#of}
 * @param machine see {@link Machine#describe}
 * @param rows the kind of row that the run makes
 */
public record Report<R>(String commit, String machine, List<R> rows) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What was measured here and now. */
    public static <R> Report<R> of(Path projectFolder, List<R> rows) {
        return new Report<>(Commit.of(projectFolder), Machine.describe(), rows);
    }

    /** When, what, where, and how busy the machine is: above the tables. */
    public static String heading(Path projectFolder) {
        return "%s, commit %s, %s, load %.1f"
                .formatted(LocalDate.now(ZoneOffset.UTC), Commit.of(projectFolder), Machine.describe(), Machine.load());
    }

    /** Writes the file anew; its folder is made if it is missing. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toJson() + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    String toJson() throws IOException {
        return JSON.writeValueAsString(this);
    }
}
