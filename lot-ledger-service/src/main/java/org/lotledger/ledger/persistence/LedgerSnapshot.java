package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotTotals;
import org.lotledger.ledger.proof.LedgerCopy;
import org.lotledger.ledger.proof.LedgerEvent;
import org.lotledger.ledger.proof.LedgerLot;

/**
 * The ledger's rows as they were at one moment, for whoever compares them: lots in parts, histories and copies page by
 * page. Holds one connection until it is closed.
 */
public final class LedgerSnapshot {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Rows fetched at once: some hundred kilobytes. */
    private static final int PAGE_SIZE = 1_000;

    /** Before the first and after the last lot. */
    private static final UUID FIRST = new UUID(0, 0);

    private static final UUID LAST = new UUID(-1, -1);

    private final SqlConnection connection;
    private final Transaction transaction;
    private final List<PreparedStatement> prepared = new ArrayList<>();

    private LedgerSnapshot(SqlConnection connection, Transaction transaction) {
        this.connection = connection;
        this.transaction = transaction;
    }

    static Uni<LedgerSnapshot> take(Pool pool) {
        return pool.getConnection()
                .flatMap(connection -> connection
                        .begin()
                        .flatMap(transaction -> connection
                                // The query after the lock, not the begin, fixes what the transaction sees.
                                .query(Snapshot.BEGIN + "; select 1")
                                .execute()
                                .map(set -> new LedgerSnapshot(connection, transaction)))
                        .onFailure()
                        .call(failure -> connection.close().onFailure().recoverWithNull()));
    }

    /** Gives the connection back; nothing was written. */
    public Uni<Void> close() {
        Uni<Void> statementsClosed = Uni.createFrom().voidItem();
        for (PreparedStatement statement : prepared) {
            statementsClosed = statementsClosed.flatMap(
                    closed -> statement.close().onFailure().recoverWithNull());
        }
        return statementsClosed
                .flatMap(closed -> transaction.rollback().onFailure().recoverWithNull())
                .flatMap(rolledBack -> connection.close().onFailure().recoverWithNull());
    }

    /** Rows that come page by page. */
    public static final class Rows<T> {
        private final Cursor cursor;
        private final Function<Row, T> read;
        private boolean begun;

        private Rows(Cursor cursor, Function<Row, T> read) {
            this.cursor = cursor;
            this.read = read;
        }

        /** The next rows; none at the end. */
        public Uni<List<T>> next() {
            if (begun && !cursor.hasMore()) {
                return Uni.createFrom().item(List.of());
            }
            begun = true;
            return cursor.read(PAGE_SIZE).map(rows -> list(rows, read));
        }
    }

    /**
     * The next lots by their ids, without their histories.
     *
     * @param after the last one seen; null at the beginning
     */
    public Uni<List<LedgerLot>> lots(@Nullable UUID after, int lotsMax) {
        return connection
                .preparedQuery("""
                        select l.lot_id, l.item_code, l.lot_number, l.unit, l.expiration_date,
                            l.received, l.shipped, l.returned, l.adjusted, l.in_transit, l.on_hand,
                            l.first_received_at, l.occurred_at_max, l.recorded_at_max, l.transaction_count,
                            l.applied::text as applied,
                            (select jsonb_object_agg(p.location, p.on_hand::text)::text
                             from lot_location p where p.lot_id = l.lot_id) as places,
                            (select jsonb_object_agg(h.hold_id, jsonb_build_array(h.kind, h.released))::text
                             from lot_hold h where h.lot_id = l.lot_id) as holds,
                            (select count(*) from discrepancy d where d.lot_id = l.lot_id) as below_zero_count
                        from lot l
                        where l.lot_id > $1
                        order by l.lot_id
                        limit $2""")
                .execute(Tuple.of(after == null ? FIRST : after, lotsMax))
                .map(rows -> list(rows, LedgerSnapshot::lot));
    }

    /**
     * The histories of lots by lot, source and sequence.
     *
     * @param after null for the first lot of all
     * @param upTo null for the last lot of all
     */
    public Uni<Rows<LedgerEvent>> histories(@Nullable UUID after, @Nullable UUID upTo) {
        return open("""
                select t.*, t."references"::text as references_text,
                    sum(quantity_change) over of_lot as running_sum,
                    running_balance - lag(running_balance, 1, 0::numeric) over of_lot as running_step,
                    sum(quantity_change) over of_place as place_sum,
                    place_balance - lag(place_balance, 1, 0::numeric) over of_place as place_step,
                    occurred_at_max = max(occurred_at) over of_lot
                        and recorded_at_max = max(recorded_at) over of_lot as clocks_fit,
                    position - lag(position, 1, 0::bigint) over of_lot > 1 as after_gap,
                    coalesce(max(sequence) filter (where source = 'item-catalog') over before, 0) as seen_item_catalog,
                    coalesce(max(sequence) filter (where source = 'receiving') over before, 0) as seen_receiving,
                    coalesce(max(sequence) filter (where source = 'shipping') over before, 0) as seen_shipping
                from lot_transaction t
                where lot_id > $1 and lot_id <= $2
                window of_lot as (partition by lot_id order by position),
                    of_place as (partition by lot_id, location order by position),
                    before as (partition by lot_id order by position
                               rows between unbounded preceding and 1 preceding)
                order by lot_id, source collate "C", sequence, position""", Tuple.of(after == null ? FIRST : after, upTo == null ? LAST : upTo), LedgerSnapshot::event);
    }

