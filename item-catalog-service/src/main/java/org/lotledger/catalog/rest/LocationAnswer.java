package org.lotledger.catalog.rest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.persistence.LocationView;
import org.lotledger.events.Address;
import org.lotledger.events.EventId;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.store.Versioned;

/**
 * A place as callers see it.
 *
 * @param version how many events made it; also its ETag
 * @param eventId the public event that told this version to others
 */
public record LocationAnswer(
        String location,
        String name,
        @Nullable String gln,
        @Nullable Address address,
        boolean netStock,
        long version,
        String eventId) {

    static LocationAnswer of(Versioned<Optional<Location>> document) {
        Location location = document.state().orElseThrow();
        return new LocationAnswer(
                location.location(),
                location.name(),
                location.gln(),
                location.address(),
                location.netStock(),
                document.version(),
                eventId(location.location(), document.version()));
    }

    static LocationAnswer of(LocationView location) {
        return new LocationAnswer(
                location.location,
                location.name,
                location.gln,
                location.address(),
                location.netStock,
                location.version,
                eventId(location.location, location.version));
    }

    /** Each version is announced by one event of the same number. */
    private static String eventId(String location, long version) {
        return new EventId(Source.ITEM_CATALOG.wireName(), LocationChanged.keyOf(location), version).toString();
    }
}
