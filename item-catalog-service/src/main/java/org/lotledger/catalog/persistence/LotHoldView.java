package org.lotledger.catalog.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldKind;

/** A hold as queries read it. Only read: {@link LotHolds} writes the table. */
@Entity
@Immutable
@Table(name = "lot_hold")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class LotHoldView extends PanacheEntityBase {
    @Id
    public UUID holdId;

    /** Its place in the list. */
    public long position;

    public String itemCode;
    public String lotNumber;

    @Enumerated(EnumType.STRING)
    public HoldKind kind;

    public String reason;
    public @Nullable String notice;
    public Instant occurredAt;
    public Instant placedAt;
    public String placedBy;
    /** The parts of a release: all are there, or none is. */
    public @Nullable Instant releasedAt;

    public @Nullable String releasedBy;
    public @Nullable String releaseReason;
    public long version;
    public String eventId;

    @Enumerated(EnumType.STRING)
    public ShippingKnows shippingKnows;

    /** Which holds to list; null where it does not matter. */
    public record Filter(
            @Nullable String itemCode,
            @Nullable String lotNumber,
            @Nullable Boolean active) {}

    /** The hold of this id, or null. */
    public static Uni<@Nullable LotHoldView> byId(UUID holdId) {
        return findById(holdId);
    }

    /** The holds before a place in the list, newest first. */
    public static Uni<List<LotHoldView>> list(Filter filter, long beforePosition, int rowsMax) {
        StringBuilder where = new StringBuilder("position < :beforePosition");
        Map<String, Object> values = new HashMap<>(Map.of("beforePosition", beforePosition));
        if (filter.itemCode() != null) {
            where.append(" and itemCode = :itemCode");
            values.put("itemCode", filter.itemCode());
        }
        if (filter.lotNumber() != null) {
            where.append(" and lotNumber = :lotNumber");
            values.put("lotNumber", filter.lotNumber());
        }
        if (filter.active() != null) {
            where.append(filter.active() ? " and releasedAt is null" : " and releasedAt is not null");
        }
        return LotHoldView.<LotHoldView>find(where + " order by position desc", values)
                .range(0, rowsMax - 1)
                .list();
    }
}
