package org.lotledger.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item was created, changed or claimed: its whole state afterwards. Published by the item catalog.
 *
 * @param link place in the chain of this item's events
 * @param itemCode our number for the item
 * @param description for people, one or several lines
 * @param itemType what kind of thing it is; {@code type} on the wire
 * @param unit in which quantities are counted: UN/ECE Recommendation 20 code or free text
 * @param quantityScale decimals that a quantity may have, 0 to 6
 * @param gtin Global Trade Item Number (GS1 General Specifications, AI (01)); null if the item has none
 * @param manufacturer who makes it; null if unknown
 * @param lotTracked whether documents must name lots
 * @param perishable whether lots must have an expiration date
 * @param shelfLifeDays days from making to expiry, at least 0; null if not known
 * @param minimumRemainingDays days that must remain on a supplier's delivery, at least 0; null if none are asked for
 * @param status what may be done with it now
 * @param usedBy wire names of the services that use it; once there is one, unit, scale and both flags are sealed
 * @param version number of this state, from 1
 * @param recordedAt when the catalog wrote it down, in microseconds
 * @param actor subject of the token of who did it
 */
public record ItemChanged(
        EventLink link,
        String itemCode,
        String description,
        ItemType itemType,
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
        String actor)
        implements CatalogEvent {

    private static final String KEY_PREFIX = "item:";

    public ItemChanged {
        Invariant.present(link, "eventId");
        Invariant.code(itemCode, "itemCode");
        link.mustBelongTo(KEY_PREFIX + itemCode);
        Invariant.text(description, "description");
        Invariant.present(itemType, "type");
        Invariant.code(unit, "unit");
        Invariant.that(
                quantityScale >= 0 && quantityScale <= Quantity.DECIMALS_MAX,
                "quantityScale must be 0 to " + Quantity.DECIMALS_MAX + ", is " + quantityScale);
        Invariant.codeOrNull(gtin, "gtin");
        Invariant.textOrNull(manufacturer, "manufacturer");
        Invariant.that(
                shelfLifeDays == null || shelfLifeDays >= 0, "shelfLifeDays must be at least 0, is " + shelfLifeDays);
        Invariant.that(
                minimumRemainingDays == null || minimumRemainingDays >= 0,
                "minimumRemainingDays must be at least 0, is " + minimumRemainingDays);
        Invariant.present(status, "status");
        Invariant.present(usedBy, "usedBy").forEach(service -> Invariant.code(service, "usedBy"));
        usedBy = List.copyOf(usedBy);
        Invariant.that(version >= 1, "version must be at least 1, is " + version);
        recordedAt = Invariant.instant(recordedAt, "recordedAt");
        Invariant.code(actor, "actor");
    }

    /** The Kafka key of an item's events. */
    public static String keyOf(String itemCode) {
        return KEY_PREFIX + itemCode;
    }

    @Override
    public EventType type() {
        return EventType.ITEM_CHANGED;
    }

    @Override
    public String key() {
        return keyOf(itemCode);
    }
}
