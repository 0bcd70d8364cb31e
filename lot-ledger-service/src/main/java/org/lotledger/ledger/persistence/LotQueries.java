package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotStatus;

/** Finds lots. A query has only the conditions that were asked for, so that the planner can take the index they have. */
@ApplicationScoped
public class LotQueries {
    /** Trigrams need three characters; less is looked for at the beginning only. */
    private static final int SUBSTRING_CHARACTERS_MIN = 3;

    private static final String ROWS = """
            select l.lot_id, l.item_code, i.description, l.unit, i.gtin,
                coalesce(i.lot_tracked, l.lot_number is not null) as lot_tracked,
                l.lot_number, l.expiration_date,
                array(select h.kind from lot_hold h where h.lot_id = l.lot_id and not h.released) as holds,
                l.received, l.shipped, l.returned, l.adjusted, l.in_transit, l.on_hand, l.first_received_at
            from lot l
            left join item i on i.item_code = l.item_code
            where l.transaction_count > 0""";

    private final Pool pool;

    public LotQueries(Pool pool) {
        this.pool = pool;
    }

    /** One lot; null if nothing ever happened to a lot of that id. */
    public Uni<@Nullable LotRow> lot(UUID lotId, LocalDate today) {
        return pool.preparedQuery(ROWS + " and l.lot_id = $1")
                .execute(Tuple.of(lotId))
                .map(rows -> rows.size() == 0 ? null : LotRow.of(rows.iterator().next(), today));
    }

    /** Lots by their ids, in the order asked for; those to which nothing ever happened are left out. */
    Uni<List<LotRow>> lots(SqlConnection tx, List<UUID> lotIds, LocalDate today) {
        return tx.preparedQuery(ROWS + " and l.lot_id = any ($1) order by array_position($1::uuid[], l.lot_id)")
                .execute(Tuple.of(lotIds.toArray(UUID[]::new)))
                .map(rows -> {
                    List<LotRow> lots = new ArrayList<>(rows.size());
                    rows.forEach(row -> lots.add(LotRow.of(row, today)));
                    return lots;
                });
    }

