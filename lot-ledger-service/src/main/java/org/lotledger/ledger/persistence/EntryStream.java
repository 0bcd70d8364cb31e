package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.ledger.epcis.LotClass;
import org.lotledger.ledger.epcis.Surroundings;
import org.lotledger.ledger.lot.Entry;

/**
 * All histories in one, in the order in which they were recorded, for EPCIS. The filters here may let through more than was
 * asked for: corrections and assemblies are told of other times and lots than their own entries.
 */
@ApplicationScoped
public class EntryStream {
    /** Lots that one question may mean. */
    public static final int LOTS_MAX = 10_000;

    /** Nobody records what has not happened yet, but for a clock that is a minute ahead. */
    private static final Duration RECORDED_BEFORE_OCCURRED_MAX = Duration.ofDays(1);

    private static final String ASSEMBLY = "('ASSEMBLY_ISSUE', 'ASSEMBLY_OUTPUT', 'ASSEMBLY_UNISSUE')";
    private static final String TOLD_ELSEWHERE =
            "(t.reason in " + ASSEMBLY + " or t.reason in ('RECEIPT_CORRECTION', 'SHIPMENT_CORRECTION'))";

    private final Pool pool;

    public EntryStream(Pool pool) {
        this.pool = pool;
    }

    /**
     * Which entries to read; what is null does not narrow the stream.
     *
     * @param from the earliest time of happening
     * @param before the time of happening up to which, without itself
     * @param kinds types or reasons
     * @param lots lots, and the assemblies that they are part of
     */
    public record Filter(
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable Collection<String> kinds,
            @Nullable Collection<UUID> lots) {}

    /** The place of an entry in the stream. */
    public record Place(Instant recordedAt, UUID lotId, String source, long sequence) {
        public static Place of(Entry entry) {
            return new Place(entry.recordedAt(), entry.lotId(), entry.source(), entry.sequence());
        }
    }

    /** Entries, and all that is needed to tell them. */
    public record Chunk(List<Entry> entries, Surroundings around) {}

    /** What a lot's assemblies are, and what came out of them. */
    private record Assemblies(String[] numbers, UUID[] outputs) {}

    /** The lots of these classes, at most one more than {@link #LOTS_MAX}. */
    public Uni<List<UUID>> lots(Collection<LotClass> classes) {
        List<UUID> ids = new ArrayList<>();
        List<String> gtins = new ArrayList<>();
        List<@Nullable String> numbers = new ArrayList<>();
        for (LotClass one : classes) {
            switch (one) {
                case LotClass.OfLotId(var lotId) -> ids.add(lotId);
                case LotClass.OfGtin(var gtin14, var lotNumber) -> {
                    gtins.add(gtin14);
                    numbers.add(lotNumber);
                }
                case LotClass.Foreign() -> {}
            }
        }
        return pool.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        select l.lot_id
                        from unnest($1::text[], $2::text[]) c (gtin_14, lot_number)
                        join item i on i.gtin_14 = c.gtin_14
                        join lot l on l.item_code = i.item_code
                            and (c.lot_number is null or l.lot_number = c.lot_number)
                        union
                        select unnest($3::uuid[])
                        limit $4""")
                .execute(Tuple.of(
                        gtins.toArray(String[]::new),
                        numbers.toArray(String[]::new),
                        ids.toArray(UUID[]::new),
                        LOTS_MAX + 1))
                .map(rows -> {
                    List<UUID> lots = new ArrayList<>(rows.size());
                    rows.forEach(row -> lots.add(row.getUUID(0)));
                    return lots;
                });
    }

    /** The entries from a place on, at most {@code limit}; from the beginning if there is none. */
    public Uni<Chunk> from(Filter filter, @Nullable Place place, int limit) {
        return Snapshot.read(
                pool,
                tx -> assemblies(tx, filter.lots())
                        .flatMap(assemblies -> page(tx, filter, assemblies, place, limit))
                        .flatMap(entries -> related(tx, entries)
                                .flatMap(related ->
                                        surroundings(tx, related).map(around -> new Chunk(entries, around)))));
    }

    private static Uni<Assemblies> assemblies(SqlConnection tx, @Nullable Collection<UUID> lots) {
        if (lots == null) {
            return Uni.createFrom().item(new Assemblies(new String[0], new UUID[0]));
        }
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with assembly as (
                            select distinct t."references" ->> 'assembly' as number
                            from lot_transaction t
                            where t.lot_id = any ($1) and t.reason in\s""" + ASSEMBLY + """
                        )
                        select coalesce(array_agg(distinct a.number), '{}') as numbers,
                            coalesce(array_agg(distinct o.lot_id) filter (where o.lot_id is not null), '{}') as outputs
                        from assembly a
                        left join lot_transaction o
                            on o."references" ->> 'assembly' = a.number and o.reason = 'ASSEMBLY_OUTPUT'
                        where a.number is not null""")
                .execute(Tuple.of(lots.toArray(UUID[]::new)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Assemblies(row.getArrayOfStrings("numbers"), row.getArrayOfUUIDs("outputs")));
    }

