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

    /** A partner's lots in the order of their ids, after the one given. One jump into the index for each lot. */
    public Uni<List<PartyLot>> page(String partyCode, @Nullable UUID after, int limit) {
        return pool.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with recursive party_lot (lot_id, place) as (
                            (select t.lot_id, 1
                            from lot_transaction t
                            where t.party_code = $1 and ($2::uuid is null or t.lot_id > $2)
                            order by t.lot_id
                            limit 1)
                            union all
                            select n.lot_id, p.place + 1
                            from party_lot p
                            cross join lateral (
                                select t.lot_id
                                from lot_transaction t
                                where t.party_code = $1 and t.lot_id > p.lot_id
                                order by t.lot_id
                                limit 1) n
                            where p.place < $3
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
