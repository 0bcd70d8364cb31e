package org.lotledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run keeps the data of its servers; what is temporary is deleted at the end.
 *
 * @param path is there
 */
record DataFolder(Path path, boolean isTemporary) implements AutoCloseable {

    static DataFolder temporary() {
        try {
            return new DataFolder(Files.createTempDirectory("lot-ledger-bench"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataFolder kept(Path path) {
        try {
            return new DataFolder(Files.createDirectories(path), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!isTemporary) {
            return;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
