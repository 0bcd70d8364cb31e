package org.lotledger.catalog.item;

import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Source;

/**
 * What the catalog can be told to do with an item. Where a GTIN is given, {@code gtinHolder} is the other item that has
 * it already, and null when there is none.
 */
public sealed interface ItemCommand {

    /** Take a new item into the catalog. */
    record CreateItem(WantedItem wanted, @Nullable String gtinHolder) implements ItemCommand {}

    /**
     * Take an item out of a file into the catalog, unless it is there just so already. A file says nothing of
     * manufacturer, days and status; what they are is not compared.
     */
    record ImportItem(WantedItem wanted, @Nullable String gtinHolder) implements ItemCommand {}

    /** Have the item be as wanted. */
    record EditItem(WantedItem wanted, @Nullable String gtinHolder) implements ItemCommand {}

    /** Say what may be done with the item from now on. */
    record SetItemStatus(String itemCode, ItemStatus status) implements ItemCommand {}

    /**
     * Note that a service is about to put the item on its first document, or that it gets its first hold: from then on
     * its unit, scale and both flags are sealed.
     */
    record ClaimItem(String itemCode, Source service) implements ItemCommand {}
}
