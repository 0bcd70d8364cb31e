package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.inbox.ParkedRecord;
import org.lotledger.eventsourcing.inbox.ParkingPlace;
import org.lotledger.eventsourcing.inbox.Position;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.ledger.trace.LotFlow;
import org.lotledger.ledger.trace.LotLink;
import org.lotledger.ledger.trace.MassBalance;
import org.lotledger.ledger.trace.RecallReach;
import org.lotledger.ledger.trace.TraceWalk;

/** Everything that a recall of lots must know, all of it as it was at one moment. */
@ApplicationScoped
public class RecallReports {
    /** Lots that a recall reaches; beyond it the report says that it is cut off. */
    public static final int LOTS_MAX = 5_000;

    /** Documents told of one lot and partner; their number is told whatever it is. */
    public static final int DOCUMENTS_MAX = 1_000;

    /** Shipments after the recall; there should be none at all. */
    private static final int SHIPPED_MAX = 10_000;

    private static final int PARKED_MAX = 1_000;

    private final Pool pool;
    private final LotQueries lots;
    private final ParkingPlace parking;

    public RecallReports(Pool pool, LotQueries lots, ParkingPlace parking) {
        this.pool = pool;
        this.lots = lots;
        this.parking = parking;
    }

    /**
     * What the report is made of.
     *
     * @param lots those asked for first
     * @param recalledAt since when each lot may not leave; absent where no recall reaches it
     * @param completeTo the last sequence applied, by lot and source
     */
    public record Material(
            List<LotRow> lots,
            List<LotLink> links,
            Map<UUID, Map<String, Quantity>> stock,
            List<LotFlow> flows,
            Map<UUID, MassBalance> massBalances,
            Map<UUID, Instant> recalledAt,
            List<ShippedAfter> shippedAfterRecall,
            Map<UUID, Map<String, Long>> completeTo,
            List<ParkedRecord> parked,
            boolean cutOff) {}

    /** A shipment written down after the recall. */
    public record ShippedAfter(
            UUID lotId,
            String eventId,
            String shipmentNumber,
            @Nullable String partyCode,
            @Nullable String partyName,
            BigDecimal quantity,
            String location,
            Instant occurredAt,
            Instant recordedAt,
            Instant recalledAt) {}

    /** When the first recall of a lot in force was placed, and its place in the order of arrival. */
    private record Placed(Instant at, long position) {}

    /** The material for these lots and all that belongs to them; lots that are unknown are not in it. */
    public Uni<Material> material(List<UUID> asked, LocalDate today) {
        return Snapshot.read(
                pool, tx -> LotTraces.recalled(tx, asked, LOTS_MAX).flatMap(walk -> gather(tx, walk, today)));
    }

    private Uni<Material> gather(SqlConnection tx, TraceWalk walk, LocalDate today) {
        List<UUID> ids = walk.lots();
        return lots.lots(tx, ids, today)
                .flatMap(rows -> FlowQueries.flows(tx, ids, DOCUMENTS_MAX)
                        .flatMap(flows -> FlowQueries.stock(tx, ids)
                                .flatMap(stock -> LotTraces.massBalances(tx, ids)
                                        .flatMap(balances -> recalls(tx, ids).flatMap(placed -> {
                                            Map<UUID, Instant> reached = RecallReach.of(times(placed), walk.links());
                                            return shippedAfter(tx, reached, placed)
                                                    .flatMap(shipped -> completeTo(tx, ids)
                                                            .flatMap(completeTo -> parked(tx, ids)
                                                                    .map(parked -> new Material(
                                                                            rows,
                                                                            walk.links(),
                                                                            stock,
                                                                            LotTraces.shown(flows),
                                                                            balances,
                                                                            reached,
                                                                            shipped,
                                                                            completeTo,
                                                                            parked,
                                                                            walk.isCutOff()
                                                                                    || flows.size()
                                                                                            > FlowQueries.FLOWS_MAX
                                                                                    || shipped.size() == SHIPPED_MAX
                                                                                    || parked.size() == PARKED_MAX))));
                                        })))));
    }

