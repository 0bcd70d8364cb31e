package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.CatalogEvent;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.inbox.Sequencer;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.ledger.LedgerSettings;

/**
 * The tables of a rebuild, beside those that are read: filled by the same statements on a connection that finds them
 * first, and put in their place by a rename (docs/decisions/0016).
 */
@ApplicationScoped
public class NextProjection {
    private static final String ITEM = ItemChanged.keyOf("");
    private static final String LOCATION = LocationChanged.keyOf("");

    private final Pool pool;
    private final MigrationConnections connections;
    private final LotProjector projector;
    private final CatalogCopies copies;
    private final LedgerSettings.Rebuild settings;

    public NextProjection(
            Pool pool,
            MigrationConnections connections,
            LotProjector projector,
            CatalogCopies copies,
            LedgerSettings settings) {
        this.pool = pool;
        this.connections = connections;
        this.projector = projector;
        this.copies = copies;
        this.settings = settings.rebuild();
    }

    /**
     * A key of which the tables that are read have more than the next ones.
     *
     * @param live the last sequence by source in the tables that are read
     * @param next the last sequence by source in the next ones
     */
    public record Behind(String key, Map<String, Long> live, Map<String, Long> next) {}

    /** Makes the tables, unless they are there. Blocks. */
    public void make() {
        ProjectionSchema.NEXT.migrate(connections.database());
    }

    /** Removes the next tables, and those that were replaced; of either there may be none. */
    public Uni<Void> clear(SqlConnection tx) {
        return drop(tx, ProjectionSchema.NEXT).flatMap(dropped -> clearOld(tx));
    }

    /** Removes the tables that were replaced. */
    public Uni<Void> clearOld(SqlConnection tx) {
        return drop(tx, ProjectionSchema.OLD);
    }

    private static Uni<Void> drop(SqlConnection tx, ProjectionSchema schema) {
        return tx.query("drop schema if exists " + schema.sqlName() + " cascade")
                .execute()
                .replaceWithVoid();
    }

    /** A transaction in which the statements of the projection work on the next tables. */
    public <T extends @Nullable Object> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return Commands.inTransaction(
                pool,
                tx -> tx.query("set local search_path = " + ProjectionSchema.NEXT.searchPath())
                        .execute()
                        .flatMap(set -> work.apply(tx)));
    }

    /**
     * Applies events of lots, each once however often it comes.
     *
     * @return what cannot be applied, and why
     */
    public Uni<List<Sequencer.Held<LotEvent>>> apply(
            SqlConnection tx, List<Arrival<LotEvent>> events, Set<String> sources) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return projector
                .lock(tx, events.stream().map(a -> a.event().fact()).toList())
                .flatMap(positions -> {
                    Sequencer.Sorted<LotEvent> sorted = Sequencer.sort(positions, events, sources);
                    Uni<Void> applied = sorted.apply().isEmpty()
                            ? Uni.createFrom().voidItem()
                            : projector.apply(tx, sorted.apply(), sorted.positions());
                    return applied.replaceWith(sorted.hold());
                });
    }

    /** Keeps the newest states of items and locations; one event of each key. */
    public Uni<Void> keep(SqlConnection tx, List<Arrival<CatalogEvent>> latest) {
        return copies.keep(tx, latest);
    }

    /** How far the next tables are with each of these keys, by source; a key that they do not have is left out. */
    public Uni<Map<String, Map<String, Long>>> positions(SqlConnection tx, Collection<String> keys) {
        UUID[] lots = keys.stream().flatMap(key -> LotIds.parse(key).stream()).toArray(UUID[]::new);
        return tx.preparedQuery("""
                        select lot_id::text as key, applied::text as applied, null::bigint as sequence
                        from lot where lot_id = any ($1)
                        union all
                        select $2 || item_code, null, sequence from item where item_code = any ($3)
                        union all
                        select $4 || location, null, sequence from location where location = any ($5)""")
                .execute(Tuple.of(lots, ITEM, codes(ITEM, keys), LOCATION, codes(LOCATION, keys)))
                .map(rows -> {
                    Map<String, Map<String, Long>> positions = new HashMap<>();
                    rows.forEach(row -> positions.put(
                            row.getString("key"), sequences(row.getString("applied"), row.getLong("sequence"))));
                    return positions;
                });
    }

    private static String[] codes(String prefix, Collection<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toArray(String[]::new);
    }

    private static Map<String, Long> sequences(@Nullable String applied, @Nullable Long sequence) {
        if (sequence != null) {
            return Map.of(Source.ITEM_CATALOG.wireName(), sequence);
        }
        Map<String, Long> sequences = new HashMap<>();
        if (applied != null) {
            Positions.fromJson(applied)
                    .bySource()
                    .forEach((source, position) -> sequences.put(source, position.sequence()));
        }
        return sequences;
    }

    /** The keys of which the tables that are read have events that the next ones lack, at most so many. */
    public Uni<List<Behind>> behind(SqlConnection tx, int limit) {
        return tx.preparedQuery("""
                        select live.lot_id::text as key, live.applied::text as live, next.applied::text as next,
                            null::bigint as live_sequence, null::bigint as next_sequence
                        from projection.lot live
                        left join projection_next.lot next on next.lot_id = live.lot_id
                        where live.applied <> '{}' and live.applied is distinct from next.applied and exists (
                            select from jsonb_each(live.applied) source
                            where (source.value ->> 0)::bigint
                                > coalesce((next.applied -> source.key ->> 0)::bigint, 0))
                        union all
                        select $1 || live.item_code, null, null, live.sequence, next.sequence
                        from projection.item live
                        left join projection_next.item next on next.item_code = live.item_code
                        where live.sequence > coalesce(next.sequence, 0)
                        union all
                        select $2 || live.location, null, null, live.sequence, next.sequence
                        from projection.location live
                        left join projection_next.location next on next.location = live.location
                        where live.sequence > coalesce(next.sequence, 0)
                        limit $3""").execute(Tuple.of(ITEM, LOCATION, limit)).map(rows -> {
            List<Behind> behind = new ArrayList<>();
            rows.forEach(row -> behind.add(new Behind(
                    row.getString("key"),
                    sequences(row.getString("live"), row.getLong("live_sequence")),
                    sequences(row.getString("next"), row.getLong("next_sequence")))));
            return behind;
        });
    }

    /** Begins to put the next tables in their place; consumers wait until it is done or given up. Blocks. */
    public ProjectionSwap beginSwap() {
        return ProjectionSwap.begin(pool, settings);
    }
}
