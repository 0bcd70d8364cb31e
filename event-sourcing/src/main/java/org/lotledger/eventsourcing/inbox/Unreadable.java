package org.lotledger.eventsourcing.inbox;

/** A record that is no event we know: garbage, or of a type that this version has not heard of. */
public final class Unreadable extends RuntimeException {
    private final boolean typeUnknown;

    public Unreadable(String detail, boolean typeUnknown) {
        super(detail);
        this.typeUnknown = typeUnknown;
    }

    boolean typeUnknown() {
        return typeUnknown;
    }
}
