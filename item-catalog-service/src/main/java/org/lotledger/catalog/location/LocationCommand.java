package org.lotledger.catalog.location;

/** What the catalog can be told to do with a place. */
public sealed interface LocationCommand {

    /** Have the place be like this, whether it is new or known. */
    record PutLocation(Location location) implements LocationCommand {}
}
