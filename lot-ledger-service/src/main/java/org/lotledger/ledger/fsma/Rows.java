package org.lotledger.ledger.fsma;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the rows of movements, and remembers the places and products that the last two sheets describe. */
public final class Rows {
    private final Set<Place> places = new HashSet<>();
    private final TreeMap<String, List<@Nullable Object>> products = new TreeMap<>();

    /** The cells of a movement: texts, dates, and null where nothing is known. */
    public List<@Nullable Object> of(TracedMovement movement) {
        places.add(movement.here());
        places.add(movement.there());
        products.putIfAbsent(movement.itemCode(), Sheet.product(movement.gtin(), movement.product()));
        return Sheet.row(movement);
    }

    /** The rows of a sheet that describes what was in the movements so far; none for the others. */
    public List<List<@Nullable Object>> descriptions(Sheet sheet) {
        return switch (sheet) {
            case LOCATIONS ->
                places.stream()
                        .filter(place -> place.shownName() != null)
                        .sorted(Comparator.comparing((Place place) -> Objects.requireNonNull(place.shownName()))
                                .thenComparing(place -> Objects.requireNonNullElse(place.shownId(), "")))
                        .map(Sheet::row)
                        .toList();
            case PRODUCTS -> List.copyOf(products.values());
            case RECEIVING, SHIPPING, TRANSFORMATION_INPUT, TRANSFORMATION_OUTPUT ->
                Stream.<List<@Nullable Object>>empty().toList();
        };
    }
}
