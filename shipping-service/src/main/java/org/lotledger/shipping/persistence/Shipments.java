package org.lotledger.shipping.persistence;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.messaging.ShipmentAnnouncements;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand;
import org.lotledger.shipping.shipment.ShipmentCommand.Facts;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentDecider;
import org.lotledger.shipping.shipment.ShipmentEvent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;

/** The shipments of this service: facts, decision, events and effects of each command, in the caller's transaction. */
@ApplicationScoped
public class Shipments {
    private final Aggregate<ShipmentCommand, Shipment, ShipmentEvent> shipments;
    private final EventStore store;
    private final Announcements announcements;
    private final CatalogCopies catalog;
    private final StockRows stock;
    private final Moments moments;
    private final Pool pool;

    public Shipments(
            EventStore store,
            Announcements announcements,
            CatalogCopies catalog,
            StockRows stock,
            Moments moments,
            Pool pool,
            ObjectMapper json) {
        this.shipments = new Aggregate<>(
                "shipment",
                new ShipmentDecider(),
                new JsonEventCodec<>(
                        json,
                        Map.of(
                                "shipment-created.v1", ShipmentEvent.ShipmentCreated.class,
                                "shipment-lots-named.v1", ShipmentEvent.LotsNamed.class,
                                "goods-shipped.v1", ShipmentEvent.GoodsShipped.class,
                                "shipment-voided.v1", ShipmentEvent.ShipmentVoided.class)),
                ShipmentAnnouncements::of);
        this.store = store;
        this.announcements = announcements;
        this.catalog = catalog;
        this.stock = stock;
        this.moments = moments;
        this.pool = pool;
    }

    /** A shipment with the public events it made, by their place in the document. */
    public record Shown(Shipment.Existing shipment, long version, Map<String, String> eventIds) {}

    /** What a command made of a shipment. */
    public record Outcome(Shown shown, List<EventId> announced) {}

    /**
     * What a command needs to know.
     *
     * @param balancesFrom since when as-of balances are needed; null when the shipment is not dated back
     */
    public record Needs(
            Set<String> itemCodes,
            Set<String> locations,
            Set<LotRef> lots,
            @Nullable Instant balancesFrom) {}

    /** A number for a shipment that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('shipment_number')")
                .execute()
                .map(rows -> "S-" + rows.iterator().next().getLong(0))
                .flatMap(number -> store.load(tx, shipments, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** The shipment of this number, as it is. */
    public Uni<Versioned<Shipment>> load(SqlClient client, String shipmentNumber) {
        return store.load(client, shipments, shipmentNumber);
    }

    /** Saves a new shipment and reserves what it names. */
    public Uni<Outcome> create(
            Command command, String shipmentNumber, Needs needs, Function<Facts, ShipmentCommand> create) {
        return load(command.transaction(), shipmentNumber)
                .flatMap(none -> decide(command, shipmentNumber, none, needs, create))
                .call(appended -> reserve(command, appended.document(), needs.lots()))
                .call(appended -> catalog.claimFirstUses(command, needs.itemCodes()))
                .flatMap(appended -> saved(command, shipmentNumber, appended));
    }

    /** Changes what a pending shipment names, and with it what it reserves. */
    public Uni<Outcome> nameLots(
            Command command,
            String shipmentNumber,
            Versioned<Shipment> shipment,
            Collection<LotRef> lots,
            Collection<String> locations,
            Function<Facts, ShipmentCommand> name) {
        Needs held = needsOf(shipment, false);
        Set<LotRef> locked = union(held.lots(), lots);
        Needs needs = new Needs(held.itemCodes(), union(held.locations(), locations), locked, null);
        return decide(command, shipmentNumber, shipment, needs, name)
                .call(appended -> reserve(command, appended.document(), locked))
                .flatMap(appended -> saved(command, shipmentNumber, appended));
    }

