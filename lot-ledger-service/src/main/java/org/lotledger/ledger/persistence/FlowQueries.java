package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.LotFlow;
import org.lotledger.ledger.trace.MassBalance;

/** What went between lots and partners or places, and what a lot's history comes to; summed by the database. */
final class FlowQueries {
    /** Flows of one answer: lots times their partners and places. More is cut off. */
    static final int FLOWS_MAX = 20_000;

    private FlowQueries() {}

    /**
     * The flows of the lots; one more than {@link #FLOWS_MAX} tells that there
     * are more. A correction has no party: it belongs to that of the receipt or shipment which it corrects. They are brought
     * together by a window and not by a join, which the planner, who cannot know how many there are, would do in a loop.
     */
    static Uni<List<LotFlow>> flows(SqlConnection tx, Collection<UUID> lots, int documentsMax) {
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with moved as (
                            select lot_id,
                                case
                                    when type = 'LotReceived' or reason = 'RECEIPT_CORRECTION' then 'RECEIVED'
                                    when type = 'LotShipped' or reason = 'SHIPMENT_CORRECTION' then 'SHIPPED'
                                    else reason
                                end as kind,
                                case
                                    when reason in ('BEGINNING_BALANCE', 'TRANSFER_OUT', 'TRANSFER_IN') then location
                                    else party_code
                                end as code,
                                document_type, document_number,
                                case reason
                                    when 'RECEIPT_CORRECTION' then "references" ->> 'receipt'
                                    when 'SHIPMENT_CORRECTION' then "references" ->> 'shipment'
                                end as corrected,
                                max(party_name) as name, max(party_gln) as gln,
                                sum(quantity_change) as quantity, min(occurred_at) as occurred_at
                            from lot_transaction
                            where lot_id = any ($1)
                            and (reason is null or reason in (
                                'BEGINNING_BALANCE', 'RECEIPT_CORRECTION', 'SHIPMENT_CORRECTION', 'CUSTOMER_RETURN',
                                'SUPPLIER_RETURN', 'TRANSFER_OUT', 'TRANSFER_IN'))
                            group by 1, 2, 3, 4, 5, 6
                        ), placed as (
                            select lot_id, kind, document_type, document_number, quantity, occurred_at,
                                coalesce(code, max(code) over of_document) as code,
                                coalesce(name, max(name) over of_document) as name,
                                coalesce(gln, max(gln) over of_document) as gln
                            from moved
                            window of_document as (partition by lot_id, kind, coalesce(corrected, document_number))
                        ), numbered as (
                            select *, row_number() over (
                                partition by lot_id, kind, code order by occurred_at, document_number) as place
                            from placed
                            where code is not null
                        ), flow as (
                            select lot_id, kind, code, max(name) as name, max(gln) as gln,
                                sum(quantity) as quantity, count(*) as document_count,
                                array_agg(document_type order by place) filter (where place <= $2) as types,
                                array_agg(document_number order by place) filter (where place <= $2) as numbers,
                                array_agg(quantity order by place) filter (where place <= $2) as quantities,
                                array_agg(occurred_at order by place) filter (where place <= $2) as times
                            from numbered
                            group by lot_id, kind, code
                        )
                        select f.*, coalesce(f.name, p.name) as shown_name, coalesce(f.gln, p.gln) as shown_gln
                        from flow f
                        left join location p
                            on f.kind in ('BEGINNING_BALANCE', 'TRANSFER_OUT', 'TRANSFER_IN') and p.location = f.code
                        order by f.lot_id, f.kind, f.code
                        limit $3""")
                .execute(Tuple.of(lots.toArray(UUID[]::new), documentsMax, FLOWS_MAX + 1))
                .map(rows -> {
                    List<LotFlow> flows = new ArrayList<>(rows.size());
                    rows.forEach(row -> flows.add(flow(row)));
                    return flows;
                });
    }

    private static LotFlow flow(Row row) {
        LotFlow.Kind kind = LotFlow.Kind.valueOf(row.getString("kind"));
        boolean out = switch (kind) {
            case SHIPPED, SUPPLIER_RETURN, TRANSFER_OUT -> true;
            case RECEIVED, BEGINNING_BALANCE, CUSTOMER_RETURN, TRANSFER_IN -> false;
        };
        Quantity quantity = new Quantity(row.getBigDecimal("quantity"));
        return new LotFlow(
                row.getUUID("lot_id"),
                kind,
                row.getString("code"),
                row.getString("shown_name"),
                row.getString("shown_gln"),
                out ? quantity.negate() : quantity,
                TraceRows.documents(row, out),
                row.getLong("document_count"));
    }

    /** What each lot's history comes to, by reason and place. */
    static Uni<Map<UUID, List<MassBalance.Change>>> changes(SqlConnection tx, Collection<UUID> lots) {
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        select lot_id, type, reason, location, sum(quantity_change) as quantity
                        from lot_transaction
                        where lot_id = any ($1)
                        group by lot_id, type, reason, location""")
                .execute(Tuple.of(lots.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<MassBalance.Change>> changes = new HashMap<>();
                    rows.forEach(row -> changes.computeIfAbsent(row.getUUID("lot_id"), lot -> new ArrayList<>())
                            .add(new MassBalance.Change(
                                    row.getString("type"),
                                    row.getString("reason") == null
                                            ? null
                                            : AdjustmentReason.valueOf(row.getString("reason")),
                                    row.getString("location"),
                                    new Quantity(row.getBigDecimal("quantity")))));
                    return changes;
                });
    }

    /** What there is of each lot at each place that is not empty. */
    static Uni<Map<UUID, Map<String, Quantity>>> stock(SqlConnection tx, Collection<UUID> lots) {
        return tx.preparedQuery("""
                        select lot_id, location, on_hand
                        from lot_location
                        where lot_id = any ($1) and on_hand <> 0
                        order by lot_id, location""")
                .execute(Tuple.of(lots.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Map<String, Quantity>> stock = new HashMap<>();
                    rows.forEach(row -> stock.computeIfAbsent(row.getUUID("lot_id"), lot -> new TreeMap<>())
                            .put(row.getString("location"), new Quantity(row.getBigDecimal("on_hand"))));
                    return stock;
                });
    }
}
