package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LookAlike;
import org.lotledger.receiving.lot.LotRef;

/** The lot rows: locked second in every transaction, in the order of the database, and read only after that. */
@ApplicationScoped
public class LotRows {

    /** Locks the rows of these lots, inserting those that are missing, and answers what they hold, by lot id. */
    public Uni<Map<UUID, KnownLot>> lock(SqlConnection tx, Collection<LotRef> lots) {
        return lockRows(tx, lots).map(rows -> {
            Map<UUID, KnownLot> known = new HashMap<>();
            rows.forEach((lotId, row) -> known.put(lotId, known(row)));
            return known;
        });
    }

    /** The same without a lock, for showing problems; lots without a row are left out. */
    public Uni<Map<UUID, KnownLot>> read(SqlClient client, Collection<LotRef> lots) {
        return client.preparedQuery("select *, applied::text as applied_json from lot where lot_id = any ($1)")
                .execute(Tuple.of(lots.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, KnownLot> known = new HashMap<>();
                    rows.forEach(row -> known.put(row.getUUID("lot_id"), known(row)));
                    return known;
                });
    }

    /** Locks the rows of these lots and answers how far each is with the events of others, by lot id. */
    public Uni<Map<String, Positions>> lockPositions(SqlConnection tx, Collection<LotRef> lots) {
        return lockRows(tx, lots).map(rows -> {
            Map<String, Positions> positions = new HashMap<>();
            rows.forEach(
                    (lotId, row) -> positions.put(lotId.toString(), Positions.fromJson(row.getString("applied_json"))));
            return positions;
        });
    }

