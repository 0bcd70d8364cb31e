package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.shipping.stock.Hold;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

/** Lots with everything that a decision needs to know of them: read under lock to decide, without to show. */
@ApplicationScoped
public class StockedLots {
    private final LotRows lots;
    private final HoldRows holds;

    public StockedLots(LotRows lots, HoldRows holds) {
        this.lots = lots;
        this.holds = holds;
    }

    /**
     * Locks these lots and answers what is known of them, by lot id.
     *
     * @param balancesFrom for a removal that is dated back: since when as-of balances are needed; null else
     */
    public Uni<Map<UUID, StockedLot>> lock(SqlConnection tx, Collection<LotRef> named, @Nullable Instant balancesFrom) {
        return named.isEmpty()
                ? Uni.createFrom().item(Map.of())
                // Gathered only under the locks: what was read before a wait would be old.
                : lots.lock(tx, named).flatMap(rows -> gather(tx, rows, balancesFrom));
    }

    /** The same without a lock. */
    public Uni<Map<UUID, StockedLot>> read(SqlClient client, Collection<LotRef> named, @Nullable Instant balancesFrom) {
        return named.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : lots.read(client, named).flatMap(rows -> gather(client, rows, balancesFrom));
    }

    private Uni<Map<UUID, StockedLot>> gather(SqlClient client, Map<UUID, Row> rows, @Nullable Instant balancesFrom) {
        UUID[] ids = rows.keySet().toArray(UUID[]::new);
        return Uni.combine()
                .all()
                .unis(
                        stocks(client, ids),
                        parked(client, ids),
                        holds.inForce(client, rows.keySet()),
                        balances(client, ids, balancesFrom))
                .with((stocks, parked, held, balances) -> {
                    Map<UUID, StockedLot> known = new HashMap<>();
                    rows.forEach((lotId, row) -> known.put(
                            lotId,
                            lot(
                                    row,
                                    parked.contains(lotId),
                                    held.getOrDefault(lotId, List.of()),
                                    stocks.getOrDefault(lotId, Map.of()),
                                    balances.getOrDefault(lotId, Map.of()))));
                    return known;
                });
    }

    private static StockedLot lot(
            Row row,
            boolean parked,
            List<Hold> holds,
            Map<String, Stock> stocks,
            Map<String, List<BalanceAt>> balances) {
        return new StockedLot(
                row.getBoolean("arrived"),
                row.getLocalDate("expiration_date"),
                Columns.instantOrNull(row.getOffsetDateTime("first_received_at")),
                parked,
                holds,
                stocks,
                balances,
                LotRows.positionsOf(row).of(Source.RECEIVING.wireName()).sequence(),
                Columns.instantOrNull(row.getOffsetDateTime("latest_occurred_at")),
                Columns.instantOrNull(row.getOffsetDateTime("latest_recorded_at")));
    }

    private static Uni<Map<UUID, Map<String, Stock>>> stocks(SqlClient client, UUID[] ids) {
        return client.preparedQuery("""
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

    private static Uni<Set<UUID>> parked(SqlClient client, UUID[] ids) {
        String[] keys = Arrays.stream(ids).map(UUID::toString).toArray(String[]::new);
        return client.preparedQuery("""
                        select distinct event_key from parked
                        where state = 'OPEN' and event_key = any ($1)""").execute(Tuple.of((Object) keys)).map(rows -> {
            Set<UUID> parked = new HashSet<>();
            rows.forEach(row -> parked.add(UUID.fromString(row.getString(0))));
            return parked;
        });
    }

    private static Uni<Map<UUID, Map<String, List<BalanceAt>>>> balances(
            SqlClient client, UUID[] ids, @Nullable Instant from) {
        if (from == null) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery("""
                        select lot_id, location, greatest(occurred_at, $2) as since, balance
                        from (select lot_id, location, occurred_at,
                                     sum(sum(quantity_change)) over w as balance,
                                     lead(occurred_at) over w as until
                              from stock_movement
                              where lot_id = any ($1)
                              group by lot_id, location, occurred_at
                              window w as (partition by lot_id, location order by occurred_at)) b
                        where until is null or until > $2
                        order by lot_id, location, since""")
                .execute(Tuple.of(ids, Columns.utc(from)))
                .map(rows -> {
                    Map<UUID, Map<String, List<BalanceAt>>> balances = new HashMap<>();
                    rows.forEach(row -> balances.computeIfAbsent(row.getUUID("lot_id"), id -> new HashMap<>())
                            .computeIfAbsent(row.getString("location"), place -> new ArrayList<>())
                            .add(new BalanceAt(
                                    row.getOffsetDateTime("since").toInstant(),
                                    new Quantity(row.getBigDecimal("balance")))));
                    return balances;
                });
    }
}
