package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

/**
 * The guard: lot rows are locked second in every transaction, in the order of the database; stock and reservations
 * are read and changed only under the lock of their lot.
 */
@ApplicationScoped
public class StockRows {

    /** So much of a lot at a place, on a line of a shipment. */
    public record Held(int lineNumber, LotRef lot, String location, Quantity quantity) {}

    /**
     * Locks these lots and answers what is known of them, by lot id.
     *
     * @param balancesFrom for a shipment that is dated back: since when as-of balances are needed; null else
     */
    public Uni<Map<UUID, StockedLot>> lock(SqlConnection tx, Collection<LotRef> lots, @Nullable Instant balancesFrom) {
        if (lots.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return lockRows(tx, lots).flatMap(rows -> {
            UUID[] ids = rows.keySet().toArray(UUID[]::new);
            // Only now, under the locks: what was read before a wait would be old.
            return stocks(tx, ids)
                    .flatMap(stocks -> parked(tx, ids)
                            .flatMap(parked -> balances(tx, ids, balancesFrom).map(balances -> {
                                Map<UUID, StockedLot> known = new HashMap<>();
                                rows.forEach((lotId, row) -> known.put(
                                        lotId,
                                        new StockedLot(
                                                row.getBoolean("arrived"),
                                                row.getLocalDate("expiration_date"),
                                                parked.contains(lotId),
                                                stocks.getOrDefault(lotId, Map.of()),
                                                balances.getOrDefault(lotId, Map.of()),
                                                Positions.fromJson(row.getString("applied_json"))
                                                        .of(Source.RECEIVING.wireName())
                                                        .sequence(),
                                                instantOrNull(row.getOffsetDateTime("latest_occurred_at")),
                                                instantOrNull(row.getOffsetDateTime("latest_recorded_at")))));
                                return known;
                            })));
        });
    }

    /** Locks the rows of these lots and answers how far each is with the events of others, by lot id. */
    public Uni<Map<String, Positions>> lockPositions(SqlConnection tx, Collection<LotRef> lots) {
        return lockRows(tx, lots).map(rows -> {
            Map<String, Positions> positions = new HashMap<>();
            rows.forEach(
                    (lotId, row) -> positions.put(lotId.toString(), Positions.fromJson(row.getString("applied_json"))));
            return positions;
        });
    }

    private static Uni<Map<UUID, Row>> lockRows(SqlConnection tx, Collection<LotRef> lots) {
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
                .map(rows -> {
                    Map<UUID, Row> locked = new HashMap<>();
                    rows.forEach(row -> locked.put(row.getUUID("lot_id"), row));
                    return locked;
                });
    }

    private static Uni<Map<UUID, Map<String, Stock>>> stocks(SqlConnection tx, UUID[] ids) {
        return tx.preparedQuery("""
                        select s.lot_id, s.location, s.added, s.removed, s.reserved,
                               array(select distinct r.shipment_number from reservation r
                                     where r.lot_id = s.lot_id and r.location = s.location
                                     order by r.shipment_number) as reserved_by
                        from stock s
                        where s.lot_id = any ($1)""").execute(Tuple.of((Object) ids)).map(rows -> {
            Map<UUID, Map<String, Stock>> stocks = new HashMap<>();
            rows.forEach(row -> stocks.computeIfAbsent(row.getUUID("lot_id"), id -> new HashMap<>())
                    .put(
                            row.getString("location"),
                            new Stock(
                                    new Quantity(row.getBigDecimal("added")),
                                    new Quantity(row.getBigDecimal("removed")),
                                    new Quantity(row.getBigDecimal("reserved")),
                                    Arrays.asList(row.getArrayOfStrings("reserved_by")))));
            return stocks;
        });
    }

    private static Uni<Set<UUID>> parked(SqlConnection tx, UUID[] ids) {
        String[] keys = Arrays.stream(ids).map(UUID::toString).toArray(String[]::new);
        return tx.preparedQuery("""
                        select distinct event_key from parked
                        where state = 'OPEN' and event_key = any ($1)""").execute(Tuple.of((Object) keys)).map(rows -> {
            Set<UUID> parked = new HashSet<>();
            rows.forEach(row -> parked.add(UUID.fromString(row.getString(0))));
            return parked;
        });
    }

    private static Uni<Map<UUID, Map<String, List<BalanceAt>>>> balances(
            SqlConnection tx, UUID[] ids, @Nullable Instant from) {
        if (from == null) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.preparedQuery("""
                        select lot_id, location, greatest(occurred_at, $2) as since, balance
                        from (select lot_id, location, occurred_at,
                                     sum(sum(quantity_change)) over w as balance,
                                     lead(occurred_at) over w as until
                              from stock_movement
                              where lot_id = any ($1)
                              group by lot_id, location, occurred_at
                              window w as (partition by lot_id, location order by occurred_at)) b
                        where until is null or until > $2
                        order by lot_id, location, since""").execute(Tuple.of(ids, utc(from))).map(rows -> {
            Map<UUID, Map<String, List<BalanceAt>>> balances = new HashMap<>();
            rows.forEach(row -> balances.computeIfAbsent(row.getUUID("lot_id"), id -> new HashMap<>())
                    .computeIfAbsent(row.getString("location"), place -> new ArrayList<>())
                    .add(new BalanceAt(
                            row.getOffsetDateTime("since").toInstant(), new Quantity(row.getBigDecimal("balance")))));
            return balances;
        });
    }

    /** Replaces what some lines of a shipment hold; the lots held before and after must be locked. */
    public Uni<Void> reserve(
            SqlConnection tx,
            String shipmentNumber,
            Integer[] lineNumbers,
            List<Held> held,
            Collection<LotRef> locked) {
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        held.forEach(one -> sums.merge(
                List.of(one.lineNumber(), one.lot().lotId(), one.location()),
                one.quantity().value(),
                BigDecimal::add));
        return tx.preparedQuery("delete from reservation where shipment_number = $1 and line_number = any ($2)")
                .execute(Tuple.of(shipmentNumber, lineNumbers))
                .flatMap(released -> tx.preparedQuery("""
                                insert into reservation (shipment_number, line_number, lot_id, location, quantity)
                                select $1, n.line_number, n.lot_id, n.location, n.quantity
                                from unnest($2::int[], $3::uuid[], $4::text[], $5::numeric[])
                                     n (line_number, lot_id, location, quantity)""")
                        .execute(Tuple.of(
                                shipmentNumber,
                                column(sums, 0, Integer[]::new),
                                column(sums, 1, UUID[]::new),
                                column(sums, 2, String[]::new),
                                sums.values().toArray(BigDecimal[]::new))))
                .flatMap(inserted -> countReservations(tx, locked));
    }

    private static <T> T[] column(Map<List<Object>, ?> rows, int index, java.util.function.IntFunction<T[]> array) {
        return rows.keySet().stream().map(row -> row.get(index)).toArray(array);
    }

    /** Sets reserved to what the reservations add up to: an absolute value, so it cannot drift. */
    private static Uni<Void> countReservations(SqlConnection tx, Collection<LotRef> locked) {
        return tx.preparedQuery("""
                        update stock s
                        set reserved = coalesce((select sum(r.quantity) from reservation r
                                                 where r.lot_id = s.lot_id and r.location = s.location), 0)
                        where s.lot_id = any ($1)""")
                .execute(Tuple.of(
                        (Object) locked.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Takes goods out: what the shipment held is released, what it takes is removed, in one step for the CHECK. */
    public Uni<Void> remove(
            SqlConnection tx, String shipmentNumber, List<Held> taken, Instant occurredAt, Instant recordedAt) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        taken.forEach(one -> sums.merge(
                List.of(one.lot().lotId(), one.location()), one.quantity().value(), BigDecimal::add));
        UUID[] ids = column(sums, 0, UUID[]::new);
        String[] locations = column(sums, 1, String[]::new);
        BigDecimal[] quantities = sums.values().toArray(BigDecimal[]::new);
        return tx.preparedQuery("delete from reservation where shipment_number = $1")
                .execute(Tuple.of(shipmentNumber))
                .flatMap(released -> tx.preparedQuery("""
                                update stock s
                                set removed = s.removed + n.quantity,
                                    reserved = coalesce((select sum(r.quantity) from reservation r
                                                         where r.lot_id = s.lot_id and r.location = s.location), 0)
                                from unnest($1::uuid[], $2::text[], $3::numeric[]) n (lot_id, location, quantity)
                                where s.lot_id = n.lot_id and s.location = n.location""").execute(Tuple.of(ids, locations, quantities)))
                .flatMap(removed -> move(
                        tx,
                        ids,
                        locations,
                        Arrays.stream(quantities).map(BigDecimal::negate).toArray(BigDecimal[]::new),
                        Arrays.stream(ids).map(id -> utc(occurredAt)).toArray(OffsetDateTime[]::new)))
                .flatMap(moved -> tx.preparedQuery("""
                                update lot
                                set latest_occurred_at = greatest(latest_occurred_at, $2),
                                    latest_recorded_at = greatest(latest_recorded_at, $3)
                                where lot_id = any ($1)""").execute(Tuple.of(ids, utc(occurredAt), utc(recordedAt))))
                .replaceWithVoid();
    }

    private static Uni<Void> move(
            SqlConnection tx, UUID[] ids, String[] locations, BigDecimal[] changes, OffsetDateTime[] occurredAt) {
        return tx.preparedQuery("""
                        insert into stock_movement (lot_id, location, quantity_change, occurred_at)
                        select * from unnest($1::uuid[], $2::text[], $3::numeric[], $4::timestamptz[])""")
                .execute(Tuple.of(ids, locations, changes, occurredAt))
                .replaceWithVoid();
    }

    /** Takes in what receiving announced of these lots, and how far they are with it now. */
    public Uni<Void> applyReceivingNews(SqlConnection tx, List<LotEvent> events, Map<String, Positions> moved) {
        List<LotFact> added = events.stream()
                .map(LotEvent::fact)
                .filter(fact -> !fact.quantityChange().isZero() && fact.location() != null)
                .toList();
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        added.forEach(fact -> sums.merge(
                List.of(fact.lotId(), String.valueOf(fact.location())),
                fact.quantityChange().value(),
                BigDecimal::add));
        return keepLots(tx, events, moved)
                .flatMap(kept -> tx.preparedQuery("""
                                insert into stock (lot_id, location, added)
                                select n.lot_id, n.location, n.quantity
                                from unnest($1::uuid[], $2::text[], $3::numeric[]) n (lot_id, location, quantity)
                                order by n.lot_id, n.location
                                on conflict (lot_id, location) do update set added = stock.added + excluded.added""")
                        .execute(Tuple.of(
                                column(sums, 0, UUID[]::new),
                                column(sums, 1, String[]::new),
                                sums.values().toArray(BigDecimal[]::new))))
                .flatMap(raised -> move(
                        tx,
                        added.stream().map(LotFact::lotId).toArray(UUID[]::new),
                        added.stream().map(LotFact::location).toArray(String[]::new),
                        added.stream()
                                .map(fact -> fact.quantityChange().value())
                                .toArray(BigDecimal[]::new),
                        added.stream().map(fact -> utc(fact.occurredAt())).toArray(OffsetDateTime[]::new)));
    }

    /** A lot after a batch of news. */
    private static final class News {
        private boolean arrived;
        private boolean dated;
        private @Nullable LocalDate expirationDate;
        private Instant occurredAt = Instant.EPOCH;
        private Instant recordedAt = Instant.EPOCH;

        void take(LotEvent event) {
            LotFact fact = event.fact();
            arrived |= fact.quantityChange().isPositive();
            boolean corrected =
                    event instanceof LotAdjusted adjusted && adjusted.reason() == AdjustmentReason.EXPIRATION_CORRECTED;
            if (corrected || fact.expirationDate() != null) {
                dated = true;
                expirationDate = fact.expirationDate();
            }
            occurredAt = fact.occurredAt().isAfter(occurredAt) ? fact.occurredAt() : occurredAt;
            recordedAt = fact.recordedAt().isAfter(recordedAt) ? fact.recordedAt() : recordedAt;
        }
    }

    private static Uni<Void> keepLots(SqlConnection tx, List<LotEvent> events, Map<String, Positions> moved) {
        Map<UUID, News> news = new LinkedHashMap<>();
        events.forEach(event ->
                news.computeIfAbsent(event.fact().lotId(), id -> new News()).take(event));
        UUID[] ids = news.keySet().toArray(UUID[]::new);
        return tx.preparedQuery("""
                        update lot
                        set arrived = lot.arrived or n.arrived,
                            expiration_date = case when n.dated then n.expiration_date else lot.expiration_date end,
                            latest_occurred_at = greatest(latest_occurred_at, n.occurred_at),
                            latest_recorded_at = greatest(latest_recorded_at, n.recorded_at),
                            applied = n.applied::jsonb
                        from unnest($1::uuid[], $2::boolean[], $3::boolean[], $4::date[], $5::timestamptz[],
                                    $6::timestamptz[], $7::text[])
                             n (lot_id, arrived, dated, expiration_date, occurred_at, recorded_at, applied)
                        where lot.lot_id = n.lot_id""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfBoolean(
                                news.values().stream().map(one -> one.arrived).toArray(Boolean[]::new))
                        .addArrayOfBoolean(
                                news.values().stream().map(one -> one.dated).toArray(Boolean[]::new))
                        .addArrayOfLocalDate(news.values().stream()
                                .map(one -> one.expirationDate)
                                .toArray(LocalDate[]::new))
                        .addArrayOfOffsetDateTime(news.values().stream()
                                .map(one -> utc(one.occurredAt))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(news.values().stream()
                                .map(one -> utc(one.recordedAt))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfString(Arrays.stream(ids)
                                .map(id -> moved.getOrDefault(id.toString(), Positions.NONE)
                                        .toJson())
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Whether this much of the events of receiving about a lot has been taken in. */
    public Uni<Boolean> hasApplied(SqlClient client, UUID lotId, String source, long sequence) {
        return client.preparedQuery("select applied::text as applied_json from lot where lot_id = $1")
                .execute(Tuple.of(lotId))
                .map(rows -> rows.size() > 0
                        && Positions.fromJson(rows.iterator().next().getString("applied_json"))
                                        .of(source)
                                        .sequence()
                                >= sequence);
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