    /** The copies of items and locations by their keys. */
    public Uni<Rows<LedgerCopy>> copies() {
        return open("""
                select * from (
                    select 'item:' || item_code as key, sequence, description, unit, gtin, lot_tracked,
                        null as name, null as gln, null::boolean as net_stock
                    from item
                    union all
                    select 'location:' || location, sequence, null, null, null, null, name, gln, net_stock
                    from location
                ) copy
                order by key collate "C\"""", Tuple.tuple(), LedgerSnapshot::copy);
    }

    private <T> Uni<Rows<T>> open(String query, Tuple parameters, Function<Row, T> read) {
        return connection
                .prepare(StatementCache.PLANNED_FOR_ITS_VALUES + query)
                .invoke(prepared::add)
                .map(statement -> new Rows<>(statement.cursor(parameters), read));
    }

    private static LedgerLot lot(Row row) {
        return new LedgerLot(
                row.getUUID("lot_id").toString(),
                row.getString("item_code"),
                row.getString("lot_number"),
                row.getString("unit"),
                new LotTotals(
                        quantity(row, "received"),
                        quantity(row, "shipped"),
                        quantity(row, "returned"),
                        quantity(row, "adjusted"),
                        quantity(row, "in_transit")),
                quantity(row, "on_hand"),
                row.getLocalDate("expiration_date"),
                instant(row, "first_received_at"),
                instant(row, "occurred_at_max"),
                instant(row, "recorded_at_max"),
                row.getLong("transaction_count"),
                applied(row.getString("applied")),
                map(row.getString("places"), place -> new Quantity(new BigDecimal(place.asText()))),
                map(row.getString("holds"), LedgerSnapshot::hold),
                row.getLong("below_zero_count"));
    }

    private static Map<String, LedgerLot.Applied> applied(String positions) {
        Map<String, LedgerLot.Applied> applied = new HashMap<>();
        Positions.fromJson(positions)
                .bySource()
                .forEach((source, position) ->
                        applied.put(source, new LedgerLot.Applied(position.sequence(), position.hash())));
        return applied;
    }

    private static Hold hold(JsonNode pair) {
        return new Hold(
                pair.path(0).isNull() ? null : Hold.Kind.valueOf(pair.path(0).asText()),
                pair.path(1).asBoolean());
    }

    private static LedgerEvent event(Row row) {
        String location = row.getString("location");
        BigDecimal place = row.getBigDecimal("place_balance");
        return new LedgerEvent(
                row.getUUID("lot_id").toString(),
                row.getString("source"),
                row.getLong("sequence"),
                row.getLong("position"),
                new LedgerEvent.Content(
                        row.getString("type"),
                        row.getString("reason"),
                        quantity(row, "quantity_change"),
                        location,
                        row.getString("document_type"),
                        row.getString("document_number"),
                        row.getInteger("document_line"),
                        row.getString("party_role"),
                        row.getString("party_code"),
                        row.getString("party_name"),
                        row.getString("party_gln"),
                        map(row.getString("references_text"), JsonNode::asText),
                        row.getString("reason_text"),
                        row.getOffsetDateTime("occurred_at").toInstant(),
                        row.getOffsetDateTime("recorded_at").toInstant(),
                        row.getString("actor"),
                        row.getString("corrects")),
                new LedgerEvent.Sum(
                        quantity(row, "running_balance"), quantity(row, "running_sum"), quantity(row, "running_step")),
                place == null
                        ? null
                        : new LedgerEvent.Sum(
                                new Quantity(place),
                                quantity(row, "place_sum"),
                                row.getBigDecimal("place_step") == null
                                        ? new Quantity(place)
                                        : quantity(row, "place_step")),
                row.getBoolean("clocks_fit"),
                row.getBoolean("after_gap"),
                Map.of(
                        Source.ITEM_CATALOG.wireName(), row.getLong("seen_item_catalog"),
                        Source.RECEIVING.wireName(), row.getLong("seen_receiving"),
                        Source.SHIPPING.wireName(), row.getLong("seen_shipping")));
    }

    private static LedgerCopy copy(Row row) {
        String key = row.getString("key");
        Map<String, @Nullable String> fields = new HashMap<>();
        if (key.startsWith(ItemChanged.keyOf(""))) {
            fields.put("description", row.getString("description"));
            fields.put("unit", row.getString("unit"));
            fields.put("gtin", row.getString("gtin"));
            fields.put("lotTracked", String.valueOf(row.getBoolean("lot_tracked")));
        } else if (key.startsWith(LocationChanged.keyOf(""))) {
            fields.put("name", row.getString("name"));
            fields.put("gln", row.getString("gln"));
            fields.put("netStock", String.valueOf(row.getBoolean("net_stock")));
        }
        return LedgerCopy.of(key, row.getLong("sequence"), fields);
    }

    private static <T> Map<String, T> map(@Nullable String object, Function<JsonNode, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        if (object != null) {
            try {
                JSON.readTree(object)
                        .properties()
                        .forEach(field -> map.put(field.getKey(), read.apply(field.getValue())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("PostgreSQL writes JSON", e);
            }
        }
        return map;
    }

    private static Quantity quantity(Row row, String column) {
        return new Quantity(row.getBigDecimal(column));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}
