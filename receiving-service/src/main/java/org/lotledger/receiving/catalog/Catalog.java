package org.lotledger.receiving.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * The items and locations that a decision needs, as far as they exist.
 *
 * @param items by item code
 * @param places by location
 */
public record Catalog(Map<String, Item> items, Map<String, Place> places) {
    public static final Catalog EMPTY = new Catalog(Map.of(), Map.of());

    public Catalog {
        items = Map.copyOf(items);
        places = Map.copyOf(places);
    }

    public Optional<Item> item(String itemCode) {
        return Optional.ofNullable(items.get(itemCode));
    }

    public Optional<Place> place(String location) {
        return Optional.ofNullable(places.get(location));
    }
}
