package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/** What this service has announced, from its own store: the truth that topics and projections are checked against. */
@Path("/announcements")
@Tag(name = "Announcements")
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class AnnouncementResource {
    private final Pool pool;
    private final CommitSignal committed;
    private final String source;

    public AnnouncementResource(Pool pool, CommitSignal committed, EventSourcingSettings settings) {
        this.pool = pool;
        this.committed = committed;
        this.source = settings.source();
    }

    /**
     * One public event with its place in the chain.
     *
     * @param hash lower-case hex SHA-256 of the public bytes
     * @param data the public bytes, as the JSON that they are
     */
    public record Shown(
            String eventId,
            String key,
            long sequence,
            String topic,
            String type,
            String hash,
            @JsonRawValue String data) {}

    /** The end of a key's chain. */
    public record Head(String key, long sequence, String hash) {}

    /** How many announcements were queued again. */
    public record Republished(long announcements) {}

    @GET
    @Operation(summary = "The announcements by key and sequence, all or those of one key")
    public Uni<Page<Shown>> list(
            @QueryParam("key") @Nullable String key,
            @QueryParam("after") @Nullable List<String> after,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        List<String> from = Cursor.keys(cursor, 2);
        return pool.preparedQuery("""
                        select key, sequence, topic, type, hash, body from announcement
                        where (key, sequence) > ($1, $2) and ($3::text is null or key = $3)
                        order by key, sequence
                        limit $4""")
                .execute(Tuple.of(
                        from == null ? "" : from.getFirst(),
                        from == null ? 0L : sequenceOf(from.getLast()),
                        key,
                        rowsMax + 1))
                .map(rows -> {
                    List<Row> read = new ArrayList<>();
                    rows.forEach(read::add);
                    return Page.of(
                            read,
                            rowsMax,
                            this::shown,
                            row -> Cursor.after(row.getString("key"), Long.toString(row.getLong("sequence"))));
                });
    }

    @GET
    @Path("/heads")
    @Operation(summary = "The last announcement of every key")
    public Uni<Page<Head>> heads(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        List<String> from = Cursor.keys(cursor, 1);
        return pool.preparedQuery("""
                        select key, sequence, hash from announcement_counter
                        where key > $1 and sequence > 0
                        order by key
                        limit $2""")
                .execute(Tuple.of(from == null ? "" : from.getFirst(), rowsMax + 1))
                .map(rows -> {
                    List<Head> heads = new ArrayList<>();
                    rows.forEach(row -> heads.add(
                            new Head(row.getString("key"), row.getLong("sequence"), hex(row.getBuffer("hash")))));
                    return Page.of(heads, rowsMax, head -> head, head -> Cursor.after(head.key()));
                });
    }

    @POST
    @Path("/republish")
    @Operation(summary = "Queues every announcement again, in its order; consumers drop what they know")
    public Uni<Republished> republish() {
        return pool.preparedQuery("""
                        insert into outbox (key, sequence)
                        select key, sequence from announcement
                        order by position""")
                .execute()
                .invoke(committed::raise)
                .map(queued -> new Republished(queued.rowCount()));
    }

    private Shown shown(Row row) {
        String key = row.getString("key");
        long sequence = row.getLong("sequence");
        return new Shown(
                new EventId(source, key, sequence).toString(),
                key,
                sequence,
                row.getString("topic"),
                row.getString("type"),
                hex(row.getBuffer("hash")),
                row.getBuffer("body").toString(StandardCharsets.UTF_8));
    }

    private static String hex(Buffer hash) {
        return HexFormat.of().formatHex(hash.getBytes());
    }

    private static long sequenceOf(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "/cursor", "cursor is not one that this list has given out.");
        }
    }
}
