package org.lotledger.receiving.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.messaging.ReceiptAnnouncements;
import org.lotledger.receiving.receipt.LotEntry;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptCommand;
import org.lotledger.receiving.receipt.ReceiptCommand.ReceiveGoods;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptDecider;
import org.lotledger.receiving.receipt.ReceiptEvent;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceivingRules;

/** The receipts of this service: facts, decision, events and effects of each command, in the caller's transaction. */
@ApplicationScoped
public class Receipts {
    private final Aggregate<ReceiptCommand, Receipt, ReceiptEvent> receipts;
    private final EventStore store;
    private final Announcements announcements;
    private final CatalogCopies catalog;
    private final LotRows lots;
    private final Moments moments;
    private final Pool pool;

    public Receipts(
            EventStore store,
            Announcements announcements,
            CatalogCopies catalog,
            LotRows lots,
            Moments moments,
            Pool pool,
            ObjectMapper json) {
        this.receipts = new Aggregate<>(
                "receipt",
                new ReceiptDecider(),
                new JsonEventCodec<>(
                        json,
                        Map.of(
                                "receipt-created.v1", ReceiptEvent.ReceiptCreated.class,
                                "receipt-lots-entered.v1", ReceiptEvent.LotsEntered.class,
                                "goods-received.v1", ReceiptEvent.GoodsReceived.class,
                                "receipt-voided.v1", ReceiptEvent.ReceiptVoided.class)),
                ReceiptAnnouncements::of);
        this.store = store;
        this.announcements = announcements;
        this.catalog = catalog;
        this.lots = lots;
        this.moments = moments;
        this.pool = pool;
    }

    /**
     * A receipt with what is to be shown beside it.
     *
     * @param problems what forbids receiving it now; empty unless it is pending
     * @param eventIds the public events it made, by their place in the document
     */
    public record Shown(
            Receipt.Existing receipt, long version, List<Violation> problems, Map<String, String> eventIds) {}

    /** What a command made of a receipt. */
    public record Outcome(Shown shown, List<EventId> announced) {}

    /** A number for a receipt that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('receipt_number')")
                .execute()
                .map(rows -> "R-" + rows.iterator().next().getLong(0))
                .flatMap(number -> store.load(tx, receipts, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** The receipt of this number, as it is. */
    public Uni<Versioned<Receipt>> load(SqlClient client, String receiptNumber) {
        return store.load(client, receipts, receiptNumber);
    }

    /** Saves a new receipt. */
    public Uni<Outcome> create(
            Command command,
            String receiptNumber,
            Collection<String> itemCodes,
            Collection<String> locations,
            BiFunction<Catalog, Moment, ReceiptCommand> create) {
        return load(command.transaction(), receiptNumber)
                .flatMap(none -> catalog.require(command, itemCodes, locations)
                        .flatMap(known ->
                                execute(command, receiptNumber, none, create.apply(known, moments.of(command)))))
                .call(appended -> catalog.claimFirstUses(command, itemCodes))
                .flatMap(appended -> saved(command, receiptNumber, appended));
    }

    /** Changes a pending receipt in a way that books nothing. */
    public Uni<Outcome> change(
            Command command,
            String receiptNumber,
            Versioned<Receipt> receipt,
            BiFunction<Catalog, Moment, ReceiptCommand> change) {
        return catalog.require(command, itemCodes(receipt), List.of())
                .flatMap(known -> execute(command, receiptNumber, receipt, change.apply(known, moments.of(command))))
                .flatMap(appended -> saved(command, receiptNumber, appended));
    }

