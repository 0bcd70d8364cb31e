package org.lotledger.receiving.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The items and locations that a decision needs, as far as they exist.
 *
 * @param items by item code
 * @param locations the codes that exist
 */
public record Catalog(Map<String, Item> items, Set<String> locations) {
    public static final Catalog EMPTY = new Catalog(Map.of(), Set.of());

    public Catalog {
        items = Map.copyOf(items);
        locations = Set.copyOf(locations);
    }

    public Optional<Item> item(String itemCode) {
        return Optional.ofNullable(items.get(itemCode));
    }
}
