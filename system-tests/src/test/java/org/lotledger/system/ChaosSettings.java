package org.lotledger.system;

import java.util.List;

/** What `make chaos` asks of the run; `make test` asks for a short one. */
final class ChaosSettings {
    /** Whether all faults are wanted and the times to recover are held to their bounds. */
    static final boolean FULL = Boolean.getBoolean("chaos.full");

    /** The suite plans the same each time: what it finds is of the change at hand. Others are for `make chaos`. */
    private static final long SUITE_SEED = 3;

    /** How many processes each service has all the time. */
    static final int REPLICAS = Integer.getInteger("chaos.replicas", 1);

    private ChaosSettings() {}

    /** Of the plan of operations and faults: the same seed plans the same again. */
    static long seed() {
        String asked = System.getProperty("chaos.seed", "");
        if (!asked.isBlank()) {
            return Long.parseLong(asked);
        }
        return FULL ? Math.floorMod(System.nanoTime(), 1_000_000L) : SUITE_SEED;
    }

    /** The names of the faults that are wanted; empty for all. */
    static List<String> faults() {
        String asked = System.getProperty("chaos.faults", "");
        return asked.isBlank() ? List.of() : List.of(asked.split(","));
    }
}
