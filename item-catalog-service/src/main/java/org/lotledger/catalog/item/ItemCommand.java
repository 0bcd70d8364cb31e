package org.lotledger.catalog.item;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.Source;

/** What the catalog can be told to do with an item. */
public sealed interface ItemCommand {

    /**
     * Take a new item into the catalog; the fields are those of {@link Item}.
     *
     * @param perishable null when the caller leaves it to {@code lotTracked}
     * @param gtinHolder the other item that has the GTIN already; null when there is none
     */
    record CreateItem(
            String itemCode,
            String description,
            ItemType type,
            String unit,
            int quantityScale,
            @Nullable Gtin gtin,
            @Nullable String manufacturer,
            boolean lotTracked,
            @Nullable Boolean perishable,
            @Nullable Integer shelfLifeDays,
            @Nullable Integer minimumRemainingDays,
            ItemStatus status,
            @Nullable String gtinHolder)
            implements ItemCommand {}

    /**
     * Note that a service is about to put the item on its first document: from then on its unit, scale and both flags
     * are sealed.
     */
    record ClaimItem(String itemCode, Source service) implements ItemCommand {}
}
