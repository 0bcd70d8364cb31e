package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.stock.LotRef;

/** What is there of each lot at each place, and what is reserved of it; changed only under the lock of the lot. */
@ApplicationScoped
public class StockRows {
    private final LotRows lots;

    public StockRows(LotRows lots) {
        this.lots = lots;
    }

    /** So much of a lot at a place, on a line of a document. */
    public record Held(int lineNumber, LotRef lot, String location, Quantity quantity) {}

    /**
     * Replaces what a shipment holds.
     *
     * @param affected the lots that it held before or holds now, all of them locked
     */
    public Uni<Void> reserve(SqlConnection tx, String shipmentNumber, List<Held> held, Collection<LotRef> affected) {
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        held.forEach(one -> sums.merge(
                List.of(one.lineNumber(), one.lot().lotId(), one.location()),
                one.quantity().value(),
                BigDecimal::add));
        return release(tx, shipmentNumber)
                .flatMap(released -> tx.preparedQuery("""
                                insert into reservation (shipment_number, line_number, lot_id, location, quantity)
                                select $1, n.line_number, n.lot_id, n.location, n.quantity
                                from unnest($2::int[], $3::uuid[], $4::text[], $5::numeric[])
                                     n (line_number, lot_id, location, quantity)""")
                        .execute(Tuple.of(
                                shipmentNumber,
                                Columns.column(sums, 0, Integer[]::new),
                                Columns.column(sums, 1, UUID[]::new),
                                Columns.column(sums, 2, String[]::new),
                                sums.values().toArray(BigDecimal[]::new))))
                .flatMap(inserted -> countReservations(tx, affected));
    }

    private static Uni<Void> release(SqlConnection tx, String shipmentNumber) {
        return tx.preparedQuery("delete from reservation where shipment_number = $1")
                .execute(Tuple.of(shipmentNumber))
                .replaceWithVoid();
    }

    /** Sets reserved to what the reservations add up to: an absolute value, so it cannot drift. */
    private static Uni<Void> countReservations(SqlConnection tx, Collection<LotRef> affected) {
        return tx.preparedQuery("""
                        update stock s
                        set reserved = coalesce((select sum(r.quantity) from reservation r
                                                 where r.lot_id = s.lot_id and r.location = s.location), 0)
                        where s.lot_id = any ($1)""")
                .execute(Tuple.of(
                        (Object) affected.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Takes goods out that a shipment held: they are released and removed. */
    public Uni<Void> ship(
            SqlConnection tx, String shipmentNumber, List<Held> taken, Instant occurredAt, Instant recordedAt) {
        return release(tx, shipmentNumber).flatMap(released -> remove(tx, taken, occurredAt, recordedAt));
    }

    /** Takes goods out; what shipments hold of them is counted anew in the same step, for the CHECK. */
    public Uni<Void> remove(SqlConnection tx, List<Held> taken, Instant occurredAt, Instant recordedAt) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        taken.forEach(one -> sums.merge(
                List.of(one.lot().lotId(), one.location()), one.quantity().value(), BigDecimal::add));
        UUID[] ids = Columns.column(sums, 0, UUID[]::new);
        String[] locations = Columns.column(sums, 1, String[]::new);
        BigDecimal[] quantities = sums.values().toArray(BigDecimal[]::new);
        return tx.preparedQuery("""
                        update stock s
                        set removed = s.removed + n.quantity,
                            reserved = coalesce((select sum(r.quantity) from reservation r
                                                 where r.lot_id = s.lot_id and r.location = s.location), 0)
                        from unnest($1::uuid[], $2::text[], $3::numeric[]) n (lot_id, location, quantity)
                        where s.lot_id = n.lot_id and s.location = n.location""")
                .execute(Tuple.of(ids, locations, quantities))
                .flatMap(removed -> move(
                        tx,
                        ids,
                        locations,
                        Arrays.stream(quantities).map(BigDecimal::negate).toArray(BigDecimal[]::new),
                        Arrays.stream(ids).map(id -> Columns.utc(occurredAt)).toArray(OffsetDateTime[]::new)))
                .flatMap(moved -> lots.noteTimes(tx, ids, occurredAt, recordedAt));
    }

    private static Uni<Void> move(
            SqlConnection tx, UUID[] ids, String[] locations, BigDecimal[] changes, OffsetDateTime[] occurredAt) {
        return tx.preparedQuery("""
                        insert into stock_movement (lot_id, location, quantity_change, occurred_at)
                        select * from unnest($1::uuid[], $2::text[], $3::numeric[], $4::timestamptz[])""")
                .execute(Tuple.of(ids, locations, changes, occurredAt))
                .replaceWithVoid();
    }

    /** Adds what receiving has announced. */
    public Uni<Void> add(SqlConnection tx, List<LotEvent> events) {
        List<LotFact> added = events.stream()
                .map(LotEvent::fact)
                .filter(fact ->
                        fact.location() != null && !fact.quantityChange().isZero())
                .toList();
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<List<Object>, BigDecimal> sums = new LinkedHashMap<>();
        added.forEach(fact -> sums.merge(
                List.of(fact.lotId(), Objects.requireNonNull(fact.location())),
                fact.quantityChange().value(),
                BigDecimal::add));
        return tx.preparedQuery("""
                        insert into stock (lot_id, location, added)
                        select n.lot_id, n.location, n.quantity
                        from unnest($1::uuid[], $2::text[], $3::numeric[]) n (lot_id, location, quantity)
                        order by n.lot_id, n.location
                        on conflict (lot_id, location) do update set added = stock.added + excluded.added""")
                .execute(Tuple.of(
                        Columns.column(sums, 0, UUID[]::new),
                        Columns.column(sums, 1, String[]::new),
                        sums.values().toArray(BigDecimal[]::new)))
                .flatMap(raised -> move(
                        tx,
                        added.stream().map(LotFact::lotId).toArray(UUID[]::new),
                        added.stream().map(LotFact::location).toArray(String[]::new),
                        added.stream()
                                .map(fact -> fact.quantityChange().value())
                                .toArray(BigDecimal[]::new),
                        added.stream()
                                .map(fact -> Columns.utc(fact.occurredAt()))
                                .toArray(OffsetDateTime[]::new)));
    }
}
