package org.lotledger.shipping.catalog;

import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;

/**
 * An item as far as shipping goods depends on it.
 *
 * @param quantityScale decimals that its quantities may have, 0 to 6
 */
public record Item(
        String itemCode, ItemType type, ItemStatus status, String unit, int quantityScale, boolean lotTracked) {

    /** Whether what is shipped of it comes out of stock. */
    public boolean inventoried() {
        return type != ItemType.NON_INVENTORIED;
    }
}
