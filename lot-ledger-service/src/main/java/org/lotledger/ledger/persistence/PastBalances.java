package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What there was, on both clocks: the sum of what had happened by one time and was written down by another. The history
 * is read as it arrived, nothing is rewritten for what came late.
 *
 * <p>In the order of arrival the latest times so far never fall. So the events up to the last position at which both are
 * within what is asked are all wanted, and the balances stored there are their sums; a search by halves finds the
 * position; a lot of which all is wanted, or not even the first, needs none. Of the events after it those are wanted that came late on a clock and reached back over the time asked. They
 * have an index, so that a lot of 100,000 events in order costs 17 steps, and only what came late adds to that.
 */
@ApplicationScoped
public class PastBalances {
    /** The lots to look at come before it: id, count of events, and the latest times of all of them. */
    private static final String PLACES = """
            ), search (lot_id, event_count, low, high) as (
                select l.lot_id, l.transaction_count,
                    case when l.all_wanted then l.transaction_count else 0 end,
                    case when l.all_wanted or first.wanted then l.transaction_count else 0 end
                from (
                    select asked_lot.*,
                        occurred_at_max <= asked.occurred_at and recorded_at_max <= asked.recorded_at as all_wanted
                    from asked_lot, asked) l
                left join lateral (
                    select t.occurred_at_max <= asked.occurred_at and t.recorded_at_max <= asked.recorded_at as wanted
                    from lot_transaction t, asked
                    where not l.all_wanted and t.lot_id = l.lot_id and t.position = 1
                    offset 0) first on true
                union all
                select s.lot_id, s.event_count,
                    case when middle.wanted then middle.position else s.low end,
                    case when middle.wanted then s.high else middle.position - 1 end
                from search s
                cross join lateral (
                    select t.position,
                        t.occurred_at_max <= asked.occurred_at and t.recorded_at_max <= asked.recorded_at as wanted
                    from lot_transaction t, asked
                    where t.lot_id = s.lot_id and t.position = (s.low + s.high + 1) / 2
                    offset 0) middle
                where s.low < s.high
            ), cut as (
                select lot_id, low as position, low < event_count as in_the_past
                from search
                where low = high
            ), part (location, quantity) as (
                select p.location, case when c.in_the_past then before.place_balance else p.on_hand end
                from cut c
                cross join lateral (
                    select location, on_hand from lot_location where lot_id = c.lot_id offset 0) p
                left join lateral (
                    select t.place_balance
                    from lot_transaction t
                    where c.in_the_past
                        and t.lot_id = c.lot_id
                        and t.location = p.location
                        and t.quantity_change <> 0
                        and t.position <= c.position
                    order by t.position desc
                    limit 1) before on true
                union all
                select late.location, late.quantity_change
                from cut c
                cross join lateral (
                    select t.location, t.quantity_change
                    from lot_transaction t, asked
                    where c.in_the_past
                        and t.lot_id = c.lot_id
                        and t.quantity_change <> 0
                        and t.occurred_at < t.occurred_at_max
                        and t.occurred_at_max > asked.occurred_at
                        and t.occurred_at <= asked.occurred_at
                        and t.recorded_at <= asked.recorded_at
                    union all
                    select t.location, t.quantity_change
                    from lot_transaction t, asked
                    where c.in_the_past
                        and t.lot_id = c.lot_id
                        and t.quantity_change <> 0
                        and t.recorded_at < t.recorded_at_max
                        and t.recorded_at_max > asked.recorded_at
                        and t.recorded_at <= asked.recorded_at
                        and t.occurred_at_max <= asked.occurred_at) late
            )
            select location, sum(quantity) as on_hand
            from part
            where $4::text is null or location = $4
            group by location
            having sum(quantity) <> 0
            order by location""";

    private static final String ASKED_LOTS = """
            with recursive asked as materialized (
                select coalesce($2::timestamptz, 'infinity') as occurred_at,
                    coalesce($3::timestamptz, 'infinity') as recorded_at
            ), asked_lot as (
                select lot_id, transaction_count, occurred_at_max, recorded_at_max
                from lot
                where transaction_count > 0 and\s""";

    private static final String OF_LOT = ASKED_LOTS + "lot_id = $1\n" + PLACES;
    private static final String OF_ITEM = ASKED_LOTS + "item_code = $1\n" + PLACES;

    private final Pool pool;

    public PastBalances(Pool pool) {
        this.pool = pool;
    }

    /**
     * The places at which there was some of a lot.
     *
     * @param asOf with what had happened by then; null: with everything
     * @param knownAt with what was written down by then; null: with everything
     */
    public Uni<List<LotRow.LotPlace>> ofLot(UUID lotId, @Nullable Instant asOf, @Nullable Instant knownAt) {
        return run(OF_LOT, lotId, asOf, knownAt, null);
    }

    /** The places at which there was some of an item, all its lots together; at one of them if a location is named. */
    public Uni<List<LotRow.LotPlace>> ofItem(
            String itemCode, @Nullable Instant asOf, @Nullable Instant knownAt, @Nullable String location) {
        return run(OF_ITEM, itemCode, asOf, knownAt, location);
    }

    /** Whether the catalog has told of the item, or something has happened to a lot of it. */
    public Uni<Boolean> isKnown(String itemCode) {
        return pool.preparedQuery("""
                        select exists (select from item where item_code = $1)
                            or exists (select from lot where item_code = $1 and transaction_count > 0)""")
                .execute(Tuple.of(itemCode))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Uni<List<LotRow.LotPlace>> run(
            String query, Object key, @Nullable Instant asOf, @Nullable Instant knownAt, @Nullable String location) {
        return pool.preparedQuery(query)
                .execute(Tuple.of(key, time(asOf), time(knownAt), location))
                .map(rows -> {
                    List<LotRow.LotPlace> places = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            places.add(new LotRow.LotPlace(row.getString("location"), row.getBigDecimal("on_hand"))));
                    return places;
                });
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
