package org.lotledger.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flat JSON object of {@link ItemChanged}, in the order in which its fields are written; {@code type} = itemType. */
record ItemWire(
        String eventId,
        @Nullable String previousHash,
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
        Instant recordedAt,
        String actor) {

    static ItemWire of(ItemChanged event) {
        return new ItemWire(
                event.link().eventId(),
                event.link().previousHash(),
                event.itemCode(),
                event.description(),
                event.itemType(),
                event.unit(),
                event.quantityScale(),
                event.gtin(),
                event.manufacturer(),
                event.lotTracked(),
                event.perishable(),
                event.shelfLifeDays(),
                event.minimumRemainingDays(),
                event.status(),
                event.usedBy(),
                event.version(),
                event.recordedAt(),
                event.actor());
    }

    ItemChanged changed() {
        return new ItemChanged(
                new EventLink(eventId, previousHash),
                itemCode,
                description,
                type,
                unit,
                quantityScale,
                gtin,
                manufacturer,
                lotTracked,
                perishable,
                shelfLifeDays,
                minimumRemainingDays,
                status,
                usedBy,
                version,
                recordedAt,
                actor);
    }
}
