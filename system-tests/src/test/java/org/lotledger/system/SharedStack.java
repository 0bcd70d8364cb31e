package org.lotledger.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.local.SmallDisk;

/**
 * The system under test, started once for all tests of a run; each test leaves it whole. Shipping has a PostgreSQL
 * server of its own, so that the database of one service can be stopped alone.
 */
final class SharedStack {
    /** Room for a run under load, and little enough to be filled within a second. */
    private static final int SMALL_DISK_MEGABYTES = 1024;

    private static final Map<String, String> LEDGER_SETTINGS = Map.of(
            // A rebuild whose process was killed goes on after this long.
            "LOTS_REBUILD_LEASE_MILLIS", "5000",
            // A tail that the broker lost is looked for more often than once a minute.
            "LOTS_HEADS_INTERVAL_MILLIS", "2000",
            "LOTS_HEADS_AHEAD_MILLIS", "5000");

    private static final AtomicInteger TOPIC_LOSSES = new AtomicInteger();
    private static LocalStack stack;

    private SharedStack() {}

    static synchronized LocalStack get() {
        if (stack == null) {
            try {
                Path data = Files.createTempDirectory("lot-ledger-system");
                LocalStack.Builder builder = LocalStack.in(
                                Path.of("..").toAbsolutePath().normalize(), data)
                        .freePorts()
                        .durability(Durability.RELAXED)
                        .ownPostgres(Service.SHIPPING)
                        .wired()
                        .quickStarts()
                        .environment(Service.LOT_LEDGER, LEDGER_SETTINGS);
                if (ChaosSettings.FULL && SmallDisk.possible()) {
                    builder.smallDisks(SMALL_DISK_MEGABYTES);
                }
                stack = builder.build();
                Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
                stack.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stack;
    }

    /** A test makes the broker lose what it had acknowledged: from now on the order on the topic is no longer the first. */
    static void topicLoses() {
        TOPIC_LOSSES.incrementAndGet();
    }

    static int topicLosses() {
        return TOPIC_LOSSES.get();
    }
}
