package org.lotledger.system;

import java.time.Duration;

/**
 * Something that goes wrong while people work.
 *
 * @param name for `make chaos FAULTS=…`
 * @param strike makes it go wrong
 * @param lasts how long it stays so
 * @param meanwhile what must hold as long as it lasts; tried in its middle
 * @param mend puts it right: starts the process, waits for a broker; when that is done the fault has ended
 * @param recovered what must hold once all has caught up, before another fault can hide that it does not
 */
record Fault(String name, Step strike, Duration lasts, Step meanwhile, Step mend, Step recovered) {
    private static final Step NOTHING = () -> {};

    /** A step of a fault. */
    interface Step {
        void run() throws Exception;
    }

    static Fault of(String name, Step strike, Duration lasts, Step mend) {
        return new Fault(name, strike, lasts, NOTHING, mend, NOTHING);
    }

    Fault meanwhile(Step mustHold) {
        return new Fault(name, strike, lasts, mustHold, mend, recovered);
    }

    Fault recovered(Step mustHold) {
        return new Fault(name, strike, lasts, meanwhile, mend, mustHold);
    }
}
