package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/** The lots that a business partner delivered or got. */
@ApplicationScoped
public class PartyLots {
    private final Pool pool;

    public PartyLots(Pool pool) {
        this.pool = pool;
    }

    /**
     * One lot and what went between us and the partner, as the documents with the partner's code say; what corrections
     * took back of them is in the trace.
     *
     * @param received delivered to us by the partner
     * @param supplierReturned sent back to the partner
     * @param shipped to the partner
     * @param returned by the partner
     * @param firstAt when the first of it happened
     * @param lastAt when the last of it happened
     */
    public record PartyLot(
            UUID lotId,
            String itemCode,
            @Nullable String lotNumber,
            @Nullable LocalDate expirationDate,
            String unit,
            BigDecimal received,
            BigDecimal supplierReturned,
            BigDecimal shipped,
            BigDecimal returned,
            Instant firstAt,
            Instant lastAt) {}

    /**
     * A partner's lots in the order of their ids, after the one given. A few rows are read on from the last lot, and then the
     * index is entered anew behind what was found: a lot with 100,000 rows of the partner costs no more than any other.
     */
    public Uni<List<PartyLot>> page(String partyCode, @Nullable UUID after, int limit) {
        return pool.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with recursive found (lots, last, lot_count) as (
                            select '{}'::uuid[], coalesce($2::uuid, '00000000-0000-0000-0000-000000000000'), 0
                            union all
                            select n.lots, n.lots[cardinality(n.lots)], f.lot_count + cardinality(n.lots)
                            from found f
                            cross join lateral (
                                select array_agg(distinct r.lot_id order by r.lot_id) as lots
                                from (
                                    select t.lot_id
                                    from lot_transaction t
                                    where t.party_code = $1 and t.lot_id > f.last
                                    order by t.lot_id
                                    limit 20) r) n
                            where f.lot_count < $3 and n.lots is not null
                        ), party_lot as (
                            select unnest(lots) as lot_id
                            from found
                            order by lot_id
                            limit $3
                        )
                        select l.lot_id, l.item_code, l.lot_number, l.expiration_date, l.unit, m.*
                        from party_lot p
                        join lot l on l.lot_id = p.lot_id
                        cross join lateral (
                            select
                                coalesce(sum(t.quantity_change) filter (where t.type = 'LotReceived'), 0) as received,
                                coalesce(-sum(t.quantity_change) filter (where t.reason = 'SUPPLIER_RETURN'), 0)
                                    as supplier_returned,
                                coalesce(-sum(t.quantity_change) filter (where t.type = 'LotShipped'), 0) as shipped,
                                coalesce(sum(t.quantity_change) filter (where t.reason = 'CUSTOMER_RETURN'), 0) as returned,
                                min(t.occurred_at) as first_at, max(t.occurred_at) as last_at
                            from lot_transaction t
                            where t.party_code = $1 and t.lot_id = p.lot_id
                        ) m
                        order by l.lot_id""")
                .execute(Tuple.of(partyCode, after, limit))
                .map(rows -> {
                    List<PartyLot> lots = new ArrayList<>(rows.size());
                    rows.forEach(row -> lots.add(partyLot(row)));
                    return lots;
                });
    }

    private static PartyLot partyLot(Row row) {
        return new PartyLot(
                row.getUUID("lot_id"),
                row.getString("item_code"),
                row.getString("lot_number"),
                row.getLocalDate("expiration_date"),
                row.getString("unit"),
                amount(row, "received"),
                amount(row, "supplier_returned"),
                amount(row, "shipped"),
                amount(row, "returned"),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant());
    }

    private static BigDecimal amount(Row row, String column) {
        return new Quantity(row.getBigDecimal(column)).value();
    }
}
