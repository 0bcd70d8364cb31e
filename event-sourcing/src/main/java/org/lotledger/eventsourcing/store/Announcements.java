package org.lotledger.eventsourcing.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers public events per key, chains each to its predecessor by hash, and queues them for the relay, all in the
 * transaction that writes the fact. The counter row of a key stays locked until commit, so the numbers of a key have
 * no gap, are committed in their order, and lie in that order in the queue (docs/decisions/0002).
 */
@ApplicationScoped
public class Announcements {
    private final EventSourcingSettings settings;

    public Announcements(EventSourcingSettings settings) {
        this.settings = settings;
    }

    /** A draft with the place of its document that it came from. */
    record FromEvent(Draft draft, String stream, long version) {}

    /**
     * Announces in the given order.
     *
     * @param traceParent W3C trace context of the command; null when it has none
     * @return the ids given, in the order of the drafts
     */
    Uni<List<EventId>> announce(SqlConnection tx, List<FromEvent> drafts, Stamp stamp, @Nullable String traceParent) {
        if (drafts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String[] keys = drafts.stream().map(d -> d.draft().key()).distinct().toArray(String[]::new);
        return lockCounters(tx, keys, true).flatMap(counters -> write(tx, drafts, counters, stamp, traceParent));
    }

    /** Locks the counters of these keys, fifth of the lock order, and answers where their chains end. */
    public Uni<Map<String, Head>> lockHeads(SqlConnection tx, Collection<String> keys) {
        return lockCounters(tx, keys.toArray(String[]::new), false);
    }

    /** A store that is behind gives out no number: a fork would be the least that came of it (docs/decisions/0020). */
    private static Map<String, Head> heads(RowSet<Row> rows, boolean refusing) {
        Map<String, Head> counters = new HashMap<>();
        rows.forEach(row -> {
            if (refusing && row.getBoolean("refuses")) {
                throw StoreGate.behind();
            }
            counters.put(row.getString("key"), head(row));
        });
        return counters;
    }

    private static Uni<Map<String, Head>> lockCounters(SqlConnection tx, String[] keys, boolean refusing) {
        // Two statements: what the second reads, it reads after it has waited for the locks.
        Uni<RowSet<Row>> insertMissing = tx.preparedQuery("""
                        insert into announcement_counter (key, sequence)
                        select k, 0 from unnest($1::text[]) k
                        order by k collate "C"
                        on conflict do nothing""").execute(Tuple.of(keys));
        Uni<RowSet<Row>> lock = tx.preparedQuery("""
                        select key, sequence, hash, (select store_refuses()) as refuses from announcement_counter
                        where key = any ($1)
                        order by key
                        for update""").execute(Tuple.of(keys));
        return insertMissing.flatMap(inserted -> lock).map(rows -> heads(rows, refusing));
    }

    private Uni<List<EventId>> write(
            SqlConnection tx,
            List<FromEvent> drafts,
            Map<String, Head> counters,
            Stamp stamp,
            @Nullable String traceParent) {
        List<EventId> ids = new ArrayList<>();
        Columns columns = new Columns(drafts.size());
        for (FromEvent from : drafts) {
            Draft draft = from.draft();
            Head before = Objects.requireNonNull(counters.get(draft.key()));
            EventId id = new EventId(settings.source(), draft.key(), before.sequence() + 1);
            byte[] body = draft.body().bytes(id.toString(), before.hash());
            byte[] hash = sha256(body);
            columns.add(from, id.sequence(), body, hash);
            counters.put(draft.key(), new Head(id.sequence(), HexFormat.of().formatHex(hash)));
            ids.add(id);
        }
        OffsetDateTime recordedAt = OffsetDateTime.ofInstant(stamp.recordedAt(), ZoneOffset.UTC);
        return tx.preparedQuery("""
                        with written as (
                            insert into announcement
                                (key, sequence, topic, type, body, hash, stream, version, place, recorded_at, trace_parent)
                            select n.*, $10, $11
                            from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::bytea[],
                                        $7::text[], $8::bigint[], $9::text[]) n
                        ), counted as (
                            update announcement_counter c
                            set sequence = n.sequence, hash = n.hash
                            from (select distinct on (key) key, sequence, hash
                                  from unnest($1::text[], $2::bigint[], $6::bytea[]) u (key, sequence, hash)
                                  order by key, sequence desc) n
                            where c.key = n.key
                        )
                        insert into outbox (key, sequence)
                        select key, sequence
                        from unnest($1::text[], $2::bigint[]) with ordinality q (key, sequence, ordinal)
                        order by ordinal""")
                .execute(columns.tuple(recordedAt, traceParent))
                .map(done -> ids);
    }

    EventId idOf(LostAnnouncement<?> lost) {
        return new EventId(settings.source(), lost.key(), lost.sequence());
    }

    /** Keeps an announcement that the store had lost, under its number and with its bytes; its counter is locked. */
    Uni<Void> keepAgain(
            SqlConnection tx, LostAnnouncement<?> lost, String stream, long version, Draft draft, Stamp stamp) {
        return tx.preparedQuery("""
                        with written as (
                            insert into announcement
                                (key, sequence, topic, type, body, hash, stream, version, place, recorded_at, trace_parent)
                            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        )
                        update announcement_counter set sequence = $2, hash = $6
                        where key = $1""")
                .execute(Tuple.tuple()
                        .addString(lost.key())
                        .addLong(lost.sequence())
                        .addString(lost.topic())
                        .addString(lost.type())
                        .addBuffer(io.vertx.mutiny.core.buffer.Buffer.buffer(lost.body()))
                        .addBuffer(io.vertx.mutiny.core.buffer.Buffer.buffer(sha256(lost.body())))
                        .addString(stream)
                        .addLong(version)
                        .addString(draft.place())
                        .addOffsetDateTime(OffsetDateTime.ofInstant(stamp.recordedAt(), ZoneOffset.UTC))
                        .addString(lost.traceParent()))
                .replaceWithVoid();
    }

    /** The ids of a document's announcements by the place in the document that they came from. */
    public Uni<Map<String, Map<String, String>>> idsByPlace(SqlClient client, List<String> streams) {
        return client.preparedQuery("""
                        select stream, place, key, sequence from announcement
                        where stream = any ($1)
                        order by stream, version, position""")
                .execute(Tuple.of(streams.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Map<String, String>> ids = new HashMap<>();
                    rows.forEach(row -> ids.computeIfAbsent(row.getString("stream"), s -> new HashMap<>())
                            .put(
                                    row.getString("place"),
                                    new EventId(settings.source(), row.getString("key"), row.getLong("sequence"))
                                            .toString()));
                    return ids;
                });
    }

    /** SHA-256, the hash of the chain. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The end of a key's chain; the hash, in lower-case hex, is null before the first event. */
    public record Head(long sequence, @Nullable String hash) {
        /** Before the first event. */
        public static final Head START = new Head(0, null);
    }

    private static Head head(Row row) {
        io.vertx.mutiny.core.buffer.Buffer hash = row.getBuffer("hash");
        return new Head(
                row.getLong("sequence"), hash == null ? null : HexFormat.of().formatHex(hash.getBytes()));
    }

    /** The announcements of one transaction, column by column, as PostgreSQL arrays. */
    private static final class Columns {
        private final String[] keys;
        private final Long[] sequences;
        private final String[] topics;
        private final String[] types;
        private final Buffer[] bodies;
        private final Buffer[] hashes;
        private final String[] streams;
        private final Long[] versions;
        private final String[] places;
        private int size;

        Columns(int capacity) {
            keys = new String[capacity];
            sequences = new Long[capacity];
            topics = new String[capacity];
            types = new String[capacity];
            bodies = new Buffer[capacity];
            hashes = new Buffer[capacity];
            streams = new String[capacity];
            versions = new Long[capacity];
            places = new String[capacity];
        }

        void add(FromEvent from, long sequence, byte[] body, byte[] hash) {
            keys[size] = from.draft().key();
            sequences[size] = sequence;
            topics[size] = from.draft().topic();
            types[size] = from.draft().type();
            bodies[size] = Buffer.buffer(body);
            hashes[size] = Buffer.buffer(hash);
            streams[size] = from.stream();
            versions[size] = from.version();
            places[size] = from.draft().place();
            size++;
        }

        Tuple tuple(OffsetDateTime recordedAt, @Nullable String traceParent) {
            return Tuple.tuple()
                    .addArrayOfString(keys)
                    .addArrayOfLong(sequences)
                    .addArrayOfString(topics)
                    .addArrayOfString(types)
                    .addValue(bodies)
                    .addValue(hashes)
                    .addArrayOfString(streams)
                    .addArrayOfLong(versions)
                    .addArrayOfString(places)
                    .addOffsetDateTime(recordedAt)
                    .addString(traceParent);
        }
    }
}
