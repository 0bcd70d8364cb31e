package org.lotledger.ledger.lot;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;

/**
 * One of our places, as the catalog describes it now.
 *
 * @param location our code of it
 * @param name null until the catalog's word on it has arrived
 * @param gln 13 digits; null if it has none
 * @param address null if not given
 */
public record Place(
        String location,
        @Nullable String name,
        @Nullable String gln,
        @Nullable Address address) {

    /** A place of which nothing but the code is known. */
    public static Place unknown(String location) {
        return new Place(location, null, null, null);
    }
}