    /** Takes the goods of a receipt into stock. */
    public Uni<Outcome> receive(Command command, String receiptNumber, Versioned<Receipt> receipt) {
        Collection<LotRef> named = receipt.state() instanceof Receipt.Existing existing
                ? ReceivingRules.lotsOf(existing.content())
                : List.of();
        return catalog.require(command, itemCodes(receipt), locations(receipt))
                .flatMap(known -> lots.lock(command.transaction(), named)
                        .flatMap(locked -> execute(
                                command, receiptNumber, receipt, new ReceiveGoods(known, locked, moments.of(command)))))
                .call(appended -> book(command, appended))
                .flatMap(appended -> saved(command, receiptNumber, appended));
    }

    private Uni<Appended<Receipt>> execute(
            Command command, String receiptNumber, Versioned<Receipt> receipt, ReceiptCommand decided) {
        return store.execute(
                command.transaction(),
                receipts,
                receiptNumber,
                receipt,
                decided,
                command.stamp(latestRecordedAt(decided)),
                command.traceParent());
    }

    private static @Nullable Instant latestRecordedAt(ReceiptCommand decided) {
        return decided instanceof ReceiveGoods(var known, Map<UUID, KnownLot> locked, var moment)
                ? moment.recordedAt(locked.values())
                : null;
    }

    private Uni<Void> book(Command command, Appended<Receipt> appended) {
        if (!(appended.document().state() instanceof Receipt.Received(var content))) {
            return Uni.createFrom().voidItem();
        }
        List<LotRows.Booked> booked = new ArrayList<>();
        for (ReceiptLine line : content.lines()) {
            if (line.lotTracked()) {
                for (LotEntry lot : line.lots()) {
                    booked.add(new LotRows.Booked(new LotRef(line.itemCode(), lot.lotNumber()), lot.expirationDate()));
                }
            } else if (line.inventoried()) {
                booked.add(new LotRows.Booked(new LotRef(line.itemCode(), null), null));
            }
        }
        return lots.book(
                command.transaction(),
                booked,
                true,
                Objects.requireNonNull(content.occurredAt()),
                content.recordedAt());
    }

    private Uni<Outcome> saved(Command command, String receiptNumber, Appended<Receipt> appended) {
        Receipt.Existing receipt = (Receipt.Existing) appended.document().state();
        ReceiptContent content = receipt.content();
        return command.transaction()
                .preparedQuery("""
                        insert into receipt
                            (receipt_number, status, source, party_code, item_codes, lot_numbers, reference_values)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (receipt_number) do update
                        set status = excluded.status, party_code = excluded.party_code,
                            item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
                            reference_values = excluded.reference_values""")
                .execute(Tuple.of(
                                receiptNumber,
                                receipt.status().name(),
                                content.source().name(),
                                content.party().code(),
                                content.lines().stream()
                                        .map(ReceiptLine::itemCode)
                                        .distinct()
                                        .toArray(String[]::new),
                                content.lines().stream()
                                        .flatMap(line -> line.lots().stream())
                                        .map(lot -> lot.lotNumber().value())
                                        .distinct()
                                        .toArray(String[]::new))
                        .addArrayOfString(content.references().values().toArray(String[]::new)))
                .flatMap(saved -> show(command.transaction(), Map.of(receiptNumber, appended.document())))
                .map(shown -> new Outcome(shown.getFirst(), appended.announced()));
    }

    /** One receipt as it is shown; null when there is none. */
    public Uni<@Nullable Shown> find(String receiptNumber) {
        return load(pool, receiptNumber)
                .flatMap(receipt -> receipt.exists()
                        ? show(pool, Map.of(receiptNumber, receipt)).map(List::getFirst)
                        : Uni.createFrom().nullItem());
    }

    /** A receipt of this version with what is to be shown beside it. */
    public Uni<Shown> shown(SqlClient client, String receiptNumber, Versioned<Receipt> receipt) {
        return show(client, Map.of(receiptNumber, receipt)).map(List::getFirst);
    }

    /** What a list of receipts may be narrowed to; null where it is not. */
    public record Filter(
            @Nullable String status,
            @Nullable String source,
            @Nullable String party,
            @Nullable String itemCode,
            @Nullable String lotNumber,
            @Nullable String reference) {}

