package org.lotledger.eventsourcing.store;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Commands;

/**
 * Makes the announcements of stored events anew and compares them, byte by byte, with those that are kept. An event says
 * all that its announcements need but for their place in the chain, which is taken from what is kept. Of the events
 * nothing is told but their place.
 */
@ApplicationScoped
public class AnnouncementMapping {
    /** Announcements read at once, some megabytes; an event of a full document has a thousand. */
    static final int ANNOUNCEMENTS_MAX = 5_000;

    private final Pool pool;
    private final String source;
    private final Map<String, Aggregate<?, ?, ?>> aggregates = new TreeMap<>();

    public AnnouncementMapping(Pool pool, EventSourcingSettings settings, @All List<Aggregate<?, ?, ?>> aggregates) {
        this.pool = pool;
        this.source = settings.source();
        aggregates.forEach(aggregate -> this.aggregates.put(aggregate.name(), aggregate));
    }

    /** The place of an event. */
    public record Place(String stream, long version) {
        /** Before all events. */
        public static final Place START = new Place("", 0);
    }

    /**
     * An event whose announcements are not those that are kept.
     *
     * @param eventId of the announcement; null where one that should be kept is not
     * @param stream of the private event
     * @param version of the private event in its stream
     * @param detail what differs
     */
    public record Difference(@Nullable String eventId, String stream, long version, String detail) {}

    /**
     * What became of one page of events.
     *
     * @param checked events of the page
     * @param next the last event of the page; null when there are no more
     */
    public record Checked(
            long checked,
            List<Difference> differences,
            @Nullable Place next) {}

    /** Checks the next events by stream and version, all as they were at one moment. */
    public Uni<Checked> check(Place after, int eventsMax) {
        return Commands.inTransaction(
                pool,
                tx -> tx.query("set transaction isolation level repeatable read read only")
                        .execute()
                        .flatMap(set -> events(tx, after, eventsMax + 1))
                        .flatMap(events -> check(tx, after, events, eventsMax)));
    }

    private static Uni<RowSet<Row>> events(SqlConnection tx, Place after, int rowsMax) {
        return tx.preparedQuery("""
                        select stream, version, type, data::text as data, recorded_at, actor from event
                        where (stream, version) > ($1, $2)
                        order by stream, version
                        limit $3""").execute(Tuple.of(after.stream(), after.version(), rowsMax));
    }

    private Uni<Checked> check(SqlConnection tx, Place after, RowSet<Row> rows, int eventsMax) {
        List<Row> events = list(rows);
        boolean more = events.size() > eventsMax;
        List<Row> page = more ? events.subList(0, eventsMax) : events;
        Place upTo = more ? place(page.getLast()) : null;
        // A row comparison with one null is neither true nor false: without an end the second is left out.
        return tx.preparedQuery("""
                        select a.key, a.sequence, a.topic, a.type, a.body, a.stream, a.version, a.place, a.recorded_at,
                            p.hash as previous_hash
                        from announcement a
                        left join announcement p on p.key = a.key and p.sequence = a.sequence - 1
                        where (a.stream, a.version) > ($1, $2)
                            and ($3::text is null or (a.stream, a.version) <= ($3, $4))
                        order by a.stream, a.version, a.position
                        limit $5""")
                .execute(Tuple.of(
                        after.stream(),
                        after.version(),
                        upTo == null ? null : upTo.stream(),
                        upTo == null ? 0L : upTo.version(),
                        ANNOUNCEMENTS_MAX + 1))
                .map(kept -> compare(page, list(kept), upTo));
    }

    private Checked compare(List<Row> events, List<Row> announcements, @Nullable Place upTo) {
        Map<Place, List<Row>> byPlace = new LinkedHashMap<>();
        announcements.forEach(row ->
                byPlace.computeIfAbsent(place(row), place -> new ArrayList<>()).add(row));
        List<Row> whole =
                announcements.size() > ANNOUNCEMENTS_MAX ? before(events, place(announcements.getLast())) : events;
        Place next = whole.size() < events.size() ? place(whole.getLast()) : upTo;
        List<Difference> differences = new ArrayList<>();
        for (Row event : whole) {
            List<Row> kept = byPlace.remove(place(event));
            compare(event, kept == null ? List.of() : kept, differences);
        }
        if (whole.size() == events.size()) {
            byPlace.values()
                    .forEach(rows -> rows.forEach(
                            row -> differences.add(difference(row, "an announcement of an event that is not there"))));
        }
        return new Checked(whole.size(), differences, next);
    }

