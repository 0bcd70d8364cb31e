package org.lotledger.catalog.item;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;

/**
 * What we buy, keep and sell under one code.
 *
 * @param itemCode our number for it
 * @param description for people, one or several lines, at most 500 characters
 * @param type what kind of thing it is; never changes
 * @param unit in which quantities are counted: UN/ECE Recommendation 20 code or free text, at most 10 characters
 * @param quantityScale decimals that a quantity may have, 0 to 6
 * @param gtin null if it has none
 * @param manufacturer who makes it, at most 200 characters; null if unknown
 * @param lotTracked whether documents must name lots
 * @param perishable whether lots must have an expiration date
 * @param shelfLifeDays days from making to expiry, at least 1; null if not known
 * @param minimumRemainingDays days that must remain on a supplier's delivery, at least 0; null if none are asked for
 * @param status what may be done with it now
 * @param usedBy wire names of the services that have it on a document, in the order in which they claimed it
 */
public record Item(
        String itemCode,
        String description,
        ItemType type,
        String unit,
        int quantityScale,
        @Nullable Gtin gtin,
        @Nullable String manufacturer,
        boolean lotTracked,
        boolean perishable,
        @Nullable Integer shelfLifeDays,
        @Nullable Integer minimumRemainingDays,
        ItemStatus status,
        List<String> usedBy) {

    public Item {
        usedBy = List.copyOf(usedBy);
    }

    Item usedAlsoBy(String service) {
        List<String> more = new ArrayList<>(usedBy);
        more.add(service);
        return with(status, more);
    }

    Item withStatus(ItemStatus other) {
        return with(other, usedBy);
    }

    private Item with(ItemStatus otherStatus, List<String> others) {
        return new Item(
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
                otherStatus,
                others);
    }
}
