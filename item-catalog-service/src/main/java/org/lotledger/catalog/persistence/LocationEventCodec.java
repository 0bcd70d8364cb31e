package org.lotledger.catalog.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.lotledger.catalog.location.LocationEvent;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.eventsourcing.store.EventCodec;
import org.lotledger.eventsourcing.store.JsonEventCodec;

/** How the events of places are kept; the names are for ever. */
final class LocationEventCodec {
    private LocationEventCodec() {}

    static EventCodec<LocationEvent> of(ObjectMapper json) {
        return new JsonEventCodec<>(
                json,
                Map.of(
                        "location-created.v1", LocationCreated.class,
                        "location-replaced.v1", LocationReplaced.class));
    }
}
