package org.lotledger.catalog.item;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;

/**
 * An item as a caller wants it to be; the fields are those of {@link Item}.
 *
 * @param perishable null when the caller leaves it to {@code lotTracked}
 */
public record WantedItem(
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
        ItemStatus status) {

    Item usedBy(List<String> services) {
        return new Item(
                itemCode,
                description,
                type,
                unit,
                quantityScale,
                gtin,
                manufacturer,
                lotTracked,
                Objects.requireNonNullElse(perishable, lotTracked),
                shelfLifeDays,
                minimumRemainingDays,
                status,
                services);
    }
}
