package org.lotledger.receiving.catalog;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;

/**
 * An item as far as receiving goods depends on it.
 *
 * @param quantityScale decimals that its quantities may have, 0 to 6
 * @param perishable whether its lots need an expiration date
 * @param shelfLifeDays longest life of a lot from arrival, in days; null when it is not limited
 * @param minimumRemainingDays life that a lot must have left on arrival, in days; null when none is asked
 */
public record Item(
        String itemCode,
        ItemType type,
        ItemStatus status,
        String unit,
        int quantityScale,
        boolean lotTracked,
        boolean perishable,
        @Nullable Integer shelfLifeDays,
        @Nullable Integer minimumRemainingDays) {

    /** Whether what is received of it becomes stock. */
    public boolean inventoried() {
        return type != ItemType.NON_INVENTORIED;
    }
}
