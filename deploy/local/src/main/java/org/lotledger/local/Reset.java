package org.lotledger.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code make reset} does: forgets all data of {@code make run}. */
public final class Reset {
    private Reset() {}

    public static void main(String[] arguments) {
        Path data = Path.of("").toAbsolutePath().resolve(Run.DATA);
        try {
            System.out.println(reset(data));
        } catch (CannotRun e) {
            System.out.println("not reset: " + e.reason());
            System.exit(1);
        }
    }

    static String reset(Path data) {
        if (!Files.isDirectory(data)) {
            return "nothing to forget: there is no " + data;
        }
        try (LauncherLock _ = LauncherLock.take(data)) {
            Leftovers.of(data).forEach((name, process) -> {
                throw new CannotRun(name + " still runs; `make run` and then Ctrl-C stops it");
            });
            Folders.delete(data);
        }
        return "forgotten: " + data;
    }
}