    private Uni<Map<UUID, Row>> lockRows(SqlConnection tx, Collection<LotRef> lots) {
        Map<UUID, LotRef> byId = new LinkedHashMap<>();
        lots.forEach(lot -> byId.put(lot.lotId(), lot));
        if (byId.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        UUID[] ids = byId.keySet().toArray(UUID[]::new);
        String[] itemCodes = byId.values().stream().map(LotRef::itemCode).toArray(String[]::new);
        String[] lotNumbers = byId.values().stream()
                .map(lot -> lot.lotNumber() == null ? null : lot.lotNumber().value())
                .toArray(String[]::new);
        String[] lookAlikes = byId.values().stream()
                .map(lot -> lot.lotNumber() == null ? null : LookAlike.of(lot.lotNumber()))
                .toArray(String[]::new);
        return tx.preparedQuery("""
                        insert into lot (lot_id, item_code, lot_number, look_alike)
                        select n.lot_id, n.item_code, n.lot_number, n.look_alike
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
                             n (lot_id, item_code, lot_number, look_alike)
                        order by n.lot_id
                        on conflict do nothing""")
                .execute(Tuple.of(ids, itemCodes, lotNumbers, lookAlikes))
                // A statement of its own: it reads what is there once the locks are held.
                .flatMap(inserted -> tx.preparedQuery("""
                                select *, applied::text as applied_json from lot
                                where lot_id = any ($1)
                                order by lot_id
                                for update""").execute(Tuple.of((Object) ids)))
                .map(rows -> {
                    Map<UUID, Row> locked = new HashMap<>();
                    rows.forEach(row -> locked.put(row.getUUID("lot_id"), row));
                    return locked;
                });
    }

    private static KnownLot known(Row row) {
        return new KnownLot(
                row.getBoolean("booked"),
                row.getLocalDate("expiration_date"),
                row.getString("dated_by"),
                row.getBoolean("received"),
                new Quantity(row.getBigDecimal("used")),
                new Quantity(row.getBigDecimal("given_back")),
                instantOrNull(row.getOffsetDateTime("latest_occurred_at")),
                instantOrNull(row.getOffsetDateTime("latest_recorded_at")),
                Positions.fromJson(row.getString("applied_json"))
                        .of(Source.SHIPPING.wireName())
                        .sequence());
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * Notes that a document booked on these lots; their rows are locked.
     *
     * @param received whether it was anything but a beginning balance
     */
    Uni<Void> book(
            SqlConnection tx, Collection<Booked> lots, boolean received, Instant occurredAt, Instant recordedAt) {
        return tx.preparedQuery("""
                        update lot
                        set booked = true,
                            expiration_date = case when booked then lot.expiration_date else n.expiration_date end,
                            dated_by = case when booked then lot.dated_by else n.event_id end,
                            given_back = lot.given_back + n.given_back,
                            received = lot.received or $5,
                            latest_occurred_at = greatest(latest_occurred_at, $6),
                            latest_recorded_at = greatest(latest_recorded_at, $7)
                        from unnest($1::uuid[], $2::date[], $3::numeric[], $4::text[])
                             n (lot_id, expiration_date, given_back, event_id)
                        where lot.lot_id = n.lot_id""")
                .execute(Tuple.tuple()
                        .addValue(lots.stream().map(Booked::lotId).toArray(UUID[]::new))
                        .addValue(lots.stream().map(Booked::expirationDate).toArray(LocalDate[]::new))
                        .addValue(lots.stream()
                                .map(lot -> lot.givenBack().value())
                                .toArray(BigDecimal[]::new))
                        .addValue(lots.stream().map(Booked::eventId).toArray(String[]::new))
                        .addBoolean(received)
                        .addOffsetDateTime(utc(occurredAt))
                        .addOffsetDateTime(utc(recordedAt)))
                .replaceWithVoid();
    }

    /** Notes that a lot has another expiration date from now on; its row is locked. */
    public Uni<Void> date(SqlConnection tx, ExpirationCorrected corrected, EventId eventId) {
        return tx.preparedQuery("""
                        update lot
                        set expiration_date = $2, dated_by = $3,
                            latest_occurred_at = greatest(latest_occurred_at, $4),
                            latest_recorded_at = greatest(latest_recorded_at, $5)
                        where lot_id = $1""")
                .execute(Tuple.tuple()
                        .addUUID(corrected.lot().lotId())
                        .addLocalDate(corrected.expirationDate())
                        .addString(eventId.toString())
                        .addOffsetDateTime(utc(corrected.occurredAt()))
                        .addOffsetDateTime(utc(corrected.recordedAt())))
                .replaceWithVoid();
    }

    /** Lots that were really booked and whose numbers look like those of these lots, themselves included. */
    public Uni<List<LotRef>> lookAlikes(SqlClient client, Collection<LotRef> lots) {
        List<LotRef> named =
                lots.stream().filter(lot -> lot.lotNumber() != null).distinct().toList();
        if (named.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return client.preparedQuery("""
                        select distinct l.item_code, l.lot_number from lot l
                        join unnest($1::text[], $2::text[]) n (item_code, look_alike)
                            on l.item_code = n.item_code and l.look_alike = n.look_alike
                        where l.booked""")
                .execute(Tuple.of(
                        named.stream().map(LotRef::itemCode).toArray(String[]::new),
                        named.stream()
                                .map(lot -> LookAlike.of(Objects.requireNonNull(lot.lotNumber())))
                                .toArray(String[]::new)))
                .map(rows -> {
                    List<LotRef> similar = new ArrayList<>();
                    rows.forEach(row -> similar.add(
                            new LotRef(row.getString("item_code"), new LotNumber(row.getString("lot_number")))));
                    return similar;
                });
    }

    /** Takes in what shipping announced of these lots, and how far they are with it now. */
    public Uni<Void> applyShippingNews(SqlConnection tx, List<LotEvent> events, Map<String, Positions> moved) {
        UUID[] ids = moved.keySet().stream().map(UUID::fromString).toArray(UUID[]::new);
        BigDecimal[] used = new BigDecimal[ids.length];
        OffsetDateTime[] occurredAt = new OffsetDateTime[ids.length];
        OffsetDateTime[] recordedAt = new OffsetDateTime[ids.length];
        String[] positions = moved.values().stream().map(Positions::toJson).toArray(String[]::new);
        for (int i = 0; i < ids.length; i++) {
            UUID lotId = ids[i];
            List<LotEvent> ofLot = events.stream()
                    .filter(event -> event.fact().lotId().equals(lotId))
                    .toList();
            used[i] = ofLot.stream()
                    .map(LotRows::usedBy)
                    .reduce(Quantity.ZERO, Quantity::plus)
                    .value();
            occurredAt[i] = utc(ofLot.stream()
                    .map(event -> event.fact().occurredAt())
                    .reduce((a, b) -> a.isAfter(b) ? a : b)
                    .orElseThrow());
            recordedAt[i] = utc(ofLot.stream()
                    .map(event -> event.fact().recordedAt())
                    .reduce((a, b) -> a.isAfter(b) ? a : b)
                    .orElseThrow());
        }
        return tx.preparedQuery("""
                        update lot
                        set used = lot.used + n.used,
                            latest_occurred_at = greatest(latest_occurred_at, n.occurred_at),
                            latest_recorded_at = greatest(latest_recorded_at, n.recorded_at),
                            applied = n.applied::jsonb
                        from unnest($1::uuid[], $2::numeric[], $3::timestamptz[], $4::timestamptz[], $5::text[])
                             n (lot_id, used, occurred_at, recorded_at, applied)
                        where lot.lot_id = n.lot_id""")
                .execute(Tuple.of(ids, used, occurredAt, recordedAt, positions))
                .replaceWithVoid();
    }

    /** What an event of shipping used of its lot: every removal but those that did not use it up. */
    private static Quantity usedBy(LotEvent event) {
        LotFact fact = event.fact();
        if (event instanceof LotAdjusted(var reason, var same)) {
            return switch (reason) {
                case TRANSFER_OUT, RECEIPT_CORRECTION -> Quantity.ZERO;
                default -> fact.quantityChange().negate();
            };
        }
        return fact.quantityChange().negate();
    }

    /** Whether this much of the events of shipping about a lot has been taken in. */
    public Uni<Boolean> hasApplied(SqlClient client, UUID lotId, String source, long sequence) {
        return client.preparedQuery("select applied::text as applied_json from lot where lot_id = $1")
                .execute(Tuple.of(lotId))
                .map(rows -> rows.size() > 0
                        && Positions.fromJson(rows.iterator().next().getString("applied_json"))
                                        .of(source)
                                        .sequence()
                                >= sequence);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
