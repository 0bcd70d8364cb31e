package org.lotledger.eventsourcing.rest;

import io.smallrye.mutiny.Uni;
import org.lotledger.eventsourcing.store.EventId;

/** What a service knows of the events of others; each service tells it in its own way. */
public interface AppliedEvents {

    /** How far the service is with an event. */
    enum Progress {
        APPLIED,
        /** On its way, or it does not exist: the two cannot be told apart. */
        NOT_YET,
        /** An event of its key is parked and waits for a person. */
        PARKED,
        /** The service never takes in such events. */
        NOT_CONSUMED
    }

    /** How far this service is with the event; its own events count as applied. */
    Uni<Progress> progress(EventId event);
}
