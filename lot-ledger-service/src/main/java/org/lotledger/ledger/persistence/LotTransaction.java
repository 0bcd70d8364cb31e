package org.lotledger.ledger.persistence;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.EventId;

/** One event of a lot's history; read-only. */
@Entity
@Immutable
@Table(name = "lot_transaction")
@IdClass(LotTransaction.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class LotTransaction extends PanacheEntityBase {
    @Id
    public UUID lotId;

    /** Place in this ledger's order of arrival, from 1. */
    @Id
    public long position;

    /** Wire name of the service that announced it. */
    public String source;

    /** Place among the lot's events of that service, from 1. */
    public long sequence;

    /** LotReceived, LotShipped or LotAdjusted. */
    public String type;

    /** Name of an AdjustmentReason; null unless LotAdjusted. */
    public @Nullable String reason;

    /** Signed, in the item's unit. */
    public BigDecimal quantityChange;

    /** The lot's on hand after it, in the order of arrival. */
    public BigDecimal runningBalance;

    /** Null where the event concerns the lot everywhere. */
    public @Nullable String location;

    public String documentType;
    public String documentNumber;
    public @Nullable Integer documentLine;
    public @Nullable String partyRole;
    public @Nullable String partyCode;
    public @Nullable String partyName;
    public @Nullable String partyGln;

    @Column(name = "\"references\"")
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> references;

    public @Nullable String reasonText;

    /** When it happened. */
    public Instant occurredAt;

    /** When its source wrote it down. */
    public Instant recordedAt;

    public String actor;

    /** The id of the event that it corrects; null if it corrects none. */
    public @Nullable String corrects;

    /** The id of the table that the row lies in: another one when the projection was rebuilt, and with it the positions. */
    @Formula("cast(tableoid as bigint)")
    public long generation;

    /** Rows of a whole history that are in memory at once. */
    private static final int PAGE_ROWS = 1_000;

    /** The primary key. */
    public record Key(UUID lotId, long position) {}

    /**
     * Which events of a lot to list; what is null does not narrow the list.
     *
     * @param from the earliest time of happening
     * @param to the latest time of happening
     * @param typeOrReason a type, or the reason of a LotAdjusted
     * @param positionMax the last in this ledger's order of arrival
     */
    public record Filter(
            UUID lotId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String typeOrReason,
            @Nullable Long positionMax) {

        /** Without what arrives later, so that a list that is read for long comes to its end. */
        public Filter upTo(long position) {
            return new Filter(lotId, from, to, typeOrReason, position);
        }
    }

    /** The row after which a list goes on. */
    public record After(Instant occurredAt, long position, long generation) {}

    /** A list cannot be gone on with: a rebuild has put the events into another order of arrival. */
    public static final class Rebuilt extends RuntimeException {
        Rebuilt() {
            super("the projection was rebuilt since the list was begun");
        }
    }

    /**
     * Events in the order in which they happened; at the same time, in the order of arrival.
     *
     * @return fails with {@link Rebuilt} when the row to go on after is of another generation
     */
    public static Uni<List<LotTransaction>> page(Filter filter, boolean descending, @Nullable After after, int limit) {
        return rows(filter, descending, after, limit)
                .call(rows -> after == null
                        ? Uni.createFrom().voidItem()
                        : mustBeOf(after.generation(), filter.lotId(), rows));
    }

    private static Uni<List<LotTransaction>> rows(Filter filter, boolean descending, @Nullable After after, int limit) {
        StringBuilder query = new StringBuilder("lotId = :lotId");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("lotId", filter.lotId());
        if (filter.from() != null) {
            query.append(" and occurredAt >= :from");
            parameters.put("from", filter.from());
        }
        if (filter.to() != null) {
            query.append(" and occurredAt <= :to");
            parameters.put("to", filter.to());
        }
        if (filter.typeOrReason() != null) {
            query.append(kind(filter.typeOrReason(), parameters));
        }
        if (filter.positionMax() != null) {
            query.append(" and position <= :positionMax");
            parameters.put("positionMax", filter.positionMax());
        }
        if (after != null) {
            query.append(
                    descending
                            ? " and (occurredAt, position) < (:afterTime, :afterPosition)"
                            : " and (occurredAt, position) > (:afterTime, :afterPosition)");
            parameters.put("afterTime", after.occurredAt());
            parameters.put("afterPosition", after.position());
        }
        query.append(descending ? " order by occurredAt desc, position desc" : " order by occurredAt, position");
        return LotTransaction.<LotTransaction>find(query.toString(), parameters)
                .page(0, limit)
                .list();
    }

    /** Kinds that have an index are written out: a plan that is kept knows no parameters, and would not take the index. */
    private static String kind(String typeOrReason, Map<String, Object> parameters) {
        return switch (typeOrReason) {
            case "LotShipped" -> " and type = 'LotShipped'";
            case "LotReceived" -> " and type = 'LotReceived'";
            case "LotAdjusted" -> " and reason is not null";
            default -> {
                parameters.put("reason", typeOrReason);
                yield " and reason = :reason";
            }
        };
    }

    /** A page tells its generation itself, but for one without rows. */
    private static Uni<Void> mustBeOf(long generation, UUID lotId, List<LotTransaction> rows) {
        Uni<@Nullable LotTransaction> any =
                rows.isEmpty() ? last(lotId) : Uni.createFrom().item(rows.getFirst());
        return any.invoke(row -> {
                    if (row == null || row.generation != generation) {
                        throw new Rebuilt();
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<@Nullable LotTransaction> last(UUID lotId) {
        return LotTransaction.<LotTransaction>find("lotId = ?1 order by position desc", lotId)
                .firstResult();
    }

    /** The event that arrived last; null if nothing ever happened to a lot of that id. */
    public static Uni<@Nullable LotTransaction> newest(UUID lotId) {
        return Panache.withSession(() -> last(lotId));
    }

    /**
     * All of the events up to one, read as fast as they are taken, and without a connection that waits for who reads
     * them. Fails with {@link Rebuilt} when the tables are replaced in between.
     */
    public static Multi<List<LotTransaction>> pages(Filter filter, boolean descending, LotTransaction newest) {
        Filter complete = filter.upTo(newest.position);
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicReference<@Nullable LotTransaction>::new,
                        last -> Panache.withSession(() -> rows(complete, descending, after(last.get()), PAGE_ROWS)
                                        .call(rows -> mustBeOf(newest.generation, filter.lotId(), rows)))
                                .invoke(rows -> last.set(rows.isEmpty() ? null : rows.getLast())))
                .whilst(rows -> rows.size() == PAGE_ROWS);
    }

    private static @Nullable After after(@Nullable LotTransaction last) {
        return last == null ? null : new After(last.occurredAt, last.position, last.generation);
    }

    /** The event's id as it was announced. */
    public String eventId() {
        return new EventId(source, lotId.toString(), sequence).toString();
    }
}