    private static Map<UUID, Instant> times(Map<UUID, Placed> placed) {
        Map<UUID, Instant> times = new HashMap<>();
        placed.forEach((lot, recall) -> times.put(lot, recall.at));
        return times;
    }

    private static Uni<Map<UUID, Placed>> recalls(SqlConnection tx, List<UUID> ids) {
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        select distinct on (t.lot_id) t.lot_id, t.recorded_at, t.position
                        from lot_hold h
                        join lot_transaction t
                            on t.lot_id = h.lot_id and t.reason = 'RECALL' and t.document_number = h.hold_id
                        where h.lot_id = any ($1) and h.kind = 'RECALL' and not h.released
                        order by t.lot_id, t.recorded_at, t.position""")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Placed> placed = new HashMap<>();
                    rows.forEach(row -> placed.put(
                            row.getUUID("lot_id"),
                            new Placed(row.getOffsetDateTime("recorded_at").toInstant(), row.getLong("position"))));
                    return placed;
                });
    }

    /**
     * By the writers' clocks, which stay the same when the topics are filled anew, and at the same time by the order of
     * arrival: the order of different sources among each other may be another one after that.
     */
    private static Uni<List<ShippedAfter>> shippedAfter(
            SqlConnection tx, Map<UUID, Instant> recalledAt, Map<UUID, Placed> placed) {
        List<UUID> ids = List.copyOf(recalledAt.keySet());
        OffsetDateTime[] times = ids.stream()
                .map(lot -> recalledAt.getOrDefault(lot, Instant.MAX).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        Long[] positions = ids.stream()
                .map(lot -> {
                    Placed own = placed.get(lot);
                    return own == null || !own.at.equals(recalledAt.get(lot))
                            ? Long.valueOf(Long.MAX_VALUE)
                            : Long.valueOf(own.position);
                })
                .toArray(Long[]::new);
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        select t.lot_id, concat_ws('.', t.source, t.lot_id, t.sequence) as event_id, t.document_number,
                            t.party_code, t.party_name, -t.quantity_change as quantity, t.location,
                            t.occurred_at, t.recorded_at, r.recalled_at
                        from unnest($1::uuid[], $2::timestamptz[], $3::bigint[]) r (lot_id, recalled_at, position)
                        join lot_transaction t on t.lot_id = r.lot_id and t.type = 'LotShipped'
                        where (t.recorded_at, t.position) > (r.recalled_at, r.position)
                        order by t.recorded_at, t.lot_id, t.position
                        limit $4""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(times)
                        .addArrayOfLong(positions)
                        .addInteger(SHIPPED_MAX))
                .map(rows -> {
                    List<ShippedAfter> shipped = new ArrayList<>(rows.size());
                    rows.forEach(row -> shipped.add(new ShippedAfter(
                            row.getUUID("lot_id"),
                            row.getString("event_id"),
                            row.getString("document_number"),
                            row.getString("party_code"),
                            row.getString("party_name"),
                            new Quantity(row.getBigDecimal("quantity")).value(),
                            row.getString("location"),
                            row.getOffsetDateTime("occurred_at").toInstant(),
                            row.getOffsetDateTime("recorded_at").toInstant(),
                            row.getOffsetDateTime("recalled_at").toInstant())));
                    return shipped;
                });
    }

    private static Uni<Map<UUID, Map<String, Long>>> completeTo(SqlConnection tx, List<UUID> ids) {
        return tx.preparedQuery("select lot_id, applied::text as applied from lot where lot_id = any ($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Map<String, Long>> completeTo = new LinkedHashMap<>();
                    rows.forEach(row -> completeTo.put(row.getUUID("lot_id"), sequences(row.getString("applied"))));
                    return completeTo;
                });
    }

    private static Map<String, Long> sequences(String applied) {
        Map<String, Long> sequences = new TreeMap<>();
        for (Map.Entry<String, Position> source :
                Positions.fromJson(applied).bySource().entrySet()) {
            sequences.put(source.getKey(), source.getValue().sequence());
        }
        return sequences;
    }

    private Uni<List<ParkedRecord>> parked(SqlConnection tx, List<UUID> ids) {
        return parking.openOf(tx, ids.stream().map(UUID::toString).toList(), PARKED_MAX);
    }
}
