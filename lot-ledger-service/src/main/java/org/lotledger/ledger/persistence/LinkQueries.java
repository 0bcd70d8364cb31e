package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.LotLink;
import org.lotledger.ledger.trace.Reentry;

/**
 * Which lots became which: components and what was assembled of them, by the number of the assembly; lots recorded
 * wrongly and entered again, by the number of the receipt. Statements are planned each time: nobody knows beforehand
 * whether a lot has ten events or a hundred thousand.
 */
final class LinkQueries {
    /** Links of one level; a level of more is cut off. */
    static final int LINKS_MAX = 20_000;

    /** The start of {@link #pairs}: what the lots were issued to, and what came of it. */
    private static final String MADE_OF_THEM = """
            with issued as (
                select lot_id, "references" ->> 'assembly' as assembly,
                    -sum(quantity_change) as quantity, min(occurred_at) as occurred_at
                from lot_transaction
                where lot_id = any ($1) and reason in ('ASSEMBLY_ISSUE', 'ASSEMBLY_UNISSUE')
                group by 1, 2
                having sum(quantity_change) < 0
            ), made as (
                select i.lot_id as component, o.lot_id as output, i.assembly, i.quantity, i.occurred_at
                from issued i
                cross join lateral (
                    select t.lot_id
                    from lot_transaction t
                    where t."references" ->> 'assembly' = i.assembly and t.reason = 'ASSEMBLY_OUTPUT'
                    group by t.lot_id) o
            )""";

    /** The start of {@link #pairs}: what the lots were assembled of. */
    private static final String THEY_ARE_MADE_OF = """
            with output as (
                select distinct lot_id, "references" ->> 'assembly' as assembly
                from lot_transaction
                where lot_id = any ($1) and reason = 'ASSEMBLY_OUTPUT'
            ), made as (
                select i.lot_id as component, o.lot_id as output, o.assembly, i.quantity, i.occurred_at
                from output o
                cross join lateral (
                    select t.lot_id, -sum(t.quantity_change) as quantity, min(t.occurred_at) as occurred_at
                    from lot_transaction t
                    where t."references" ->> 'assembly' = o.assembly
                    and t.reason in ('ASSEMBLY_ISSUE', 'ASSEMBLY_UNISSUE')
                    group by t.lot_id
                    having sum(t.quantity_change) < 0) i
            )""";

    private LinkQueries() {}

    /** From the lots to what was assembled of them. */
    static Uni<List<LotLink>> madeOf(SqlConnection tx, Collection<UUID> lots, int documentsMax) {
        return pairs(tx, MADE_OF_THEM, lots, documentsMax);
    }

    /** From their components to the lots. */
    static Uni<List<LotLink>> componentsOf(SqlConnection tx, Collection<UUID> lots, int documentsMax) {
        return pairs(tx, THEY_ARE_MADE_OF, lots, documentsMax);
    }

    /** One row more than {@link #LINKS_MAX} tells that there are more. */
    private static Uni<List<LotLink>> pairs(SqlConnection tx, String made, Collection<UUID> lots, int documentsMax) {
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + made + """
                        , numbered as (
                            select *, row_number() over (
                                partition by component, output order by occurred_at, assembly) as place
                            from made
                        )
                        select component, output, sum(quantity) as quantity, count(*) as document_count,
                            array_agg(text 'ASSEMBLY' order by place) filter (where place <= $2) as types,
                            array_agg(assembly order by place) filter (where place <= $2) as numbers,
                            array_agg(quantity order by place) filter (where place <= $2) as quantities,
                            array_agg(occurred_at order by place) filter (where place <= $2) as times
                        from numbered
                        group by component, output
                        order by component, output
                        limit $3""")
                .execute(Tuple.of(lots.toArray(UUID[]::new), documentsMax, LINKS_MAX + 1))
                .map(rows -> {
                    List<LotLink> links = new ArrayList<>(rows.size());
                    rows.forEach(row -> links.add(new LotLink(
                            row.getUUID("component"),
                            row.getUUID("output"),
                            LotLink.Kind.ASSEMBLY,
                            new Quantity(row.getBigDecimal("quantity")),
                            TraceRows.documents(row),
                            row.getLong("document_count"))));
                    return links;
                });
    }

    /** Both sides of every corrected receipt that one of the lots stands on, on either side. */
    static Uni<List<Reentry>> enteredAgain(SqlConnection tx, Collection<UUID> lots, int documentsMax) {
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with receipt as (
                            select distinct "references" ->> 'receipt' as number
                            from lot_transaction
                            where lot_id = any ($1) and (reason = 'RECEIPT_CORRECTION' or type = 'LotReceived')
                            and "references" ->> 'receipt' is not null
                        ), side as (
                            select r.number as receipt, s.*
                            from receipt r
                            cross join lateral (
                                select t.lot_id, true as corrected, t.document_type, t.document_number,
                                    -sum(t.quantity_change) as quantity, min(t.occurred_at) as occurred_at
                                from lot_transaction t
                                where t."references" ->> 'receipt' = r.number and t.reason = 'RECEIPT_CORRECTION'
                                group by t.lot_id, t.document_type, t.document_number
                                union all
                                select t.lot_id, false, t.document_type, t.document_number,
                                    sum(t.quantity_change), min(t.occurred_at)
                                from lot_transaction t
                                where t."references" ->> 'receipt' = r.number and t.type = 'LotReceived'
                                group by t.lot_id, t.document_type, t.document_number) s
                        ), numbered as (
                            select *, row_number() over (
                                partition by receipt, lot_id, corrected order by occurred_at, document_number) as place
                            from side
                        )
                        select n.receipt, n.lot_id, l.item_code, l.lot_number, n.corrected, sum(n.quantity) as quantity,
                            array_agg(n.document_type order by place) filter (where place <= $2) as types,
                            array_agg(n.document_number order by place) filter (where place <= $2) as numbers,
                            array_agg(n.quantity order by place) filter (where place <= $2) as quantities,
                            array_agg(n.occurred_at order by place) filter (where place <= $2) as times
                        from numbered n
                        join lot l on l.lot_id = n.lot_id
                        group by n.receipt, n.lot_id, l.item_code, l.lot_number, n.corrected
                        order by n.receipt, n.corrected, n.lot_id
                        limit $3""")
                .execute(Tuple.of(lots.toArray(UUID[]::new), documentsMax, LINKS_MAX + 1))
                .map(rows -> {
                    List<Reentry> sides = new ArrayList<>(rows.size());
                    rows.forEach(row -> sides.add(side(row)));
                    return sides;
                });
    }

    private static Reentry side(Row row) {
        return new Reentry(
                row.getString("receipt"),
                row.getUUID("lot_id"),
                row.getString("item_code"),
                row.getString("lot_number"),
                row.getBoolean("corrected"),
                new Quantity(row.getBigDecimal("quantity")),
                TraceRows.documents(row));
    }
}
