package org.lotledger.catalog.rest;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.persistence.ItemView;
import org.lotledger.events.EventId;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.store.Versioned;

/**
 * An item as callers see it.
 *
 * @param usedBy the services that have it on a document
 * @param version how many events made it; also its ETag
 * @param eventId the public event that told this version to others
 */
public record ItemAnswer(
        String itemCode,
        String description,
        ItemType type,
        String unit,
        int quantityScale,
        @Nullable String gtin,
        @Nullable String manufacturer,
        boolean lotTracked,
        boolean perishable,
        @Nullable Integer shelfLifeDays,
        @Nullable Integer minimumRemainingDays,
        ItemStatus status,
        List<String> usedBy,
        long version,
        String eventId) {

    static ItemAnswer of(Versioned<Optional<Item>> document) {
        Item item = document.state().orElseThrow();
        Gtin gtin = item.gtin();
        return new ItemAnswer(
                item.itemCode(),
                item.description(),
                item.type(),
                item.unit(),
                item.quantityScale(),
                gtin == null ? null : gtin.digits(),
                item.manufacturer(),
                item.lotTracked(),
                item.perishable(),
                item.shelfLifeDays(),
                item.minimumRemainingDays(),
                item.status(),
                item.usedBy(),
                document.version(),
                eventId(item.itemCode(), document.version()));
    }

    static ItemAnswer of(ItemView item) {
        return new ItemAnswer(
                item.itemCode,
                item.description,
                item.type,
                item.unit,
                item.quantityScale,
                item.gtin,
                item.manufacturer,
                item.lotTracked,
                item.perishable,
                item.shelfLifeDays,
                item.minimumRemainingDays,
                item.status,
                List.of(item.usedBy),
                item.version,
                eventId(item.itemCode, item.version));
    }

    /** Each version is announced by one event of the same number. */
    private static String eventId(String itemCode, long version) {
        return new EventId(Source.ITEM_CATALOG.wireName(), ItemChanged.keyOf(itemCode), version).toString();
    }
}
