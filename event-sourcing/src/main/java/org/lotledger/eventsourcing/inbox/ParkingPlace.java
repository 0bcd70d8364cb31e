package org.lotledger.eventsourcing.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.Announcements;

/** Where records wait that could not be applied; what was parked stays findable after it has left. */
@ApplicationScoped
public class ParkingPlace {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final String COLUMNS = """
            id, reason, detail, topic, partition, record_offset, record_key, headers::text as headers, body,
            source, event_key, sequence, parked_at, state""";

    private final ObjectMapper json;

    public ParkingPlace(ObjectMapper json) {
        this.json = json;
    }

    /** Parks events that wait for others; one that is parked already is left as it is. */
    <E> Uni<Void> park(SqlConnection tx, List<Sequencer.Held<E>> held) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Sequencer.Held<E> one : held) {
            if (one.arrival().record().parkedId() == null) {
                all = all.flatMap(
                        done -> insert(tx, one.arrival().record(), one.hold().name(), one.detail(), one.arrival()));
            }
        }
        return all;
    }

    /** Parks a record that is no event, or one that could not be applied. */
    Uni<Void> park(SqlConnection tx, Incoming record, String reason, String detail, @Nullable Arrival<?> arrival) {
        return record.parkedId() != null ? Uni.createFrom().voidItem() : insert(tx, record, reason, detail, arrival);
    }

    private Uni<Void> insert(
            SqlConnection tx, Incoming record, String reason, String detail, @Nullable Arrival<?> arrival) {
        byte[] body = record.body();
        byte[] hash = arrival != null
                ? HexFormat.of().parseHex(arrival.hash())
                : Announcements.sha256(body == null ? new byte[0] : body);
        return tx.preparedQuery("""
                        insert into parked
                            (reason, detail, topic, partition, record_offset, record_key, headers, body,
                             source, event_key, sequence, hash)
                        values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11, $12)
                        on conflict do nothing""")
                .execute(Tuple.tuple()
                        .addString(reason)
                        .addString(detail)
                        .addString(record.topic())
                        .addInteger(record.partition())
                        .addLong(record.offset())
                        .addValue(buffer(record.key()))
                        .addString(writeHeaders(record.headers()))
                        .addValue(buffer(body))
                        .addString(arrival == null ? null : arrival.source())
                        .addString(arrival == null ? null : arrival.key())
                        .addLong(arrival == null ? null : arrival.sequence())
                        .addValue(Buffer.buffer(hash)))
                .replaceWithVoid();
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    /** The events of these keys that wait for others, in the order of their sequences. */
    Uni<List<Incoming>> waiting(SqlConnection tx, Collection<String> keys) {
        return tx.preparedQuery("select " + COLUMNS + """
                         from parked
                        where state = 'OPEN' and event_key = any ($1) and reason in ('AHEAD', 'BASED_ON')
                        order by event_key, source, sequence""")
                .execute(Tuple.of(keys.toArray(String[]::new)))
                .map(rows -> {
                    List<Incoming> records = new ArrayList<>();
                    rows.forEach(row -> records.add(incoming(row)));
                    return records;
                });
    }

    /** Notes that parked records have left, because they were applied or turned out to be repeats. */
    Uni<Void> release(SqlConnection tx, List<Long> ids, String state) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("update parked set state = $2, ended_at = now() where id = any ($1)")
                        .execute(Tuple.of(ids.toArray(Long[]::new), state))
                        .replaceWithVoid();
    }

    /** Whether an event of the key is parked and waits. */
    public Uni<Boolean> isParked(SqlClient client, String key) {
        return client.preparedQuery("select 1 from parked where state = 'OPEN' and event_key = $1 limit 1")
                .execute(Tuple.of(key))
                .map(rows -> rows.size() > 0);
    }

    /**
     * Open entries that concern these keys, oldest first: events of them, and records sent under them that are no events.
     * What was sent under no key could be about anything, and is not told here.
     */
    public Uni<List<ParkedRecord>> openOf(SqlClient client, Collection<String> keys, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from parked
                        where state = 'OPEN' and (event_key = any ($1) or (event_key is null and record_key = any (
                            select convert_to(key, 'UTF8') from unnest($1::text[]) key)))
                        order by id
                        limit $2""")
                .execute(Tuple.of(keys.toArray(String[]::new), limit))
                .map(rows -> {
                    List<ParkedRecord> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(shown(row)));
                    return entries;
                });
    }

    /** The number of open entries. */
    Uni<Long> openCount(SqlClient client) {
        return client.query("select count(*) from parked where state = 'OPEN'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Open entries after the given id, oldest first. */
    Uni<List<ParkedRecord>> open(SqlClient client, long afterId, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from parked
                        where state = 'OPEN' and id > $1
                        order by id
                        limit $2""")
                .execute(Tuple.of(afterId, limit))
                .map(rows -> {
                    List<ParkedRecord> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(shown(row)));
                    return entries;
                });
    }

    /** One entry, locked; null when there is none of that id. */
    Uni<@Nullable ParkedRecord> entry(SqlConnection tx, long id) {
        return tx.preparedQuery("select " + COLUMNS + " from parked where id = $1 for update")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : shown(rows.iterator().next()));
    }

    /** Sets an entry aside for good. */
    Uni<Void> discard(SqlConnection tx, long id, String actor, String reason) {
        return tx.preparedQuery("""
                        update parked
                        set state = 'DISCARDED', ended_at = now(), ended_by = $2, ended_reason = $3
                        where id = $1 and state = 'OPEN'""").execute(Tuple.of(id, actor, reason)).replaceWithVoid();
    }

    private ParkedRecord shown(Row row) {
        return new ParkedRecord(
                row.getLong("id"),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("state"),
                row.getString("source"),
                row.getString("event_key"),
                row.getLong("sequence"),
                row.getOffsetDateTime("parked_at").toInstant(),
                incoming(row));
    }

    private Incoming incoming(Row row) {
        io.vertx.mutiny.core.buffer.Buffer key = row.getBuffer("record_key");
        io.vertx.mutiny.core.buffer.Buffer body = row.getBuffer("body");
        return new Incoming(
                row.getLong("id"),
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("record_offset"),
                key == null ? null : key.getBytes(),
                readHeaders(row.getString("headers")),
                body == null ? null : body.getBytes());
    }

    private String writeHeaders(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers are texts", e);
        }
    }

    private Map<String, String> readHeaders(String text) {
        try {
            return json.readValue(text, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parked headers cannot be read", e);
        }
    }
}
