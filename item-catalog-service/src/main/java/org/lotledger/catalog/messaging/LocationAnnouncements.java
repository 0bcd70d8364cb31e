package org.lotledger.catalog.messaging;

import java.util.List;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.location.LocationEvent;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.PublicEventJson;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

/** What others are told of a place: exactly one {@link LocationChanged} for each private event. */
public final class LocationAnnouncements {
    private LocationAnnouncements() {}

    public static List<Draft> of(LocationEvent event, Stamp stamp) {
        return switch (event) {
            case LocationCreated created -> List.of(changed(created.location(), stamp));
            case LocationReplaced replaced -> List.of(changed(replaced.location(), stamp));
        };
    }

    private static Draft changed(Location location, Stamp stamp) {
        return new Draft(
                EventType.LOCATION_CHANGED.topic().wireName(),
                LocationChanged.keyOf(location.location()),
                EventType.LOCATION_CHANGED.wireName(),
                "",
                (eventId, previousHash) ->
                        PublicEventJson.write(locationChanged(location, stamp, new EventLink(eventId, previousHash))));
    }

    private static LocationChanged locationChanged(Location location, Stamp stamp, EventLink link) {
        return new LocationChanged(
                link,
                location.location(),
                location.name(),
                location.gln(),
                location.address(),
                location.netStock(),
                // One announcement for each event: the place in the chain is the version of the location.
                link.id().sequence(),
                stamp.recordedAt(),
                stamp.actor());
    }
}
