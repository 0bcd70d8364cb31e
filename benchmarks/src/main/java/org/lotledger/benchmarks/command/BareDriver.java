package org.lotledger.benchmarks.command;

import java.time.Duration;

/** Runs the script of a shipment with many clients, as fast as it goes. */
interface BareDriver {
    /** What a report calls it. */
    String name();

    /**
     * Runs for a time.
     *
     * @param round number of the round; documents of different rounds must not have the same number
     * @return shipments per second
     */
    double run(int round, int clients, Duration time) throws Exception;
}
