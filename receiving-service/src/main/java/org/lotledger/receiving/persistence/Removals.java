package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.lot.KnownDocument;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.lot.Removal;

/** What documents of shipping took of lots, and how much of it came in again. */
@ApplicationScoped
public class Removals {
    /** No location has it in its name. */
    private static final String SEPARATOR = ",";

    private final AssemblyOutputs outputs;

    public Removals(AssemblyOutputs outputs) {
        this.outputs = outputs;
    }

    /** What is known of these documents, with what they took of these lots; documents not heard of are left out. */
    public Uni<Map<NamedDocument, KnownDocument>> read(
            SqlClient client, Collection<NamedDocument> documents, Collection<UUID> lotIds) {
        if (documents.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String[] kinds =
                documents.stream().map(document -> document.kind().name()).toArray(String[]::new);
        String[] numbers = documents.stream().map(NamedDocument::number).toArray(String[]::new);
        return client.preparedQuery("""
                        select r.* from removal r
                        join unnest($1::text[], $2::text[]) n (kind, number) on r.kind = n.kind and r.number = n.number
                        where r.lot_id = any ($3)""")
                .execute(Tuple.of(kinds, numbers, lotIds.toArray(UUID[]::new)))
                .flatMap(ofLots -> client.preparedQuery("""
                                select n.kind, n.number,
                                       max(r.latest_occurred_at) as occurred_at, max(r.latest_recorded_at) as recorded_at
                                from unnest($1::text[], $2::text[]) n (kind, number)
                                join removal r on r.kind = n.kind and r.number = n.number
                                group by n.kind, n.number""")
                        .execute(Tuple.of(kinds, numbers))
                        .map(heard -> {
                            Map<NamedDocument, Map<UUID, Removal>> removals = new HashMap<>();
                            ofLots.forEach(row -> removals.computeIfAbsent(document(row), d -> new HashMap<>())
                                    .put(row.getUUID("lot_id"), removal(row)));
                            Map<NamedDocument, KnownDocument> known = new HashMap<>();
                            heard.forEach(row -> known.put(
                                    document(row),
                                    new KnownDocument(
                                            removals.getOrDefault(document(row), Map.of()),
                                            row.getOffsetDateTime("occurred_at").toInstant(),
                                            row.getOffsetDateTime("recorded_at").toInstant())));
                            return known;
                        }));
    }

    private static NamedDocument document(Row row) {
        return new NamedDocument(Kind.valueOf(row.getString("kind")), row.getString("number"));
    }

    private static Removal removal(Row row) {
        return new Removal(
                new Quantity(row.getBigDecimal("quantity")),
                new Quantity(row.getBigDecimal("taken_back")),
                Set.of(row.getArrayOfStrings("to_locations")),
                row.getOffsetDateTime("first_occurred_at").toInstant(),
                row.getString("event_id"));
    }

    /** Notes that so much of these lots, by lot id, came in again of what a document took; their rows are locked. */
    public Uni<Void> takeBack(SqlConnection tx, NamedDocument document, Map<UUID, Quantity> quantities) {
        return tx.preparedQuery("""
                        update removal
                        set taken_back = removal.taken_back + n.quantity
                        from unnest($3::uuid[], $4::numeric[]) n (lot_id, quantity)
                        where removal.kind = $1 and removal.number = $2 and removal.lot_id = n.lot_id""")
                .execute(Tuple.of(
                        document.kind().name(),
                        document.number(),
                        quantities.keySet().toArray(UUID[]::new),
                        quantities.values().stream().map(Quantity::value).toArray(BigDecimal[]::new)))
                .invoke(updated -> {
                    if (updated.rowCount() != quantities.size()) {
                        throw new IllegalStateException("something came back of " + document + " that never left");
                    }
                })
                .replaceWithVoid();
    }

    private record Key(UUID lotId, NamedDocument document) {}

    /** What events of one batch say about a document and a lot, added up. */
    private record News(
            Quantity quantity,
            Set<String> toLocations,
            Instant firstOccurredAt,
            Instant latestOccurredAt,
            Instant latestRecordedAt,
            String eventId) {

        static News of(LotFact fact) {
            String toLocation = fact.references().get("toLocation");
            return new News(
                    fact.quantityChange().negate(),
                    toLocation == null ? Set.of() : Set.of(toLocation),
                    fact.occurredAt(),
                    fact.occurredAt(),
                    fact.recordedAt(),
                    fact.link().eventId());
        }

        News plus(News later) {
            Set<String> places = new TreeSet<>(toLocations);
            places.addAll(later.toLocations);
            return new News(
                    quantity.plus(later.quantity),
                    places,
                    firstOccurredAt.isBefore(later.firstOccurredAt) ? firstOccurredAt : later.firstOccurredAt,
                    latestOccurredAt.isAfter(later.latestOccurredAt) ? latestOccurredAt : later.latestOccurredAt,
                    latestRecordedAt.isAfter(later.latestRecordedAt) ? latestRecordedAt : later.latestRecordedAt,
                    eventId);
        }
    }

    /** Takes in what events of shipping, in their order, took by documents of which something may come in again. */
    public Uni<Void> apply(SqlConnection tx, List<LotEvent> events) {
        Map<Key, News> news = new LinkedHashMap<>();
        for (LotEvent event : events) {
            NamedDocument document = tookBy(event);
            if (document != null) {
                news.merge(new Key(event.fact().lotId(), document), News.of(event.fact()), News::plus);
            }
        }
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Key> keys = List.copyOf(news.keySet());
        List<News> values = List.copyOf(news.values());
        return tx.preparedQuery("""
                        insert into removal (lot_id, kind, number, to_locations, quantity, first_occurred_at,
                                             latest_occurred_at, latest_recorded_at, event_id)
                        select n.lot_id, n.kind, n.number, string_to_array(n.to_locations, ','), n.quantity,
                               n.first_occurred_at, n.latest_occurred_at, n.latest_recorded_at, n.event_id
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::timestamptz[],
                                    $7::timestamptz[], $8::timestamptz[], $9::text[])
                             n (lot_id, kind, number, to_locations, quantity, first_occurred_at,
                                latest_occurred_at, latest_recorded_at, event_id)
                        order by n.lot_id, n.kind, n.number collate "C"
                        on conflict (lot_id, kind, number) do update
                        set quantity = removal.quantity + excluded.quantity,
                            to_locations = array(select distinct unnest(removal.to_locations || excluded.to_locations)),
                            first_occurred_at = least(removal.first_occurred_at, excluded.first_occurred_at),
                            latest_occurred_at = greatest(removal.latest_occurred_at, excluded.latest_occurred_at),
                            latest_recorded_at = greatest(removal.latest_recorded_at, excluded.latest_recorded_at)""")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(keys.stream().map(Key::lotId).toArray(UUID[]::new))
                        .addArrayOfString(keys.stream()
                                .map(key -> key.document().kind().name())
                                .toArray(String[]::new))
                        .addArrayOfString(keys.stream()
                                .map(key -> key.document().number())
                                .toArray(String[]::new))
                        .addArrayOfString(values.stream()
                                .map(value -> String.join(SEPARATOR, value.toLocations()))
                                .toArray(String[]::new))
                        .addValue(values.stream()
                                .map(value -> value.quantity().value())
                                .toArray(BigDecimal[]::new))
                        .addValue(
                                times(values.stream().map(News::firstOccurredAt).toList()))
                        .addValue(times(
                                values.stream().map(News::latestOccurredAt).toList()))
                        .addValue(times(
                                values.stream().map(News::latestRecordedAt).toList()))
                        .addArrayOfString(values.stream().map(News::eventId).toArray(String[]::new)))
                .flatMap(kept -> outputs.settle(
                        tx,
                        keys.stream()
                                .filter(key -> key.document().kind() == Kind.ASSEMBLY)
                                .map(Key::lotId)
                                .distinct()
                                .toList()));
    }

    private static OffsetDateTime[] times(List<Instant> instants) {
        return instants.stream()
                .map(instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    /** The document by which an event took something that may come in again; null when nothing may. */
    private static @Nullable NamedDocument tookBy(LotEvent event) {
        LotFact fact = event.fact();
        return switch (event) {
            case LotShipped shipped ->
                new NamedDocument(Kind.SHIPMENT, fact.document().number());
            case LotAdjusted(var reason, var same) ->
                switch (reason) {
                    case TRANSFER_OUT -> byReference(fact, Kind.TRANSFER);
                    case ASSEMBLY_ISSUE -> byReference(fact, Kind.ASSEMBLY);
                    default -> null;
                };
            case LotReceived received -> null;
        };
    }

    private static @Nullable NamedDocument byReference(LotFact fact, Kind kind) {
        String number = fact.references().get(kind.reference());
        return number == null ? null : new NamedDocument(kind, number);
    }
}