    /** A place in the list, newest first, and the receipt there. */
    public record Listed(long position, Shown shown) {}

    /** The receipts before a place in the list, newest first. */
    public Uni<List<Listed>> list(Filter filter, long beforePosition, int limit) {
        return pool.preparedQuery("""
                        select receipt_number, position from receipt
                        where position < $1
                          and ($2::text is null or status = $2)
                          and ($3::text is null or source = $3)
                          and ($4::text is null or party_code = $4)
                          and ($5::text is null or item_codes @> array[$5])
                          and ($6::text is null or lot_numbers @> array[$6])
                          and ($7::text is null or reference_values @> array[$7])
                        order by position desc
                        limit $8""")
                .execute(Tuple.tuple()
                        .addLong(beforePosition)
                        .addString(filter.status())
                        .addString(filter.source())
                        .addString(filter.party())
                        .addString(filter.itemCode())
                        .addString(filter.lotNumber())
                        .addString(filter.reference())
                        .addInteger(limit))
                .flatMap(rows -> {
                    List<String> numbers = new ArrayList<>();
                    List<Long> positions = new ArrayList<>();
                    rows.forEach(row -> {
                        numbers.add(row.getString("receipt_number"));
                        positions.add(row.getLong("position"));
                    });
                    return store.loadAll(pool, receipts, numbers)
                            .flatMap(found -> show(pool, found))
                            .map(shown -> {
                                List<Listed> listed = new ArrayList<>();
                                for (int i = 0; i < shown.size(); i++) {
                                    listed.add(new Listed(positions.get(i), shown.get(i)));
                                }
                                return listed;
                            });
                });
    }

    private Uni<List<Shown>> show(SqlClient client, Map<String, Versioned<Receipt>> found) {
        List<LotRef> named = new ArrayList<>();
        List<String> itemCodes = new ArrayList<>();
        List<String> places = new ArrayList<>();
        found.values().forEach(receipt -> {
            itemCodes.addAll(itemCodes(receipt));
            places.addAll(locations(receipt));
            if (receipt.state() instanceof Receipt.Pending(var content)) {
                named.addAll(ReceivingRules.lotsOf(content));
            }
        });
        List<String> streams = found.keySet().stream().map(receipts::stream).toList();
        return catalog.read(client, itemCodes, places)
                .flatMap(known -> lots.read(client, named)
                        .flatMap(knownLots -> announcements
                                .idsByPlace(client, streams)
                                .map(ids -> found.entrySet().stream()
                                        .map(entry -> shown(
                                                entry.getValue(),
                                                known,
                                                knownLots,
                                                ids.getOrDefault(receipts.stream(entry.getKey()), Map.of())))
                                        .toList())));
    }

    private Shown shown(
            Versioned<Receipt> receipt, Catalog known, Map<UUID, KnownLot> knownLots, Map<String, String> eventIds) {
        Receipt.Existing existing = (Receipt.Existing) receipt.state();
        List<Violation> problems = existing instanceof Receipt.Pending(var content)
                ? ReceivingRules.problems(content, known, knownLots, moments.now())
                : List.of();
        return new Shown(existing, receipt.version(), problems, eventIds);
    }

    private static List<String> itemCodes(Versioned<Receipt> receipt) {
        return receipt.state() instanceof Receipt.Existing existing
                ? existing.content().lines().stream()
                        .map(ReceiptLine::itemCode)
                        .distinct()
                        .toList()
                : List.of();
    }

    private static List<String> locations(Versioned<Receipt> receipt) {
        if (!(receipt.state() instanceof Receipt.Existing existing)) {
            return List.of();
        }
        List<String> locations = new ArrayList<>(List.of(existing.content().location()));
        existing.content().lines().forEach(line -> line.lots().forEach(lot -> locations.add(lot.location())));
        return locations;
    }
}
