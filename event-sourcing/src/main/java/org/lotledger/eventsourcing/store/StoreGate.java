package org.lotledger.eventsourcing.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.watch.Gauges;

/**
 * What this process last saw of its store: whether it is behind what was published (docs/decisions/0020). The database
 * itself is asked again where numbers are given out; this is for what announces nothing, and for those who only wait.
 */
@ApplicationScoped
public class StoreGate {
    private volatile boolean refuses;
    private volatile boolean readToEnd;

    public StoreGate(EventSourcingSettings settings, Gauges gauges) {
        refuses = settings.writer();
        if (settings.writer()) {
            gauges.show("lots_store_behind", "1 while the store is behind what was published", () -> refuses ? 1 : 0);
        }
    }

    /** Notes whether the store refuses commands. */
    public void note(boolean storeRefuses) {
        refuses = storeRefuses;
    }

    /** Notes whether this process has read its topics to the end since it found this store. */
    public void noteReadToEnd(boolean reached) {
        readToEnd = reached;
    }

    /** Whether the store is behind, or may be. */
    public boolean refuses() {
        return refuses;
    }

    /** Whether the topics have been read to the end; before that, nothing may be sent that could be a fork. */
    public boolean hasReadToEnd() {
        return readToEnd;
    }

    /**
     * Lets a command pass unless the store is behind.
     *
     * @throws ProblemException STORE_BEHIND
     */
    public void pass() {
        if (refuses) {
            throw behind();
        }
    }

    /** The answer while the store is behind. */
    public static ProblemException behind() {
        return new ProblemException(
                ProblemCode.STORE_BEHIND,
                "The database is, or may be, behind what this service has published: commands are refused until what is"
                        + " missing has been taken in again from the topics.");
    }
}
