package org.lotledger.ledger.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.proof.Difference;

/** The verifications that were asked for, so that every replica can say how they stand and only one runs at a time. */
@ApplicationScoped
public class Verifications {
    /** Kept, the newest; nobody looks at older ones. */
    private static final int KEPT_MAX = 100;

    /** A process that has died leaves RUNNING behind; what its lease says counts. */
    private static final String COLUMNS = """
            id, case when status = 'RUNNING' and lease_until < now() then 'FAILED' else status end as status,
            progress, lots, events, differences_found, differences::text as differences, started_at, ended_at,
            case when status = 'RUNNING' and lease_until < now()
                 then 'The process that ran it has ended before it was through.' else problem end as problem""";

    private final Pool pool;
    private final ObjectMapper json;

    public Verifications(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** How a verification stands. */
    public enum Status {
        RUNNING,
        /** The ledger is what the writers announced. */
        CLEAN,
        /** It is not; the differences say where. */
        DIFFERENT,
        /** It could not be carried through; the problem says why. */
        FAILED
    }

    /**
     * One verification.
     *
     * @param progress 0 to 1
     * @param startedAt when it was asked for
     * @param endedAt null while it runs
     * @param lots compared so far
     * @param events announcements compared so far
     * @param differencesFound so far, also those beyond what the list shows
     * @param differences the first of them
     * @param problem why it failed; null if it did not
     */
    public record Verification(
            UUID id,
            Status status,
            double progress,
            Instant startedAt,
            @Nullable Instant endedAt,
            long lots,
            long events,
            long differencesFound,
            List<Difference> differences,
            @Nullable String problem) {}

    /** How far a run is. */
    public record Progress(
            double progress, long lots, long events, long differencesFound, List<Difference> differences) {}

    /** Opens a verification, or finds the one that runs; answers its id. */
    public Uni<UUID> open(SqlClient tx, long leaseMillis) {
        return tx.query("""
                        update verification
                        set status = 'FAILED', ended_at = lease_until,
                            problem = 'The process that ran it has ended before it was through.'
                        where status = 'RUNNING' and lease_until < now()""")
                .execute()
                .flatMap(ended -> tx.preparedQuery("""
                                delete from verification
                                where id in (select id from verification order by started_at desc offset $1)""").execute(Tuple.of(KEPT_MAX - 1)))
                .flatMap(deleted -> tx.preparedQuery("""
                                insert into verification (id, status, lease_until, started_at)
                                values ($1, 'RUNNING', now() + $2 * interval '1 millisecond', now())
                                on conflict (status) where status = 'RUNNING' do nothing""").execute(Tuple.of(UUID.randomUUID(), leaseMillis)))
                .flatMap(inserted -> tx.query("select id from verification where status = 'RUNNING'")
                        .execute())
                // None when the one that was in the way has ended just now.
                .flatMap(rows -> rows.size() == 0
                        ? open(tx, leaseMillis)
                        : Uni.createFrom().item(rows.iterator().next().getUUID("id")));
    }

    /** Takes an open verification that nobody runs yet; whether this runner has it now. */
    public Uni<Boolean> claim(UUID id, String runner, long leaseMillis) {
        return pool.preparedQuery("""
                        update verification
                        set runner = $2, lease_until = now() + $3 * interval '1 millisecond'
                        where id = $1 and status = 'RUNNING' and runner is null""")
                .execute(Tuple.of(id, runner, leaseMillis))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Keeps how far a run is, and renews its lease; false when it is this runner's no more. */
    public Uni<Boolean> keep(UUID id, String runner, Progress progress, long leaseMillis) {
        return pool.preparedQuery("""
                        update verification
                        set progress = $3, lots = $4, events = $5, differences_found = $6, differences = $7::text::jsonb,
                            lease_until = now() + $8 * interval '1 millisecond'
                        where id = $1 and status = 'RUNNING' and runner = $2""")
                .execute(of(id, runner, progress).addLong(leaseMillis))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * Ends a run.
     *
     * @param problem null unless it failed
     */
    public Uni<Void> end(UUID id, String runner, Progress progress, Status status, @Nullable String problem) {
        return pool.preparedQuery("""
                        update verification
                        set progress = $3, lots = $4, events = $5, differences_found = $6, differences = $7::text::jsonb,
                            status = $8, problem = $9, ended_at = now()
                        where id = $1 and status = 'RUNNING' and runner = $2""")
                .execute(of(id, runner, progress).addString(status.name()).addString(problem))
                .replaceWithVoid();
    }

    private Tuple of(UUID id, String runner, Progress progress) {
        return Tuple.tuple()
                .addUUID(id)
                .addString(runner)
                .addDouble(progress.progress())
                .addLong(progress.lots())
                .addLong(progress.events())
                .addLong(progress.differencesFound())
                .addString(write(progress.differences()));
    }

    /** The verification, or null when there is none of this id. */
    public Uni<@Nullable Verification> get(SqlClient client, UUID id) {
        return client.preparedQuery("select " + COLUMNS + " from verification where id = $1")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    /** The verification as it stands now, or null when there is none of this id. */
    public Uni<@Nullable Verification> get(UUID id) {
        return get(pool, id);
    }

    /** The last one that was carried through; null when there is none. */
    public Uni<@Nullable Verification> lastThrough() {
        return pool.query("select " + COLUMNS + """
                         from verification
                        where status in ('CLEAN', 'DIFFERENT')
                        order by started_at desc
                        limit 1""").execute().map(this::first);
    }

    private @Nullable Verification first(RowSet<Row> rows) {
        RowIterator<Row> found = rows.iterator();
        return found.hasNext() ? verification(found.next()) : null;
    }

    private Verification verification(Row row) {
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new Verification(
                row.getUUID("id"),
                Status.valueOf(row.getString("status")),
                row.getDouble("progress"),
                row.getOffsetDateTime("started_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                row.getLong("lots"),
                row.getLong("events"),
                row.getLong("differences_found"),
                read(row.getString("differences")),
                row.getString("problem"));
    }

    private String write(List<Difference> differences) {
        try {
            // PostgreSQL has no place for U+0000, and garbage in a writer's store may have it.
            return json.writeValueAsString(differences).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("differences are texts and numbers", e);
        }
    }

    private List<Difference> read(String differences) {
        try {
            return json.readValue(differences, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("differences were written by us", e);
        }
    }
}
