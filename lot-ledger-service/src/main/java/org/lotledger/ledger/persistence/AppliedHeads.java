package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Position;

/** How far the ledger is with each key of a writer, to be compared with the writer's heads by one replica. */
@ApplicationScoped
public class AppliedHeads {
    /** Any number, the same in all replicas; the relays' locks are in other databases. */
    private static final long WATCH_LOCK = 104_101_097_100L;

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final Pool pool;

    public AppliedHeads(Pool pool) {
        this.pool = pool;
    }

    /** The right to be the one that compares, as long as its connection lives. */
    public static final class Lead {
        private final SqlConnection connection;

        private Lead(SqlConnection connection) {
            this.connection = connection;
        }

        /** Fails when the connection is dead, and with it the lock. */
        public Uni<Void> check() {
            return connection.query("select 1").execute().replaceWithVoid();
        }

        public Uni<Void> release() {
            return connection
                    .preparedQuery("select pg_advisory_unlock($1)")
                    .execute(Tuple.of(WATCH_LOCK))
                    .onFailure()
                    .recoverWithNull()
                    .flatMap(unlocked -> connection.close().onFailure().recoverWithNull());
        }
    }

    /** The lead, or null when another replica has it. */
    public Uni<@Nullable Lead> tryLead() {
        return pool.getConnection()
                .flatMap(connection -> connection
                        .preparedQuery("select pg_try_advisory_lock($1)")
                        .execute(Tuple.of(WATCH_LOCK))
                        .map(rows -> rows.iterator().next().getBoolean(0))
                        .onFailure()
                        .call(failure -> connection.close().onFailure().recoverWithNull())
                        .flatMap(leads -> leads
                                ? Uni.createFrom().item(new Lead(connection))
                                : connection.close().map(closed -> (Lead) null)));
    }

    /**
     * The last event applied of each key of a writer, by key. The hash is null for items and locations.
     *
     * @param after where the keys begin, this one not among them; empty for the first of all
     * @param upTo the last of the keys; null for all that follow
     */
    public Uni<Map<String, Position>> between(Source source, String after, @Nullable String upTo) {
        Codes items = Codes.of(ItemChanged.keyOf(""), source, after, upTo);
        Codes locations = Codes.of(LocationChanged.keyOf(""), source, after, upTo);
        return pool.preparedQuery("""
                        select lot_id::text as key, (applied -> $1 ->> 0)::bigint as sequence, applied -> $1 ->> 1 as hash
                        from lot
                        where lot_id > $2 and lot_id <= $3 and applied ? $1
                        union all
                        select 'item:' || item_code, sequence, null from item
                        where $4 and item_code > $5 and item_code <= $6
                        union all
                        select 'location:' || location, sequence, null from location
                        where $7 and location > $8 and location <= $9""")
                .execute(Tuple.tuple()
                        .addString(source.wireName())
                        .addUUID(after.isEmpty() ? FIRST : LotIds.parse(after).orElse(LAST))
                        .addUUID(upTo == null ? LAST : LotIds.parse(upTo).orElse(LAST))
                        .addBoolean(items.any())
                        .addString(items.after())
                        .addString(items.upTo())
                        .addBoolean(locations.any())
                        .addString(locations.after())
                        .addString(locations.upTo()))
                .map(rows -> {
                    Map<String, Position> applied = new HashMap<>();
                    rows.forEach(row -> applied.put(
                            row.getString("key"), new Position(row.getLong("sequence"), row.getString("hash"))));
                    return applied;
                });
    }

    /** Which codes behind a prefix lie between two keys. */
    private record Codes(boolean any, String after, String upTo) {
        /** Behind every code: none has this character. */
        private static final String LAST_CODE = "~";

        static Codes of(String prefix, Source source, String after, @Nullable String upTo) {
            boolean beyond = after.compareTo(prefix) > 0 && !after.startsWith(prefix);
            boolean before = upTo != null && upTo.compareTo(prefix) < 0;
            return new Codes(
                    source == Source.ITEM_CATALOG && !beyond && !before,
                    after.startsWith(prefix) ? after.substring(prefix.length()) : "",
                    upTo != null && upTo.startsWith(prefix) ? upTo.substring(prefix.length()) : LAST_CODE);
        }
    }
}
