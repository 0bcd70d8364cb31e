package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.AnnouncementMapping;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/** What this service has announced, from its own store: the truth that topics and projections are checked against. */
@Path("/announcements")
@Tag(name = "Announcements")
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProperty(name = "lots.writer", stringValue = "true")
@RolesAllowed({Role.SERVICE, Role.AUDITOR})
public class AnnouncementResource {
    private final Pool pool;
    private final Commands commands;
    private final AnnouncementMapping mapping;
    private final String source;

    public AnnouncementResource(
            Pool pool, Commands commands, AnnouncementMapping mapping, EventSourcingSettings settings) {
        this.pool = pool;
        this.commands = commands;
        this.mapping = mapping;
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

    /**
     * Whether stored private events make the announcements that are kept.
     *
     * @param checked private events looked at for this answer
     * @param differences those that make others, without saying what they are
     * @param nextCursor how to ask for what follows; null at the end
     */
    public record Mapping(
            long checked,
            List<AnnouncementMapping.Difference> differences,
            @Nullable String nextCursor) {}

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

    @GET
    @Path("/mapping")
    @Operation(
            summary =
                    "Makes the announcements of stored private events anew and compares them with those that are kept",
            description = "For the ledger's verification. Tells where they differ, not what the private events say.")
    public Uni<Mapping> mapping(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        List<String> from = Cursor.keys(cursor, 2);
        return mapping.check(
                        from == null
                                ? AnnouncementMapping.Place.START
                                : new AnnouncementMapping.Place(from.getFirst(), sequenceOf(from.getLast())),
                        Cursor.limit(limit))
                .map(checked -> new Mapping(
                        checked.checked(),
                        checked.differences(),
                        checked.next() == null
                                ? null
                                : Cursor.after(
                                        checked.next().stream(),
                                        Long.toString(checked.next().version()))));
    }

    @POST
    @Path("/republish")
    @Operation(
            summary = "Queues announcements again, in their order; consumers drop what they know",
            description = "All of them, or, with from, that announcement and those of its key that follow it.")
    @RolesAllowed({Role.ADMIN, Role.SERVICE})
    @APIResponse(
            responseCode = "200",
            description = "Queued; the relay sends them",
            content = @Content(schema = @Schema(implementation = Republished.class)))
    public Uni<Response> republish(
            @QueryParam("from") @Nullable String from,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            // Who puts "from" into a body would otherwise have everything sent again.
            command.readNothing();
            SqlConnection tx = command.transaction();
            return (from == null ? queueAll(tx) : queueFrom(tx, from))
                    .map(queued -> command.done(new Republished(queued.rowCount())));
        });
    }

    private static Uni<RowSet<Row>> queueAll(SqlConnection tx) {
        return tx.preparedQuery("""
                        insert into outbox (key, sequence)
                        select key, sequence from announcement
                        order by position""").execute();
    }

    private Uni<RowSet<Row>> queueFrom(SqlConnection tx, String from) {
        EventId first =
                EventId.parse(from).filter(id -> id.source().equals(source)).orElseThrow(() -> unknown(from));
        return tx.preparedQuery("""
                        insert into outbox (key, sequence)
                        select a.key, a.sequence from announcement a
                        where a.key = $1 and a.sequence >= $2
                            and exists (select from announcement where key = $1 and sequence = $2)
                        order by a.sequence""")
                .execute(Tuple.of(first.key(), first.sequence()))
                .invoke(queued -> {
                    if (queued.rowCount() == 0) {
                        throw unknown(from);
                    }
                });
    }

    private static ProblemException unknown(String from) {
        return new ProblemException(
                ProblemCode.FIELD_INVALID,
                "/from",
                "from must name an announcement of this service, not " + from + ".");
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
