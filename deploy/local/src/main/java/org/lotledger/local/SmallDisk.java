package org.lotledger.local;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of little room, in memory, that can be filled to the last byte. Only root on Linux can make one. */
public final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static boolean possible() {
        return System.getProperty("os.name").startsWith("Linux") && new UnixSystem().getUid() == 0;
    }

    /** Mounts it at the folder, which is made if it is missing and should be empty. */
    static SmallDisk at(Path folder, int megabytes) {
        Folders.create(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + megabytes + "m", "tmpfs", folder.toString()));
        return new SmallDisk(folder);
    }

    /** Leaves not a byte to others. */
    public void fill() {
        try (OutputStream ballast = Files.newOutputStream(folder.resolve(BALLAST))) {
            byte[] block = new byte[BLOCK_BYTES];
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(folder.resolve(BALLAST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Lazily: who still has a file open there keeps it until it ends.
        run(List.of("umount", "-l", folder.toString()));
    }

    private static void run(List<String> command) {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw OwnProcess.interrupted(e);
        }
    }
}