    /** The events whose announcements were all read: those before one place, but the first of all in any case. */
    private static List<Row> before(List<Row> events, Place cut) {
        int whole = 1;
        while (whole < events.size() && !place(events.get(whole)).equals(cut)) {
            whole++;
        }
        return events.subList(0, Math.min(whole, events.size()));
    }

    private void compare(Row event, List<Row> kept, List<Difference> differences) {
        List<Draft> drafts = drafts(event);
        if (drafts == null) {
            differences.add(new Difference(
                    null,
                    event.getString("stream"),
                    event.getLong("version"),
                    "an event that cannot be read as one of its kind"));
            return;
        }
        for (int i = 0; i < Math.max(drafts.size(), kept.size()); i++) {
            if (i >= kept.size()) {
                differences.add(new Difference(
                        null,
                        event.getString("stream"),
                        event.getLong("version"),
                        "an announcement about " + drafts.get(i).key() + " is not kept"));
            } else if (i >= drafts.size()) {
                differences.add(difference(kept.get(i), "an announcement that its event does not make"));
            } else {
                String differing = differing(event, drafts.get(i), kept.get(i));
                if (!differing.isEmpty()) {
                    differences.add(difference(kept.get(i), "its event makes another " + differing));
                }
            }
        }
    }

    /** What the event makes; null when the event cannot be read. */
    private @Nullable List<Draft> drafts(Row event) {
        String stream = event.getString("stream");
        Aggregate<?, ?, ?> aggregate = aggregates.get(stream.substring(0, Math.max(0, stream.indexOf(':'))));
        try {
            return aggregate == null ? null : drafts(aggregate, event);
        } catch (RuntimeException harmed) {
            // Whoever harms an event can make anything of it; the message might tell what it says.
            return null;
        }
    }

    private static <E> List<Draft> drafts(Aggregate<?, ?, E> aggregate, Row event) {
        return aggregate
                .announcements()
                .apply(
                        aggregate.codec().fromJson(event.getString("type"), event.getString("data")),
                        new Stamp(event.getOffsetDateTime("recorded_at").toInstant(), event.getString("actor")));
    }

    private String differing(Row event, Draft draft, Row kept) {
        List<String> differing = new ArrayList<>();
        if (!draft.key().equals(kept.getString("key"))) {
            differing.add("key");
        }
        if (!draft.topic().equals(kept.getString("topic"))) {
            differing.add("topic");
        }
        if (!draft.type().equals(kept.getString("type"))) {
            differing.add("type");
        }
        if (!draft.place().equals(kept.getString("place"))) {
            differing.add("place");
        }
        if (!event.getOffsetDateTime("recorded_at").isEqual(kept.getOffsetDateTime("recorded_at"))) {
            differing.add("time of recording");
        }
        if (!bytesFit(draft, kept)) {
            differing.add("body");
        }
        return String.join(", ", differing);
    }

    private boolean bytesFit(Draft draft, Row kept) {
        Buffer previous = kept.getBuffer("previous_hash");
        try {
            byte[] made = draft.body()
                    .bytes(id(kept), previous == null ? null : HexFormat.of().formatHex(previous.getBytes()));
            return Arrays.equals(made, kept.getBuffer("body").getBytes());
        } catch (RuntimeException harmed) {
            // No such event may be announced at all.
            return false;
        }
    }

    private Difference difference(Row announcement, String detail) {
        return new Difference(
                id(announcement), announcement.getString("stream"), announcement.getLong("version"), detail);
    }

    private String id(Row announcement) {
        return new EventId(source, announcement.getString("key"), announcement.getLong("sequence")).toString();
    }

    private static Place place(Row row) {
        return new Place(row.getString("stream"), row.getLong("version"));
    }

    private static List<Row> list(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>(rows.size());
        rows.forEach(list::add);
        return list;
    }
}
