package org.lotledger.catalog.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field in which an item as it is and an item as somebody wants it differ.
 *
 * @param is its value now, in words
 * @param wanted its other value, in words
 */
record ItemDifference(String field, String is, String wanted) {
    /** What documents rely on: once the item is in use it stays as it is. */
    private static final Set<String> SEALED_BY_USE = Set.of("unit", "quantityScale", "lotTracked", "perishable");

    /** The differences in what an item is, in the order of its fields; what may be done with it is not looked at. */
    static List<ItemDifference> between(Item is, Item wanted) {
        List<ItemDifference> differences = new ArrayList<>();
        compare("description", is.description(), wanted.description(), differences);
        compare("type", is.type(), wanted.type(), differences);
        compare("unit", is.unit(), wanted.unit(), differences);
        compare("quantityScale", is.quantityScale(), wanted.quantityScale(), differences);
        compare("lotTracked", is.lotTracked(), wanted.lotTracked(), differences);
        compare("perishable", is.perishable(), wanted.perishable(), differences);
        compare("gtin", fourteenDigits(is.gtin()), fourteenDigits(wanted.gtin()), differences);
        return differences;
    }

    /** A GTIN is the same number in each of its lengths. */
    private static @Nullable String fourteenDigits(@Nullable Gtin gtin) {
        return gtin == null ? null : gtin.fourteenDigits();
    }

    private static void compare(
            String field, @Nullable Object is, @Nullable Object wanted, List<ItemDifference> differences) {
        if (!Objects.equals(is, wanted)) {
            differences.add(new ItemDifference(field, inWords(is), inWords(wanted)));
        }
    }

    private static String inWords(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    boolean isSealedByUse() {
        return SEALED_BY_USE.contains(field);
    }
}