    /** Lots in order, after the one given. */
    public Uni<List<LotRow>> search(
            LotFilter filter, LotOrder order, LotOrder.@Nullable After after, int limit, LocalDate today) {
        LotOrder.Stretch first = after == null ? null : order.column().stretchOf(after.value());
        List<LotOrder.Stretch> stretches = order.stretches(first, filter);
        if (stretches.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return stretches(filter, order, stretches, stretches.getFirst() == first ? after : null, limit, today);
    }

    /** One stretch, and as long as there is room the next ones from their beginning. */
    private Uni<List<LotRow>> stretches(
            LotFilter filter,
            LotOrder order,
            List<LotOrder.Stretch> stretches,
            LotOrder.@Nullable After after,
            int limit,
            LocalDate today) {
        return stretch(filter, order, stretches.getFirst(), after, limit, today).flatMap(rows -> {
            if (rows.size() == limit || stretches.size() == 1) {
                return Uni.createFrom().item(rows);
            }
            List<LotOrder.Stretch> rest = stretches.subList(1, stretches.size());
            return stretches(filter, order, rest, null, limit - rows.size(), today)
                    .map(more -> {
                        List<LotRow> all = new ArrayList<>(rows);
                        all.addAll(more);
                        return all;
                    });
        });
    }

    private Uni<List<LotRow>> stretch(
            LotFilter filter,
            LotOrder order,
            LotOrder.Stretch stretch,
            LotOrder.@Nullable After after,
            int limit,
            LocalDate today) {
        String column = "l." + order.column().sqlName();
        String further = order.descending() ? " < " : " > ";
        Conditions conditions = new Conditions(filter, order.column(), stretch, today);
        Object value = after == null ? null : after.value();
        if (after != null && value != null && stretch.sorted()) {
            conditions.add("(" + column + ", l.lot_id)" + further + "(" + conditions.parameter(value) + ", "
                    + conditions.parameter(after.lotId()) + ")");
        } else if (after != null) {
            conditions.add("l.lot_id" + further + conditions.parameter(after.lotId()));
        }
        String direction = order.descending() ? " desc" : "";
        String query = StatementCache.PLANNED_FOR_ITS_VALUES + ROWS + conditions.sql + "\norder by "
                + (stretch.sorted() ? column + direction + ", " : "") + "l.lot_id" + direction + "\nlimit "
                + conditions.parameter(limit);
        return pool.preparedQuery(query)
                .execute(Tuple.tuple(conditions.parameters))
                .map(rows -> {
                    List<LotRow> lots = new ArrayList<>(rows.size());
                    rows.forEach(row -> lots.add(LotRow.of(row, today)));
                    return lots;
                });
    }

    /** A where clause in the making. Only fixed texts and numbers of parameters come into it. */
    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        Conditions(LotFilter filter, LotOrder.Column sortedBy, LotOrder.Stretch stretch, LocalDate today) {
            add(stretch.condition("l." + sortedBy.sqlName()));
            if (filter.text() != null) {
                addText(filter.text());
            }
            if (filter.itemCode() != null) {
                add("l.item_code = " + parameter(filter.itemCode()));
            }
            if (filter.lotNumber() != null) {
                add("l.lot_number = " + parameter(filter.lotNumber().value()));
            }
            if (filter.gtin14() != null) {
                add("l.item_code in (select g.item_code from item g where g.gtin_14 = " + parameter(filter.gtin14())
                        + ")");
            }
            if (filter.location() != null) {
                add("l.lot_id in (select p.lot_id from lot_location p where p.location = "
                        + parameter(filter.location()) + " and " + placeStock(filter.inStock()) + ")");
            } else if (filter.inStock() != null) {
                add(filter.inStock() ? "l.in_stock" : "not l.in_stock");
            }
            if (filter.expiresBefore() != null) {
                add("l.expiration_date < " + parameter(filter.expiresBefore()));
            }
            if (filter.status() != null) {
                boolean haveDate =
                        sortedBy == LotOrder.Column.EXPIRATION_DATE && stretch == LotOrder.Stretch.WITH_VALUE;
                addStatus(filter.status(), today, haveDate);
            }
        }

        void add(String condition) {
            sql.append("\nand ").append(condition);
        }

        String parameter(Object value) {
            parameters.add(value);
            return "$" + parameters.size();
        }

        private void addText(String text) {
            String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            boolean anywhere = text.codePointCount(0, text.length()) >= SUBSTRING_CHARACTERS_MIN;
            String pattern =
                    "lower(" + parameter((anywhere ? "%" : "") + literal + "%") + "::text collate \"pg_c_utf8\")";
            add("(lower(l.lot_number collate \"pg_c_utf8\") like " + pattern
                    + " or lower(l.item_code collate \"pg_c_utf8\") like " + pattern + ")");
        }

        private static String placeStock(@Nullable Boolean inStock) {
            if (inStock == null) {
                return "p.stocked";
            }
            return inStock ? "p.stocked and p.on_hand > 0" : "p.on_hand <= 0";
        }

        /**
         * The same as {@link LotStatus#of}, turned round: from the standing to the lots.
         *
         * @param haveDate whether only lots with a date are asked for: an index in the order of dates then begins today
         */
        private void addStatus(LotStatus status, LocalDate today, boolean haveDate) {
            switch (status) {
                case RECALLED -> addStrongestHold(Hold.Kind.RECALL);
                case QUARANTINED -> addStrongestHold(Hold.Kind.QUARANTINE);
                case HELD -> addStrongestHold(Hold.Kind.HOLD);
                case EXPIRED -> {
                    add("l.strongest_hold is null");
                    add("l.expiration_date < " + parameter(today));
                }
                case AVAILABLE -> {
                    add("l.strongest_hold is null");
                    String good = "l.expiration_date >= " + parameter(today);
                    add(haveDate ? good : "(l.expiration_date is null or " + good + ")");
                }
            }
        }

        private void addStrongestHold(Hold.Kind kind) {
            add("l.strongest_hold = '" + kind + "'");
        }
    }
}
