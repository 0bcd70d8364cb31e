package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/** What is in stock and expires, by the time that is left. Lots that are used up are not looked at. */
@ApplicationScoped
public class ExpiringStock {
    /** Rows shown of one span of time; the list of lots has pages, for those who want all. */
    public static final int ROWS_MAX = 500;

    private final Pool pool;

    public ExpiringStock(Pool pool) {
        this.pool = pool;
    }

    /**
     * What expires in one span of time.
     *
     * @param lots each counted once, at however many places it is
     * @param quantity of all of them, each in the unit of its item
     * @param rowCount how many rows there are, shown or not
     * @param rows by item and location, at most {@value #ROWS_MAX}
     */
    public record Span(long lots, BigDecimal quantity, long rowCount, List<AtPlace> rows) {
        static final Span EMPTY = new Span(0, BigDecimal.ZERO, 0, List.of());
    }

    /**
     * An item at a place.
     *
     * @param description null until the catalog's word on the item has arrived
     */
    public record AtPlace(
            String itemCode,
            @Nullable String description,
            String unit,
            String location,
            long lots,
            BigDecimal quantity) {}

    /**
     * The spans of time that the dates separate: first what expires before the first date, then from each date to before
     * the next; what expires from the last date on is left out.
     *
     * @param dates rising, at least one
     */
    public Uni<List<Span>> between(List<LocalDate> dates, @Nullable String itemCode, @Nullable String location) {
        return pool.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with stock as materialized (
                            select width_bucket(l.expiration_date, $1::date[]) as span,
                                l.lot_id, l.item_code, l.unit, p.location, p.on_hand
                            from lot l
                            join lot_location p on p.lot_id = l.lot_id and p.stocked and p.on_hand > 0
                            where l.in_stock
                                and l.expiration_date < $2
                                and ($3::text is null or l.item_code = $3)
                                and ($4::text is null or p.location = $4)
                        ), counted as (
                            select span, count(*) as lots
                            from (select distinct span, lot_id from stock) lot
                            group by span
                        ), at_place as (
                            select span, item_code, unit, location, count(*) as lots, sum(on_hand) as quantity
                            from stock
                            group by span, item_code, unit, location
                        ), numbered as (
                            select a.*,
                                row_number() over (partition by span order by item_code, location) as row,
                                count(*) over (partition by span) as row_count,
                                sum(quantity) over (partition by span) as span_quantity
                            from at_place a
                        )
                        select n.span, c.lots as span_lots, n.span_quantity, n.row_count,
                            n.item_code, i.description, n.unit, n.location, n.lots, n.quantity
                        from numbered n
                        join counted c on c.span = n.span
                        left join item i on i.item_code = n.item_code
                        where n.row <= $5
                        order by n.span, n.row""")
                .execute(Tuple.tuple()
                        .addArrayOfLocalDate(dates.toArray(LocalDate[]::new))
                        .addLocalDate(dates.getLast())
                        .addString(itemCode)
                        .addString(location)
                        .addInteger(ROWS_MAX))
                .map(found -> {
                    List<Span> spans = new ArrayList<>();
                    dates.forEach(date -> spans.add(Span.EMPTY));
                    for (Row row : found) {
                        add(spans, row);
                    }
                    return spans;
                });
    }

    private static void add(List<Span> spans, Row row) {
        int index = row.getInteger("span");
        if (spans.get(index).rowCount() == 0) {
            spans.set(
                    index,
                    new Span(
                            row.getLong("span_lots"),
                            new Quantity(row.getBigDecimal("span_quantity")).value(),
                            row.getLong("row_count"),
                            new ArrayList<>()));
        }
        spans.get(index)
                .rows()
                .add(new AtPlace(
                        row.getString("item_code"),
                        row.getString("description"),
                        row.getString("unit"),
                        row.getString("location"),
                        row.getLong("lots"),
                        new Quantity(row.getBigDecimal("quantity")).value()));
    }
}
