package org.lotledger.catalog.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.item.WantedItem;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.eventsourcing.rest.FieldRules;

/**
 * An item as a caller writes it: a new one, or what a patch makes of one.
 *
 * @param unit UN/ECE Recommendation 20 code or free text
 * @param quantityScale decimals that a quantity may have
 * @param gtin 8, 12, 13 or 14 digits
 * @param lotTracked false when left out
 * @param perishable as lotTracked when left out
 * @param status ACTIVE when left out
 */
public record ItemRequest(
        @NotNull @Pattern(regexp = FieldRules.IDENTIFIER, message = FieldRules.IDENTIFIER_WORDS)
        String itemCode,

        @NotNull @Pattern(regexp = FieldRules.TEXT_500, message = FieldRules.TEXT_500_WORDS)
        String description,

        @NotNull ItemType type,

        @NotNull @Pattern(regexp = FieldRules.UNIT, message = FieldRules.UNIT_WORDS)
        String unit,

        @NotNull @Min(value = 0, message = SCALE_WORDS) @Max(value = 6, message = SCALE_WORDS)
        Integer quantityScale,

        @ValidGtin @Nullable String gtin,

        @Pattern(regexp = FieldRules.TEXT_200, message = FieldRules.TEXT_200_WORDS) @Nullable
        String manufacturer,

        @Nullable Boolean lotTracked,
        @Nullable Boolean perishable,

        @Min(value = 1, message = SHELF_LIFE_WORDS) @Max(value = DAYS_MAX, message = SHELF_LIFE_WORDS) @Nullable
        Integer shelfLifeDays,

        @Min(value = 0, message = REMAINING_WORDS) @Max(value = DAYS_MAX, message = REMAINING_WORDS) @Nullable
        Integer minimumRemainingDays,

        @Nullable ItemStatus status) {

    /** A hundred years: beyond any shelf life, and any date plus so many days is still a date everywhere. */
    private static final int DAYS_MAX = 36_500;

    private static final String SCALE_WORDS = "must be 0 to 6.";
    private static final String SHELF_LIFE_WORDS = "must be 1 to " + DAYS_MAX + ".";
    private static final String REMAINING_WORDS = "must be 0 to " + DAYS_MAX + ".";

    @Nullable
    Gtin gtinOrNull() {
        return gtin == null ? null : new Gtin(gtin);
    }

    WantedItem toWanted() {
        return new WantedItem(
                itemCode,
                description,
                type,
                unit,
                quantityScale,
                gtinOrNull(),
                manufacturer,
                Boolean.TRUE.equals(lotTracked),
                perishable,
                shelfLifeDays,
                minimumRemainingDays,
                Objects.requireNonNullElse(status, ItemStatus.ACTIVE));
    }

    /**
     * The request that would make the item as it is now, for a patch to change. An item that is neither tracked by lot
     * nor perishable leaves {@code perishable} out, so that a patch that only sets {@code lotTracked} sets both.
     */
    static ItemRequest of(Item item) {
        Gtin gtin = item.gtin();
        return new ItemRequest(
                item.itemCode(),
                item.description(),
                item.type(),
                item.unit(),
                item.quantityScale(),
                gtin == null ? null : gtin.digits(),
                item.manufacturer(),
                item.lotTracked(),
                (item.lotTracked() || item.perishable()) ? item.perishable() : null,
                item.shelfLifeDays(),
                item.minimumRemainingDays(),
                item.status());
    }
}
