package org.lotledger.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place was created or changed: its whole state afterwards. Published by the item catalog.
 *
 * @param link place in the chain of this location's events
 * @param location our code of the place
 * @param name for people
 * @param gln Global Location Number, 13 digits (GS1 General Specifications, AI (414)); null if it has none
 * @param address where it is; null if not given
 * @param netStock whether what lies here may go to customers and into assemblies; false for example for returned goods
 * @param version number of this state, from 1
 * @param recordedAt when the catalog wrote it down, in microseconds
 * @param actor subject of the token of who did it
 */
public record LocationChanged(
        EventLink link,
        String location,
        String name,
        @Nullable String gln,
        @Nullable Address address,
        boolean netStock,
        long version,
        Instant recordedAt,
        String actor)
        implements CatalogEvent {

    private static final String KEY_PREFIX = "location:";

    public LocationChanged {
        Invariant.present(link, "eventId");
        Invariant.code(location, "location");
        link.mustBelongTo(KEY_PREFIX + location);
        Invariant.text(name, "name");
        Invariant.codeOrNull(gln, "gln");
        Invariant.that(version >= 1, "version must be at least 1, is " + version);
        recordedAt = Invariant.instant(recordedAt, "recordedAt");
        Invariant.code(actor, "actor");
    }

    /** The Kafka key of a location's events. */
    public static String keyOf(String location) {
        return KEY_PREFIX + location;
    }

    @Override
    public EventType type() {
        return EventType.LOCATION_CHANGED;
    }

    @Override
    public String key() {
        return keyOf(location);
    }
}