    /** Gives a pending shipment up; what it reserved is free again. */
    public Uni<Outcome> giveUp(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        Needs needs = needsOf(shipment, false);
        return decide(
                        command,
                        shipmentNumber,
                        shipment,
                        needs,
                        facts -> new ShipmentCommand.VoidShipment(facts.moment()))
                .call(appended -> reserve(command, appended.document(), needs.lots()))
                .flatMap(appended -> saved(command, shipmentNumber, appended));
    }

    /** Lets the goods of a shipment leave. */
    public Uni<Outcome> ship(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        return decide(command, shipmentNumber, shipment, needsOf(shipment, true), ShipmentCommand.ShipGoods::new)
                .call(appended -> remove(command, shipmentNumber, appended.document()))
                .flatMap(appended -> saved(command, shipmentNumber, appended));
    }

    private Uni<Appended<Shipment>> decide(
            Command command,
            String shipmentNumber,
            Versioned<Shipment> shipment,
            Needs needs,
            Function<Facts, ShipmentCommand> decided) {
        return catalog.require(command, needs.itemCodes(), needs.locations())
                .flatMap(known -> stock.lock(command.transaction(), needs.lots(), needs.balancesFrom())
                        .flatMap(lots -> {
                            Facts facts = new Facts(known, lots, moments.of(command));
                            return store.execute(
                                    command.transaction(),
                                    shipments,
                                    shipmentNumber,
                                    shipment,
                                    decided.apply(facts),
                                    command.stamp(facts.moment().recordedAt(lots.values())),
                                    command.traceParent());
                        }));
    }

