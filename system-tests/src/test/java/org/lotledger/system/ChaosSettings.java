package org.lotledger.system;

import java.util.List;

/** What `make chaos` asks of the run; `make test` asks for a short one with a seed of its own. */
final class ChaosSettings {
    /** Whether all faults are wanted and the times to recover are held to their bounds. */
    static final boolean FULL = Boolean.getBoolean("chaos.full");

    private ChaosSettings() {}

    /** Of the plan of operations and faults: the same seed plans the same again. */
    static long seed() {
        String asked = System.getProperty("chaos.seed", "");
        return asked.isBlank() ? Math.floorMod(System.nanoTime(), 1_000_000L) : Long.parseLong(asked);
    }

    /** The names of the faults that are wanted; empty for all. */
    static List<String> faults() {
        String asked = System.getProperty("chaos.faults", "");
        return asked.isBlank() ? List.of() : List.of(asked.split(","));
    }
}
