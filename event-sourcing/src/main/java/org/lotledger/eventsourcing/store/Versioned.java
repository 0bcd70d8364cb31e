package org.lotledger.eventsourcing.store;

/**
 * A document's state and how many events made it.
 *
 * @param version 0 when the document does not exist
 */
public record Versioned<S>(S state, long version) {

    public boolean exists() {
        return version > 0;
    }
}
