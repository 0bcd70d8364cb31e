package org.lotledger.ledger.rest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file between who writes an answer and who reads it slowly: neither memory nor a database connection waits for the
 * reader. It is gone when it is closed, or when the process ends.
 */
final class SpoolFile implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final OutputStream out;
    private long position;
    private boolean written;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK_BYTES);
    }

    /** What a worker thread does with a file. */
    interface Work {
        void run() throws IOException;
    }

    static SpoolFile create() {
        try {
            Path path = Files.createTempFile("lot-ledger-", ".spool");
            return new SpoolFile(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Void run(Work work) {
        try {
            work.run();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OutputStream out() {
        return out;
    }

    /** What follows of the file; empty at its end. The first call ends the writing. */
    byte[] next() {
        try {
            if (!written) {
                out.flush();
                written = true;
            }
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            int read = channel.read(chunk, position);
            if (read <= 0) {
                return new byte[0];
            }
            position += read;
            byte[] bytes = new byte[read];
            chunk.flip().get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
