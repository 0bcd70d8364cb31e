package org.lotledger.eventsourcing.store;

/** A lost race: someone else appended to the stream first. The command may be decided again on the new state. */
public final class WrongExpectedVersion extends RuntimeException {

    public WrongExpectedVersion(String stream, long expectedVersion) {
        super("stream " + stream + " has moved on from version " + expectedVersion);
    }
}
