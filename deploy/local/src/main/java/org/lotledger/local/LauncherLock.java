package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One launcher at a time on a data folder. The operating system lets go of it when the launcher dies, however it dies. */
final class LauncherLock implements AutoCloseable {
    private static final int PID_DIGITS_MAX = 20;

    private final FileChannel file;

    private LauncherLock(FileChannel file) {
        this.file = file;
    }

    /** Fails, naming the holder, when another has it. */
    static LauncherLock take(Path dataFolder) {
        Path path = Folders.create(dataFolder).resolve("launcher.pid");
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock == null) {
                ByteBuffer holder = ByteBuffer.allocate(PID_DIGITS_MAX);
                file.read(holder);
                file.close();
                throw new CannotRun("`make run` already runs on " + dataFolder + " as process "
                        + new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII)
                        + "; Ctrl-C in its terminal stops it");
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new LauncherLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
