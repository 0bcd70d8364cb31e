package org.lotledger.catalog.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;

/** An item as queries read it. Only read: {@link Items} writes the table. */
@Entity
@Immutable
@Table(name = "item")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class ItemView extends PanacheEntityBase {
    @Id
    public String itemCode;

    public String description;

    @Enumerated(EnumType.STRING)
    public ItemType type;

    public String unit;
    public int quantityScale;
    public @Nullable String gtin;
    public @Nullable String manufacturer;
    public boolean lotTracked;
    public boolean perishable;
    public @Nullable Integer shelfLifeDays;
    public @Nullable Integer minimumRemainingDays;

    @Enumerated(EnumType.STRING)
    public ItemStatus status;

    public String[] usedBy;
    public long version;

    /**
     * Which items to list; null where it does not matter.
     *
     * @param text what the code or the description contains, in upper or lower case
     */
    public record Filter(
            @Nullable String text,
            @Nullable ItemStatus status,
            @Nullable Boolean lotTracked) {}

    /** The item of this code, or null. */
    public static Uni<@Nullable ItemView> byCode(String itemCode) {
        return findById(itemCode);
    }

    /** The items in the order of their codes, from the first after the given code. */
    public static Uni<List<ItemView>> list(Filter filter, String afterCode, int rowsMax) {
        StringBuilder where = new StringBuilder("itemCode > :afterCode");
        Map<String, Object> values = new HashMap<>(Map.of("afterCode", afterCode));
        if (filter.text() != null) {
            where.append(" and (locate(:text, lower(itemCode)) > 0 or locate(:text, lower(description)) > 0)");
            values.put("text", filter.text().toLowerCase(Locale.ROOT));
        }
        if (filter.status() != null) {
            where.append(" and status = :status");
            values.put("status", filter.status());
        }
        if (filter.lotTracked() != null) {
            where.append(" and lotTracked = :lotTracked");
            values.put("lotTracked", filter.lotTracked());
        }
        return ItemView.<ItemView>find(where + " order by itemCode", values)
                .range(0, rowsMax - 1)
                .list();
    }
}
