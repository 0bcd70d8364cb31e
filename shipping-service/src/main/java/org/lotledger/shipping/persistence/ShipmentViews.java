package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.shipment.Partner;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.shipment.ShippingRules;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;

/** Shipments as they are found and shown, with what forbids shipping them and the public events that they made. */
@ApplicationScoped
public class ShipmentViews {
    private final ShipmentStore store;
    private final StockFacts facts;
    private final Pool pool;

    public ShipmentViews(ShipmentStore store, StockFacts facts, Pool pool) {
        this.store = store;
        this.facts = facts;
        this.pool = pool;
    }

    /**
     * A shipment with what is to be shown beside it.
     *
     * @param problems what forbids shipping it now; empty unless it is pending
     * @param eventIds the public events it made, by their place in the document
     */
    public record Shown(
            Shipment.Existing shipment, long version, List<Violation> problems, Map<String, String> eventIds) {}

    /** Keeps what a shipment is found by. */
    Uni<Void> keep(SqlConnection tx, Shipment.Existing shipment) {
        ShipmentContent content = shipment.content();
        Partner party = content.party();
        return tx.preparedQuery("""
                        insert into shipment
                            (shipment_number, status, purpose, party_code, item_codes, lot_numbers, reference_values)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (shipment_number) do update
                        set status = excluded.status, party_code = excluded.party_code,
                            item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
                            reference_values = excluded.reference_values""")
                .execute(Tuple.of(
                                content.shipmentNumber(),
                                shipment.status().name(),
                                content.purpose().name(),
                                party == null ? null : party.code(),
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
                .replaceWithVoid();
    }

    /** One shipment as it is shown; null when there is none. */
    public Uni<@Nullable Shown> find(String shipmentNumber) {
        return store.load(pool, shipmentNumber)
                .flatMap(shipment -> shipment.exists()
                        ? show(pool, shipmentNumber, shipment)
                        : Uni.createFrom().nullItem());
    }

    /** A shipment of this version with what is to be shown beside it. */
    public Uni<Shown> show(SqlClient client, String shipmentNumber, Versioned<Shipment> shipment) {
        return showAll(client, Map.of(shipmentNumber, shipment)).map(List::getFirst);
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
                    Map<String, Long> positions = new HashMap<>();
                    rows.forEach(row -> {
                        numbers.add(row.getString("shipment_number"));
                        positions.put(row.getString("shipment_number"), row.getLong("position"));
                    });
                    return store.loadAll(pool, numbers)
                            .flatMap(found -> showAll(pool, found))
                            .map(shown -> shown.stream()
                                    .map(one -> new Listed(
                                            positions.getOrDefault(
                                                    one.shipment().content().shipmentNumber(), 0L),
                                            one))
                                    .toList());
                });
    }

    private Uni<List<Shown>> showAll(SqlClient client, Map<String, Versioned<Shipment>> found) {
        return problems(client, found)
                .flatMap(problems -> store.eventIds(client, found.keySet())
                        .map(eventIds -> found.entrySet().stream()
                                .map(entry -> new Shown(
                                        (Shipment.Existing) entry.getValue().state(),
                                        entry.getValue().version(),
                                        problems.getOrDefault(entry.getKey(), List.of()),
                                        eventIds.getOrDefault(entry.getKey(), Map.of())))
                                .toList()));
    }

    private Uni<Map<String, List<Violation>>> problems(SqlClient client, Map<String, Versioned<Shipment>> found) {
        List<ShipmentContent> pending = new ArrayList<>();
        found.values().forEach(shipment -> {
            if (shipment.state() instanceof Shipment.Pending(var content)) {
                pending.add(content);
            }
        });
        if (pending.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Set<String> itemCodes = new HashSet<>();
        Set<String> locations = new HashSet<>();
        Set<LotRef> lots = new HashSet<>();
        pending.stream().map(ShipmentNeeds::toShip).forEach(needs -> {
            itemCodes.addAll(needs.itemCodes());
            locations.addAll(needs.locations());
            lots.addAll(needs.lots());
        });
        StockFacts.Needs shared = new StockFacts.Needs(itemCodes, locations, lots, null, null);
        return facts.read(client, shared)
                .flatMap(known -> Multi.createFrom()
                        .iterable(pending)
                        .onItem()
                        .transformToUniAndConcatenate(content -> factsOf(client, content, known)
                                .map(ofOne -> Map.entry(
                                        content.shipmentNumber(), ShippingRules.problemsOfShipping(content, ofOne))))
                        .collect()
                        .asMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Facts of its own only for a shipment that needs more than the lots as they are. */
    private Uni<Facts> factsOf(SqlClient client, ShipmentContent content, Facts shared) {
        return content.occurredAt() == null && content.source().isEmpty()
                ? Uni.createFrom().item(shared)
                : facts.read(client, ShipmentNeeds.toShip(content));
    }
}
