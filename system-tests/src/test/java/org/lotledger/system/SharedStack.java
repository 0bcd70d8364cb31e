package org.lotledger.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * The system under test, started once for all tests of a run; each test leaves it whole. Shipping has a PostgreSQL
 * server of its own, so that the database of one service can be stopped alone.
 */
final class SharedStack {
    private static LocalStack stack;

    private SharedStack() {}

    static synchronized LocalStack get() {
        if (stack == null) {
            try {
                Path data = Files.createTempDirectory("lot-ledger-system");
                stack = LocalStack.in(Path.of("..").toAbsolutePath().normalize(), data)
                        .freePorts()
                        .durability(Durability.RELAXED)
                        .ownPostgres(Service.SHIPPING)
                        // A rebuild whose process was killed goes on after this long.
                        .environment(Service.LOT_LEDGER, Map.of("LOTS_REBUILD_LEASE_MILLIS", "5000"))
                        .build();
                Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
                stack.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stack;
    }
}