    private static Uni<List<Entry>> page(
            SqlConnection tx, Filter filter, Assemblies assemblies, @Nullable Place place, int limit) {
        List<String> conditions = new ArrayList<>();
        List<@Nullable Object> parameters = new ArrayList<>();
        if (place != null) {
            conditions.add("(t.recorded_at, t.lot_id, t.source collate \"C\", t.sequence) >= ("
                    + parameter(parameters, utc(place.recordedAt)) + ", " + parameter(parameters, place.lotId) + ", "
                    + parameter(parameters, place.source) + ", " + parameter(parameters, place.sequence) + ")");
            // The same again for the index, which has these two columns.
            conditions.add("(t.recorded_at, t.lot_id) >= (" + parameter(parameters, utc(place.recordedAt)) + ", "
                    + parameter(parameters, place.lotId) + ")");
        }
        List<String> happened = new ArrayList<>();
        if (filter.from != null) {
            happened.add("t.occurred_at >= " + parameter(parameters, utc(filter.from)));
            conditions.add(
                    "t.recorded_at >= " + parameter(parameters, utc(filter.from.minus(RECORDED_BEFORE_OCCURRED_MAX))));
        }
        if (filter.before != null) {
            happened.add("t.occurred_at < " + parameter(parameters, utc(filter.before)));
        }
        if (!happened.isEmpty()) {
            conditions.add("(" + String.join(" and ", happened) + " or " + TOLD_ELSEWHERE + ")");
        }
        if (filter.kinds != null) {
            conditions.add("(coalesce(t.reason, t.type) = any ("
                    + parameter(parameters, filter.kinds.toArray(String[]::new)) + ") or " + TOLD_ELSEWHERE + ")");
        }
        if (filter.lots != null) {
            conditions.add("(t.lot_id = any (" + parameter(parameters, filter.lots.toArray(UUID[]::new)) + ")"
                    + " or t.reason in " + ASSEMBLY + " and t.\"references\" ->> 'assembly' = any ("
                    + parameter(parameters, assemblies.numbers) + ")"
                    + " or t.reason = 'RECEIPT_CORRECTION' and t.lot_id = any ("
                    + parameter(parameters, assemblies.outputs) + "))");
        }
        String where = conditions.isEmpty() ? "" : "\nwhere " + String.join("\nand ", conditions);
        return tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + "select " + Entries.COLUMNS
                        + "\nfrom lot_transaction t" + where
                        + "\norder by t.recorded_at, t.lot_id, t.source collate \"C\", t.sequence\nlimit "
                        + parameter(parameters, limit))
                .execute(Tuple.tuple(parameters))
                .map(Entries::of);
    }

    private static String parameter(List<@Nullable Object> parameters, Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What the entries correct and what else corrects that, their assemblies, and the holds of lots that are released. */
    private static Uni<List<Entry>> related(SqlConnection tx, List<Entry> entries) {
        List<Entry> all = new ArrayList<>(entries);
        return corrected(tx, entries)
                .invoke(all::addAll)
                .flatMap(corrected -> assembled(tx, all))
                .invoke(all::addAll)
                .flatMap(assembled -> outputCorrections(tx, assembled))
                .invoke(all::addAll)
                .flatMap(corrections -> holds(tx, entries))
                .invoke(all::addAll)
                .replaceWith(all);
    }

    private static Uni<List<Entry>> corrected(SqlConnection tx, List<Entry> entries) {
        UUID[] lots = lots(
                entries,
                entry -> entry.is(AdjustmentReason.RECEIPT_CORRECTION)
                        || entry.is(AdjustmentReason.SHIPMENT_CORRECTION));
        return lots.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + "select " + Entries.COLUMNS + """

                                from lot_transaction t
                                where t.lot_id = any ($1)
                                and (t.reason in ('RECEIPT_CORRECTION', 'SHIPMENT_CORRECTION')
                                    or (t.lot_id, t.source, t.document_type, t.document_number) in (
                                        select c.lot_id, c.source, c.document_type, c.document_number
                                        from lot_transaction c
                                        where c.lot_id = any ($1)
                                        and concat_ws('.', c.source, c.lot_id, c.sequence) = any ($2)))""")
                        .execute(Tuple.of(
                                lots,
                                entries.stream()
                                        .map(Entry::corrects)
                                        .filter(Objects::nonNull)
                                        .toArray(String[]::new)))
                        .map(Entries::of);
    }

    private static Uni<List<Entry>> assembled(SqlConnection tx, List<Entry> entries) {
        String[] numbers = entries.stream()
                .map(Entry::assembly)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        return numbers.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + "select " + Entries.COLUMNS
                                + "\nfrom lot_transaction t\nwhere t.reason in " + ASSEMBLY
                                + "\nand t.\"references\" ->> 'assembly' = any ($1)")
                        .execute(Tuple.of(numbers))
                        .map(Entries::of);
    }

    private static Uni<List<Entry>> outputCorrections(SqlConnection tx, List<Entry> assembled) {
        String[] receipts = assembled.stream()
                .filter(entry -> entry.is(AdjustmentReason.ASSEMBLY_OUTPUT))
                .map(entry -> entry.document().number())
                .distinct()
                .toArray(String[]::new);
        return receipts.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + "select " + Entries.COLUMNS + """

                                from lot_transaction t
                                where t.reason = 'RECEIPT_CORRECTION' and t."references" ->> 'receipt' = any ($1)""")
                        .execute(Tuple.of(receipts))
                        .map(Entries::of);
    }

    private static Uni<List<Entry>> holds(SqlConnection tx, List<Entry> entries) {
        UUID[] lots = lots(entries, entry -> entry.is(AdjustmentReason.RELEASE));
        return lots.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + "select " + Entries.COLUMNS + """

                                from lot_transaction t
                                where t.lot_id = any ($1)
                                and t.reason in ('HOLD', 'QUARANTINE', 'RECALL', 'RELEASE')""")
                        .execute(Tuple.of(lots))
                        .map(Entries::of);
    }

    private static UUID[] lots(List<Entry> entries, java.util.function.Predicate<Entry> which) {
        return entries.stream().filter(which).map(Entry::lotId).distinct().toArray(UUID[]::new);
    }

    private static Uni<Surroundings> surroundings(SqlConnection tx, List<Entry> related) {
        return Entries.lots(tx, related.stream().map(Entry::lotId).toList())
                .flatMap(lots -> Entries.places(tx, Entries.placesNamed(related))
                        .map(places -> new Surroundings(related, lots, places)));
    }
}
