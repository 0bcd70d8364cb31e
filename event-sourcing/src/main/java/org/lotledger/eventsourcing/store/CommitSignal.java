package org.lotledger.eventsourcing.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this process that something was committed, so that it need not wait for its next poll. */
@ApplicationScoped
public class CommitSignal {
    private final Semaphore raised = new Semaphore(0);

    /** Something may be waiting to be sent. */
    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits for a commit of this process, or for the time to pass (others commit too). */
    public void await(long millis) throws InterruptedException {
        if (raised.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
