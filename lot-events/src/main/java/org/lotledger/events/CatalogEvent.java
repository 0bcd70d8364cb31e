package org.lotledger.events;

/** The whole state of an item or a place after a change; consumers keep the one with the highest version. */
public sealed interface CatalogEvent extends PublicEvent permits ItemChanged, LocationChanged {

    /** Number of the state, from 1, raised by one with each change. */
    long version();
}
