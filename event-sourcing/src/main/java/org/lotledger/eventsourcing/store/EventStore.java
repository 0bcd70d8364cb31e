package org.lotledger.eventsourcing.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Decision;

/**
 * Streams of private events in PostgreSQL: loaded by folding, appended at an expected version, announced in the same
 * transaction.
 */
@ApplicationScoped
public class EventStore {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Announcements announcements;

    public EventStore(Announcements announcements) {
        this.announcements = announcements;
    }

    /** What a command left behind: the new state, and the ids of the public events it made, in order. */
    public record Appended<S>(Versioned<S> document, List<EventId> announced) {}

    /** The document's state; version 0 when there is none. */
    public <C, S, E> Uni<Versioned<S>> load(SqlClient client, Aggregate<C, S, E> aggregate, String id) {
        return client.preparedQuery("""
                        select version, type, data::text from event
                        where stream = $1
                        order by version""").execute(Tuple.of(aggregate.stream(id))).map(rows -> {
            Versioned<S> document = new Versioned<>(aggregate.decider().initial(), 0);
            for (RowIterator<Row> i = rows.iterator(); i.hasNext(); ) {
                document = evolve(aggregate, document, i.next());
            }
            return document;
        });
    }

    /** The states of several documents by their ids, in the order asked for; those that do not exist are left out. */
    public <C, S, E> Uni<Map<String, Versioned<S>>> loadAll(
            SqlClient client, Aggregate<C, S, E> aggregate, Collection<String> ids) {
        String[] streams = ids.stream().map(aggregate::stream).toArray(String[]::new);
        return client.preparedQuery("""
                        select stream, version, type, data::text from event
                        where stream = any ($1)
                        order by stream, version""").execute(Tuple.of(streams)).map(rows -> {
            Map<String, Versioned<S>> byStream = new LinkedHashMap<>();
            rows.forEach(row -> byStream.compute(row.getString("stream"), (stream, before) -> {
                Versioned<S> document =
                        before == null ? new Versioned<>(aggregate.decider().initial(), 0) : before;
                return evolve(aggregate, document, row);
            }));
            Map<String, Versioned<S>> byId = new LinkedHashMap<>();
            ids.forEach(id -> {
                Versioned<S> document = byStream.get(aggregate.stream(id));
                if (document != null) {
                    byId.put(id, document);
                }
            });
            return byId;
        });
    }

    private static <C, S, E> Versioned<S> evolve(Aggregate<C, S, E> aggregate, Versioned<S> document, Row row) {
        E event = aggregate.codec().fromJson(row.getString("type"), row.getString("data"));
        return new Versioned<>(aggregate.decider().evolve(document.state(), event), row.getLong("version"));
    }

    /**
     * Decides, appends and announces. Locks and facts that the decision depends on must be taken before, in the same
     * transaction.
     *
     * @return fails with {@link Refusal} when the rules say no, with {@link WrongExpectedVersion} when another
     *     transaction appended first
     */
    public <C, S, E> Uni<Appended<S>> execute(
            SqlConnection tx,
            Aggregate<C, S, E> aggregate,
            String id,
            Versioned<S> document,
            C command,
            Stamp stamp,
            @Nullable String traceParent) {
        return switch (aggregate.decider().decide(document.state(), command)) {
            case Decision.Refused<E>(var violations) -> Uni.createFrom().failure(new Refusal(violations));
            case Decision.Accepted<E>(var events) -> append(tx, aggregate, id, document, events, stamp, traceParent);
        };
    }

    /** Appends what follows from facts without a decision, and announces what it makes. */
    public <C, S, E> Uni<Appended<S>> append(
            SqlConnection tx,
            Aggregate<C, S, E> aggregate,
            String id,
            Versioned<S> document,
            List<E> events,
            Stamp stamp,
            @Nullable String traceParent) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(new Appended<>(document, List.of()));
        }
        String stream = aggregate.stream(id);
        List<Announcements.FromEvent> drafts = new ArrayList<>();
        Long[] versions = new Long[events.size()];
        String[] types = new String[events.size()];
        String[] data = new String[events.size()];
        for (int i = 0; i < events.size(); i++) {
            E event = events.get(i);
            long version = document.version() + 1 + i;
            versions[i] = version;
            types[i] = aggregate.codec().typeOf(event);
            data[i] = aggregate.codec().toJson(event);
            aggregate
                    .announcements()
                    .apply(event, stamp)
                    .forEach(draft -> drafts.add(new Announcements.FromEvent(draft, stream, version)));
        }
        Versioned<S> after = new Versioned<>(
                aggregate.decider().evolveAll(document.state(), events), document.version() + events.size());
        return insert(tx, stream, versions, types, data, stamp)
                .onFailure(EventStore::isUniqueViolation)
                .transform(lost -> new WrongExpectedVersion(stream, document.version()))
                .flatMap(inserted -> announcements.announce(tx, drafts, stamp, traceParent))
                .map(announced -> new Appended<>(after, announced));
    }

    /**
     * Appends a private event for an announcement that the store had lost, and keeps the announcement under its own number
     * and with its own bytes. The counter of its key is locked, and the announcement is the next.
     *
     * @param stamp who wrote the announcement down, and when
     * @return fails with {@link IllegalStateException} when the event does not make these very bytes
     */
    public <C, S, E> Uni<Versioned<S>> takeBack(
            SqlConnection tx,
            Aggregate<C, S, E> aggregate,
            String id,
            Versioned<S> document,
            E event,
            LostAnnouncement<?> lost,
            Stamp stamp) {
        String stream = aggregate.stream(id);
        long version = document.version() + 1;
        List<Draft> drafts = aggregate.announcements().apply(event, stamp);
        String eventId = announcements.idOf(lost).toString();
        if (drafts.size() != 1
                || !drafts.getFirst().key().equals(lost.key())
                || !drafts.getFirst().topic().equals(lost.topic())
                || !drafts.getFirst().type().equals(lost.type())
                || !Arrays.equals(drafts.getFirst().body().bytes(eventId, lost.previousHash()), lost.body())) {
            throw new IllegalStateException(eventId + " is not what this service would have announced");
        }
        return insert(
                        tx,
                        stream,
                        new Long[] {version},
                        new String[] {aggregate.codec().typeOf(event)},
                        new String[] {aggregate.codec().toJson(event)},
                        stamp)
                .flatMap(inserted -> announcements.keepAgain(tx, lost, stream, version, drafts.getFirst(), stamp))
                .replaceWith(new Versioned<>(aggregate.decider().evolve(document.state(), event), version));
    }

    private static Uni<RowSet<Row>> insert(
            SqlConnection tx, String stream, Long[] versions, String[] types, String[] data, Stamp stamp) {
        return tx.preparedQuery("""
                        insert into event (stream, version, type, data, recorded_at, actor)
                        select $1, n.version, n.type, n.data::jsonb, $5, $6
                        from unnest($2::bigint[], $3::text[], $4::text[]) n (version, type, data)""")
                .execute(Tuple.tuple()
                        .addString(stream)
                        .addArrayOfLong(versions)
                        .addArrayOfString(types)
                        .addArrayOfString(data)
                        .addOffsetDateTime(OffsetDateTime.ofInstant(stamp.recordedAt(), ZoneOffset.UTC))
                        .addString(stamp.actor()));
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }
}
