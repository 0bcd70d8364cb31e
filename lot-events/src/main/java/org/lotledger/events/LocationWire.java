package org.lotledger.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The flat JSON object of {@link LocationChanged}, in the order in which its fields are written. */
record LocationWire(
        String eventId,
        @Nullable String previousHash,
        String location,
        String name,
        @Nullable String gln,
        @Nullable Address address,
        boolean netStock,
        long version,
        Instant recordedAt,
        String actor) {

    static LocationWire of(LocationChanged event) {
        return new LocationWire(
                event.link().eventId(),
                event.link().previousHash(),
                event.location(),
                event.name(),
                event.gln(),
                event.address(),
                event.netStock(),
                event.version(),
                event.recordedAt(),
                event.actor());
    }

    LocationChanged changed() {
        return new LocationChanged(
                new EventLink(eventId, previousHash),
                location,
                name,
                gln,
                address,
                netStock,
                version,
                recordedAt,
                actor);
    }
}