    private Uni<Void> reserve(Command command, Versioned<Shipment> shipment, Set<LotRef> locked) {
        if (locked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Shipment.Existing existing = (Shipment.Existing) shipment.state();
        ShipmentContent content = existing.content();
        List<StockRows.Held> held = existing instanceof Shipment.Pending ? picks(content) : List.of();
        return stock.reserve(
                command.transaction(),
                content.shipmentNumber(),
                content.lines().stream().map(ShipmentLine::lineNumber).toArray(Integer[]::new),
                held,
                locked);
    }

    private Uni<Void> remove(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        ShipmentContent content = ((Shipment.Existing) shipment.state()).content();
        List<StockRows.Held> taken = new ArrayList<>(picks(content));
        content.lines().stream()
                .filter(line -> line.inventoried() && !line.lotTracked())
                .forEach(line -> taken.add(new StockRows.Held(
                        line.lineNumber(), new LotRef(line.itemCode(), null), content.location(), line.quantity())));
        return stock.remove(
                command.transaction(),
                shipmentNumber,
                taken,
                Objects.requireNonNull(content.occurredAt()),
                content.recordedAt());
    }

    private static List<StockRows.Held> picks(ShipmentContent content) {
        List<StockRows.Held> picks = new ArrayList<>();
        content.lines()
                .forEach(line -> line.lots()
                        .forEach(pick -> picks.add(new StockRows.Held(
                                line.lineNumber(),
                                new LotRef(line.itemCode(), pick.lotNumber()),
                                pick.location(),
                                pick.quantity()))));
        return picks;
    }

    private static Needs needsOf(Versioned<Shipment> shipment, boolean toShip) {
        if (!(shipment.state() instanceof Shipment.Existing existing)) {
            return new Needs(Set.of(), Set.of(), Set.of(), null);
        }
        ShipmentContent content = existing.content();
        Set<String> itemCodes = new HashSet<>();
        Set<String> locations = new HashSet<>(Set.of(content.location()));
        Set<LotRef> lots = new HashSet<>();
        content.lines().forEach(line -> {
            itemCodes.add(line.itemCode());
            line.lots().forEach(pick -> {
                locations.add(pick.location());
                lots.add(new LotRef(line.itemCode(), pick.lotNumber()));
            });
        });
        return new Needs(
                itemCodes, locations, toShip ? content.lotsTaken() : lots, toShip ? content.occurredAt() : null);
    }

    private static <T> Set<T> union(Collection<T> some, Collection<T> others) {
        Set<T> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private Uni<Outcome> saved(Command command, String shipmentNumber, Appended<Shipment> appended) {
        Shipment.Existing shipment = (Shipment.Existing) appended.document().state();
        ShipmentContent content = shipment.content();
        return command.transaction()
                .preparedQuery("""
                        insert into shipment
                            (shipment_number, status, purpose, party_code, item_codes, lot_numbers, reference_values)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (shipment_number) do update
                        set status = excluded.status, party_code = excluded.party_code,
                            item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
                            reference_values = excluded.reference_values""")
                .execute(Tuple.of(
                                shipmentNumber,
                                shipment.status().name(),
                                content.purpose().name(),
                                content.party().code(),
                                content.lines().stream()
                                        .map(ShipmentLine::itemCode)
                                        .distinct()
                                        .toArray(String[]::new),
                                content.lines().stream()
                                        .flatMap(line -> line.lots().stream())
                                        .map(lot -> lot.lotNumber().value())
                                        .distinct()
                                        .toArray(String[]::new))
                        .addArrayOfString(content.references().values().toArray(String[]::new)))
                .flatMap(saved -> show(command.transaction(), Map.of(shipmentNumber, appended.document())))
                .map(shown -> new Outcome(shown.getFirst(), appended.announced()));
    }

    /** One shipment as it is shown; null when there is none. */
    public Uni<@Nullable Shown> find(String shipmentNumber) {
        return load(pool, shipmentNumber)
                .flatMap(shipment -> shipment.exists()
                        ? show(pool, Map.of(shipmentNumber, shipment)).map(List::getFirst)
                        : Uni.createFrom().nullItem());
    }

    /** A shipment of this version with what is to be shown beside it. */
    public Uni<Shown> shown(SqlClient client, String shipmentNumber, Versioned<Shipment> shipment) {
        return show(client, Map.of(shipmentNumber, shipment)).map(List::getFirst);
    }

    /** What a list of shipments may be narrowed to; null where it is not. */
    public record Filter(
            @Nullable String status,
            @Nullable String purpose,
            @Nullable String party,
            @Nullable String itemCode,
            @Nullable String lotNumber,
            @Nullable String reference) {}

    /** A place in the list, newest first, and the shipment there. */
    public record Listed(long position, Shown shown) {}

    /** The shipments before a place in the list, newest first. */
    public Uni<List<Listed>> list(Filter filter, long beforePosition, int limit) {
        return pool.preparedQuery("""
                        select shipment_number, position from shipment
                        where position < $1
                          and ($2::text is null or status = $2)
                          and ($3::text is null or purpose = $3)
                          and ($4::text is null or party_code = $4)
                          and ($5::text is null or item_codes @> array[$5])
                          and ($6::text is null or lot_numbers @> array[$6])
                          and ($7::text is null or reference_values @> array[$7])
                        order by position desc
                        limit $8""")
                .execute(Tuple.tuple()
                        .addLong(beforePosition)
                        .addString(filter.status())
                        .addString(filter.purpose())
                        .addString(filter.party())
                        .addString(filter.itemCode())
                        .addString(filter.lotNumber())
                        .addString(filter.reference())
                        .addInteger(limit))
                .flatMap(rows -> {
                    List<String> numbers = new ArrayList<>();
                    List<Long> positions = new ArrayList<>();
                    rows.forEach(row -> {
                        numbers.add(row.getString("shipment_number"));
                        positions.add(row.getLong("position"));
                    });
                    return store.loadAll(pool, shipments, numbers)
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

    private Uni<List<Shown>> show(SqlClient client, Map<String, Versioned<Shipment>> found) {
        return announcements
                .idsByPlace(
                        client, found.keySet().stream().map(shipments::stream).toList())
                .map(ids -> found.entrySet().stream()
                        .map(entry -> new Shown(
                                (Shipment.Existing) entry.getValue().state(),
                                entry.getValue().version(),
                                ids.getOrDefault(shipments.stream(entry.getKey()), Map.of())))
                        .toList());
    }
}
