package org.lotledger.system;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** After all that the other tests did, no invariant of the history is broken. */
@Order(Integer.MAX_VALUE - 1)
class NoContradictionIT {
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    @Test
    void whatever_was_accepted_adds_up_everywhere_and_nothing_waits_for_a_person() throws Exception {
        new Records(SharedStack.get()).mustAgreeWithin(CATCH_UP);
    }
}
