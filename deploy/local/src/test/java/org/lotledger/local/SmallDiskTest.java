package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    @TempDir
    Path folder;

    @Test
    void leavesNoRoomToOthersUntilItIsFreed() throws IOException {
        assumeTrue(SmallDisk.possible(), "only root on Linux can mount a disk");
        Path mounted = folder.resolve("disk");
        try (SmallDisk disk = SmallDisk.at(mounted, 1)) {
            disk.fill();
            Path fact = mounted.resolve("fact");
            assertThrows(IOException.class, () -> Files.write(fact, new byte[1]));
            disk.free();
            Files.write(fact, new byte[1]);
        }
    }
}
