package org.lotledger.catalog.messaging;

import java.util.List;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.item.ItemEvent;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemEdited;
import org.lotledger.catalog.item.ItemEvent.ItemStatusSet;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.PublicEventJson;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

/** What others are told of an item: exactly one {@link ItemChanged} for each private event. */
public final class ItemAnnouncements {
    private ItemAnnouncements() {}

    public static List<Draft> of(ItemEvent event, Stamp stamp) {
        return switch (event) {
            case ItemCreated created -> List.of(changed(created.item(), stamp));
            case ItemEdited edited -> List.of(changed(edited.item(), stamp));
            case ItemStatusSet set -> List.of(changed(set.item(), stamp));
            case ItemUsed used -> List.of(changed(used.item(), stamp));
        };
    }

    private static Draft changed(Item item, Stamp stamp) {
        return new Draft(
                EventType.ITEM_CHANGED.topic().wireName(),
                ItemChanged.keyOf(item.itemCode()),
                EventType.ITEM_CHANGED.wireName(),
                "",
                (eventId, previousHash) ->
                        PublicEventJson.write(itemChanged(item, stamp, new EventLink(eventId, previousHash))));
    }

    private static ItemChanged itemChanged(Item item, Stamp stamp, EventLink link) {
        Gtin gtin = item.gtin();
        return new ItemChanged(
                link,
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
                // One announcement for each event: the place in the chain is the version of the item.
                link.id().sequence(),
                stamp.recordedAt(),
                stamp.actor());
    }
}
