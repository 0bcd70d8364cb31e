package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotTotals;
import org.lotledger.ledger.lot.Movement;

/**
 * Writes what lot events change: locks the lots, then history, totals, places and discrepancies in one statement, however
 * many events and lots the batch has. A lot's row is locked before anything of the lot is read or written, so batches
 * of several consumers cannot mix.
 */
@ApplicationScoped
public class LotProjector {
    private final ObjectMapper json;

    public LotProjector(ObjectMapper json) {
        this.json = json;
    }

    /** Makes sure that each lot has a row, locks the rows in their order, and answers how far each lot is, by its id. */
    public Uni<Map<String, Positions>> lock(SqlConnection tx, Collection<LotFact> facts) {
        Map<UUID, LotFact> byLot = new LinkedHashMap<>();
        facts.forEach(fact -> byLot.putIfAbsent(fact.lotId(), fact));
        List<LotFact> lots = List.copyOf(byLot.values());
        UUID[] lotIds = byLot.keySet().toArray(UUID[]::new);
        return tx.preparedQuery("""
                        insert into lot (lot_id, item_code, lot_number, unit)
                        select *
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) n (lot_id, item_code, lot_number, unit)
                        order by lot_id
                        on conflict do nothing""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(lotIds)
                        .addArrayOfString(texts(lots, LotFact::itemCode))
                        .addArrayOfString(texts(lots, LotProjector::lotNumber))
                        .addArrayOfString(texts(lots, LotFact::unit)))
                // In a statement of its own: what is read while waiting for a lock is old.
                .flatMap(inserted -> tx.preparedQuery("""
                        select l.lot_id, l.applied
                        from (select lot_id from unnest($1::uuid[]) n (lot_id) order by lot_id) n
                        cross join lateral (
                            select lot_id, applied::text as applied
                            from lot where lot_id = n.lot_id offset 0 for update) l""").execute(Tuple.tuple().addArrayOfUUID(lotIds)))
                .map(rows -> {
                    Map<String, Positions> positions = new HashMap<>();
                    rows.forEach(row -> positions.put(
                            row.getUUID("lot_id").toString(), Positions.fromJson(row.getString("applied"))));
                    return positions;
                });
    }

    /**
     * Applies events of locked lots in the order given, and keeps how far the lots are afterwards. {@code offset 0} makes
     * the statement look lots up by their keys: its plan is kept, and knows neither how many events come nor how much the
     * tables have grown since.
     */
    public Uni<Void> apply(SqlConnection tx, List<Arrival<LotEvent>> inOrder, Map<String, Positions> moved) {
        Map<UUID, Movement> movements = new LinkedHashMap<>();
        inOrder.forEach(arrival ->
                movements.merge(arrival.event().fact().lotId(), Movement.of(arrival.event()), Movement::then));
        return tx.preparedQuery("""
                        with event as (
                            select *
                            from unnest(
                                $1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::numeric[], $7::text[],
                                $8::text[], $9::text[], $10::int[], $11::text[], $12::text[], $13::text[], $14::text[],
                                $15::text[], $16::text[], $17::timestamptz[], $18::timestamptz[], $19::text[], $20::text[]
                            ) with ordinality n (
                                lot_id, source, sequence, type, reason, quantity_change, location,
                                document_type, document_number, document_line, party_role, party_code, party_name, party_gln,
                                "references", reason_text, occurred_at, recorded_at, actor, corrects, ordinal)
                        ), moved as (
                            select e.*,
                                l.transaction_count + row_number() over of_lot as position,
                                l.on_hand + sum(e.quantity_change) over of_lot as running_balance,
                                coalesce(p.on_hand, 0) + sum(e.quantity_change) over of_place as place_balance,
                                greatest(l.occurred_at_max, max(e.occurred_at) over of_lot) as occurred_at_max,
                                greatest(l.recorded_at_max, max(e.recorded_at) over of_lot) as recorded_at_max
                            from event e
                            cross join lateral (
                                select transaction_count, on_hand, occurred_at_max, recorded_at_max
                                from lot where lot_id = e.lot_id offset 0) l
                            left join lateral (
                                select on_hand from lot_location
                                where lot_id = e.lot_id and location = e.location offset 0) p on true
                            window of_lot as (partition by e.lot_id order by e.ordinal),
                                of_place as (partition by e.lot_id, e.location order by e.ordinal)
                        ), history as (
                            insert into lot_transaction (
                                lot_id, position, source, sequence, type, reason, quantity_change, running_balance,
                                place_balance, location, document_type, document_number, document_line,
                                party_role, party_code, party_name, party_gln, "references", reason_text,
                                occurred_at, recorded_at, occurred_at_max, recorded_at_max, actor, corrects)
                            select
                                lot_id, position, source, sequence, type, reason, quantity_change, running_balance,
                                case when location is not null then place_balance end, location,
                                document_type, document_number, document_line,
                                party_role, party_code, party_name, party_gln, "references"::jsonb, reason_text,
                                occurred_at, recorded_at, occurred_at_max, recorded_at_max, actor, corrects
                            from moved
                            order by lot_id, position
                        ), place as (
                            insert into lot_location (lot_id, location, on_hand)
                            select distinct on (lot_id, location) lot_id, location, place_balance
                            from moved
                            where quantity_change <> 0
                            order by lot_id, location, ordinal desc
                            on conflict (lot_id, location) do update set on_hand = excluded.on_hand
                        ), below_zero as (
                            insert into discrepancy (lot_id, position, event_id, location, running_balance)
                            select m.lot_id, m.position, concat_ws('.', m.source, m.lot_id, m.sequence), b.location, b.balance
                            from moved m
                            cross join lateral (values (null, m.running_balance), (m.location, m.place_balance)) b (location, balance)
                            where m.quantity_change <> 0 and b.balance < 0
                        )
                        update lot l
                        set received = l.received + c.received,
                            shipped = l.shipped + c.shipped,
                            returned = l.returned + c.returned,
                            adjusted = l.adjusted + c.adjusted,
                            in_transit = l.in_transit + c.in_transit,
                            first_received_at = least(l.first_received_at, c.received_at),
                            occurred_at_max = greatest(l.occurred_at_max, c.occurred_at_max),
                            recorded_at_max = greatest(l.recorded_at_max, c.recorded_at_max),
                            expiration_date = case when c.date_said then c.expiration_date else l.expiration_date end,
                            transaction_count = l.transaction_count + c.event_count,
                            applied = c.applied::jsonb
                        from unnest(
                            $21::uuid[], $22::numeric[], $23::numeric[], $24::numeric[], $25::numeric[], $26::numeric[],
                            $27::timestamptz[], $28::timestamptz[], $29::timestamptz[], $30::boolean[], $31::date[],
                            $32::bigint[], $33::text[]
                        ) c (lot_id, received, shipped, returned, adjusted, in_transit, received_at,
                            occurred_at_max, recorded_at_max, date_said, expiration_date, event_count, applied)
                        where l.lot_id = c.lot_id""")
                .execute(addLots(addEvents(Tuple.tuple(), inOrder), movements, moved))
                .flatMap(done -> keepHolds(tx, movements));
    }

    private Tuple addEvents(Tuple tuple, List<Arrival<LotEvent>> arrivals) {
        List<LotEvent> events = arrivals.stream().map(Arrival::event).toList();
        List<LotFact> facts = events.stream().map(LotEvent::fact).toList();
        return tuple.addArrayOfUUID(column(facts, LotFact::lotId, UUID[]::new))
                .addArrayOfString(texts(arrivals, Arrival::source))
                .addArrayOfLong(column(arrivals, Arrival::sequence, Long[]::new))
                .addArrayOfString(texts(events, LotProjector::type))
                .addArrayOfString(texts(
                        events, e -> e instanceof LotAdjusted a ? a.reason().name() : null))
                .addArrayOfBigDecimal(
                        column(facts, fact -> fact.quantityChange().value(), BigDecimal[]::new))
                .addArrayOfString(texts(facts, LotFact::location))
                .addArrayOfString(texts(facts, fact -> fact.document().type().name()))
                .addArrayOfString(texts(facts, fact -> fact.document().number()))
                .addArrayOfInteger(column(facts, fact -> fact.document().line(), Integer[]::new))
                .addArrayOfString(texts(
                        facts,
                        fact -> fact.party() == null
                                ? null
                                : fact.party().role().name()))
                .addArrayOfString(texts(
                        facts,
                        fact -> fact.party() == null ? null : fact.party().code()))
                .addArrayOfString(texts(
                        facts,
                        fact -> fact.party() == null ? null : fact.party().name()))
                .addArrayOfString(texts(
                        facts,
                        fact -> fact.party() == null ? null : fact.party().gln()))
                .addArrayOfString(texts(facts, fact -> writeJson(fact.references())))
                .addArrayOfString(texts(facts, LotFact::reasonText))
                .addArrayOfOffsetDateTime(times(facts, LotFact::occurredAt))
                .addArrayOfOffsetDateTime(times(facts, LotFact::recordedAt))
                .addArrayOfString(texts(facts, LotFact::actor))
                .addArrayOfString(texts(facts, LotFact::corrects));
    }

    private static Tuple addLots(Tuple tuple, Map<UUID, Movement> movements, Map<String, Positions> moved) {
        List<UUID> lots = List.copyOf(movements.keySet());
        List<Movement> of = List.copyOf(movements.values());
        return tuple.addArrayOfUUID(lots.toArray(UUID[]::new))
                .addArrayOfBigDecimal(amounts(of, LotTotals::received))
                .addArrayOfBigDecimal(amounts(of, LotTotals::shipped))
                .addArrayOfBigDecimal(amounts(of, LotTotals::returned))
                .addArrayOfBigDecimal(amounts(of, LotTotals::adjusted))
                .addArrayOfBigDecimal(amounts(of, LotTotals::inTransit))
                .addArrayOfOffsetDateTime(times(of, Movement::receivedAt))
                .addArrayOfOffsetDateTime(times(of, Movement::occurredAtMax))
                .addArrayOfOffsetDateTime(times(of, Movement::recordedAtMax))
                .addArrayOfBoolean(column(of, Movement::dateSaid, Boolean[]::new))
                .addArrayOfLocalDate(column(of, Movement::expirationDate, LocalDate[]::new))
                .addArrayOfLong(column(of, Movement::eventCount, Long[]::new))
                .addArrayOfString(texts(
                        lots,
                        lot -> moved.getOrDefault(lot.toString(), Positions.NONE)
                                .toJson()));
    }

    /** Holds are rare, so they are no part of the one statement. */
    private static Uni<Void> keepHolds(SqlConnection tx, Map<UUID, Movement> movements) {
        List<UUID> lotIds = new ArrayList<>();
        List<Map.Entry<String, Hold>> holds = new ArrayList<>();
        movements.forEach((lotId, movement) -> movement.holds().entrySet().forEach(hold -> {
            lotIds.add(lotId);
            holds.add(hold);
        }));
        return holds.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("""
                                insert into lot_hold as known (lot_id, hold_id, kind, released)
                                select *
                                from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[])
                                on conflict (lot_id, hold_id) do update
                                set kind = coalesce(known.kind, excluded.kind),
                                    released = known.released or excluded.released""")
                        .execute(Tuple.tuple()
                                .addArrayOfUUID(lotIds.toArray(UUID[]::new))
                                .addArrayOfString(texts(holds, Map.Entry::getKey))
                                .addArrayOfString(texts(holds, hold -> kind(hold.getValue())))
                                .addArrayOfBoolean(
                                        column(holds, hold -> hold.getValue().released(), Boolean[]::new)))
                        .flatMap(kept -> keepStrongestHolds(tx, lotIds));
    }

    /** For finding lots by their standing; changed by holds only, so it may have an index. */
    private static Uni<Void> keepStrongestHolds(SqlConnection tx, List<UUID> lotIds) {
        return tx.preparedQuery("""
                        update lot l
                        set strongest_hold = (
                            select h.kind
                            from lot_hold h
                            where h.lot_id = l.lot_id and h.kind is not null and not h.released
                            order by array_position(array['RECALL', 'QUARANTINE', 'HOLD'], h.kind)
                            limit 1)
                        where l.lot_id = any ($1)""")
                .execute(Tuple.of(lotIds.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static @Nullable String kind(Hold hold) {
        return hold.kind() == null ? null : hold.kind().name();
    }

    /** The kind of event as it is shown, which stays when its wire format gets another version. */
    private static String type(LotEvent event) {
        return switch (event) {
            case LotReceived received -> "LotReceived";
            case LotShipped shipped -> "LotShipped";
            case LotAdjusted adjusted -> "LotAdjusted";
        };
    }

    private static @Nullable String lotNumber(LotFact fact) {
        return fact.lotNumber() == null ? null : fact.lotNumber().value();
    }

    private String writeJson(Map<String, String> references) {
        try {
            return json.writeValueAsString(references);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("references are texts", e);
        }
    }

    private static BigDecimal[] amounts(List<Movement> movements, Function<LotTotals, Quantity> amount) {
        return column(movements, movement -> amount.apply(movement.change()).value(), BigDecimal[]::new);
    }

    private static <R> OffsetDateTime[] times(List<R> rows, Function<R, @Nullable Instant> time) {
        return column(
                rows,
                row -> {
                    Instant instant = time.apply(row);
                    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
                },
                OffsetDateTime[]::new);
    }

    private static <R> String[] texts(List<R> rows, Function<R, @Nullable String> text) {
        return column(rows, text, String[]::new);
    }

    /** One column of the rows, as the set-based statements take it. */
    private static <R, T> T[] column(List<R> rows, Function<R, @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
