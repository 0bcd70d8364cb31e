package org.lotledger.catalog.location;

/**
 * What has happened to a place. Each event carries the whole place as it was afterwards, because that is what others
 * are told after each event.
 */
public sealed interface LocationEvent {

    /** It was taken into the catalog. */
    record LocationCreated(Location location) implements LocationEvent {}

    /** Its name, number, address or flag changed. */
    record LocationReplaced(Location location) implements LocationEvent {}
}
