package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.shipping.stock.LotRef;

/**
 * The rows of the lots themselves: locked second in every transaction, in the order of the database. What belongs to a
 * lot (stock, reservations, holds, what documents recorded of it) is changed only under the lock of its row.
 */
@ApplicationScoped
public class LotRows {

    /** Locks the rows of these lots, those that are missing are made first, and answers them by lot id. */
    Uni<Map<UUID, Row>> lock(SqlConnection tx, Collection<LotRef> lots) {
        Map<UUID, LotRef> byId = new LinkedHashMap<>();
        lots.forEach(lot -> byId.put(lot.lotId(), lot));
        UUID[] ids = byId.keySet().toArray(UUID[]::new);
        String[] itemCodes = byId.values().stream().map(LotRef::itemCode).toArray(String[]::new);
        String[] lotNumbers = byId.values().stream()
                .map(lot -> lot.lotNumber() == null ? null : lot.lotNumber().value())
                .toArray(String[]::new);
        return tx.preparedQuery("""
                        insert into lot (lot_id, item_code, lot_number)
                        select n.lot_id, n.item_code, n.lot_number
                        from unnest($1::uuid[], $2::text[], $3::text[]) n (lot_id, item_code, lot_number)
                        order by n.lot_id
                        on conflict do nothing""")
                .execute(Tuple.of(ids, itemCodes, lotNumbers))
                .flatMap(inserted -> tx.preparedQuery("""
                                select *, applied::text as applied_json from lot
                                where lot_id = any ($1)
                                order by lot_id
                                for update""").execute(Tuple.of((Object) ids)))
                .map(LotRows::byId);
    }

    /** The same without a lock, for showing; lots without a row are left out. */
    Uni<Map<UUID, Row>> read(SqlClient client, Collection<LotRef> lots) {
        return client.preparedQuery("select *, applied::text as applied_json from lot where lot_id = any ($1)")
                .execute(Tuple.of(
                        (Object) lots.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new)))
                .map(LotRows::byId);
    }

    private static Map<UUID, Row> byId(RowSet<Row> rows) {
        Map<UUID, Row> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.getUUID("lot_id"), row));
        return byId;
    }

    /** Locks the rows of these lots and answers how far each is with the events of others, by lot id. */
    public Uni<Map<String, Positions>> lockPositions(SqlConnection tx, Collection<LotRef> lots) {
        return lock(tx, lots).map(rows -> {
            Map<String, Positions> positions = new HashMap<>();
            rows.forEach((lotId, row) -> positions.put(lotId.toString(), positionsOf(row)));
            return positions;
        });
    }

    /** The lot that a row with its names is about. */
    static LotRef refOf(Row row) {
        String lotNumber = row.getString("lot_number");
        return new LotRef(row.getString("item_code"), lotNumber == null ? null : new LotNumber(lotNumber));
    }

    static Positions positionsOf(Row row) {
        return Positions.fromJson(row.getString("applied_json"));
    }

    /** Whether this much of the events of a source about a lot has been taken in. */
    public Uni<Boolean> hasApplied(SqlClient client, UUID lotId, String source, long sequence) {
        return client.preparedQuery("select *, applied::text as applied_json from lot where lot_id = $1")
                .execute(Tuple.of(lotId))
                .map(rows -> rows.size() > 0
                        && positionsOf(rows.iterator().next()).of(source).sequence() >= sequence);
    }

    /** Notes when something last happened to these lots. */
    Uni<Void> noteTimes(SqlConnection tx, UUID[] ids, Instant occurredAt, Instant recordedAt) {
        return tx.preparedQuery("""
                        update lot
                        set latest_occurred_at = greatest(latest_occurred_at, $2),
                            latest_recorded_at = greatest(latest_recorded_at, $3)
                        where lot_id = any ($1)""")
                .execute(Tuple.of(ids, Columns.utc(occurredAt), Columns.utc(recordedAt)))
                .replaceWithVoid();
    }

    /** A lot after a batch of news. */
    private static final class News {
        private boolean arrived;
        private boolean dated;
        private @Nullable LocalDate expirationDate;
        private @Nullable Instant firstReceivedAt;
        private Instant occurredAt = Instant.EPOCH;
        private Instant recordedAt = Instant.EPOCH;

        void take(LotEvent event) {
            LotFact fact = event.fact();
            if (fact.quantityChange().isPositive()) {
                arrived = true;
                firstReceivedAt = firstReceivedAt == null || fact.occurredAt().isBefore(firstReceivedAt)
                        ? fact.occurredAt()
                        : firstReceivedAt;
            }
            boolean corrected =
                    event instanceof LotAdjusted adjusted && adjusted.reason() == AdjustmentReason.EXPIRATION_CORRECTED;
            // Others only repeat the date that they knew.
            boolean byReceiving = event.link().id().source().equals(Source.RECEIVING.wireName());
            if (corrected || (byReceiving && fact.expirationDate() != null)) {
                dated = true;
                expirationDate = fact.expirationDate();
            }
            occurredAt = fact.occurredAt().isAfter(occurredAt) ? fact.occurredAt() : occurredAt;
            recordedAt = fact.recordedAt().isAfter(recordedAt) ? fact.recordedAt() : recordedAt;
        }
    }

    /** Keeps what events say of the lots themselves, and how far these are with them now. */
    public Uni<Void> keep(SqlConnection tx, List<LotEvent> events, Map<String, Positions> moved) {
        Map<UUID, News> news = new LinkedHashMap<>();
        events.forEach(event ->
                news.computeIfAbsent(event.fact().lotId(), id -> new News()).take(event));
        Collection<News> all = news.values();
        return tx.preparedQuery("""
                        update lot
                        set arrived = lot.arrived or n.arrived,
                            expiration_date = case when n.dated then n.expiration_date else lot.expiration_date end,
                            first_received_at = least(lot.first_received_at, n.first_received_at),
                            latest_occurred_at = greatest(latest_occurred_at, n.occurred_at),
                            latest_recorded_at = greatest(latest_recorded_at, n.recorded_at),
                            applied = n.applied::jsonb
                        from unnest($1::uuid[], $2::boolean[], $3::boolean[], $4::date[], $5::timestamptz[],
                                    $6::timestamptz[], $7::timestamptz[], $8::text[])
                             n (lot_id, arrived, dated, expiration_date, first_received_at, occurred_at, recorded_at,
                                applied)
                        where lot.lot_id = n.lot_id""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(news.keySet().toArray(UUID[]::new))
                        .addArrayOfBoolean(all.stream().map(one -> one.arrived).toArray(Boolean[]::new))
                        .addArrayOfBoolean(all.stream().map(one -> one.dated).toArray(Boolean[]::new))
                        .addArrayOfLocalDate(
                                all.stream().map(one -> one.expirationDate).toArray(LocalDate[]::new))
                        .addArrayOfOffsetDateTime(all.stream()
                                .map(one -> Columns.utcOrNull(one.firstReceivedAt))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(all.stream()
                                .map(one -> Columns.utc(one.occurredAt))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(all.stream()
                                .map(one -> Columns.utc(one.recordedAt))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfString(news.keySet().stream()
                                .map(id -> moved.getOrDefault(id.toString(), Positions.NONE)
                                        .toJson())
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }
}
