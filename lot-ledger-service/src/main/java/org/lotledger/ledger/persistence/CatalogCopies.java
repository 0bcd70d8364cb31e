package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;
import org.lotledger.events.CatalogEvent;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.eventsourcing.inbox.Arrival;

/** The ledger's copies of items and locations: the newest state of each that has arrived. */
@ApplicationScoped
public class CatalogCopies {

    /** Keeps the states that are newer than what is kept. */
    public Uni<Void> keep(SqlConnection tx, List<Arrival<CatalogEvent>> latest) {
        List<ItemChanged> items = new ArrayList<>();
        List<Long> itemSequences = new ArrayList<>();
        List<LocationChanged> locations = new ArrayList<>();
        List<Long> locationSequences = new ArrayList<>();
        for (Arrival<CatalogEvent> arrival : latest) {
            switch (arrival.event()) {
                case ItemChanged item -> {
                    items.add(item);
                    itemSequences.add(arrival.sequence());
                }
                case LocationChanged location -> {
                    locations.add(location);
                    locationSequences.add(arrival.sequence());
                }
            }
        }
        return keepItems(tx, items, itemSequences).flatMap(kept -> keepLocations(tx, locations, locationSequences));
    }

    private static Uni<Void> keepItems(SqlConnection tx, List<ItemChanged> items, List<Long> sequences) {
        return items.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("""
                                insert into item as known (item_code, sequence, description, unit, gtin, lot_tracked)
                                select *
                                from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[])
                                    n (item_code, sequence, description, unit, gtin, lot_tracked)
                                order by n.item_code collate "C"
                                on conflict (item_code) do update
                                set sequence = excluded.sequence,
                                    description = excluded.description,
                                    unit = excluded.unit,
                                    gtin = excluded.gtin,
                                    lot_tracked = excluded.lot_tracked
                                where known.sequence < excluded.sequence""")
                        .execute(Tuple.tuple()
                                .addArrayOfString(items.stream()
                                        .map(ItemChanged::itemCode)
                                        .toArray(String[]::new))
                                .addArrayOfLong(sequences.toArray(Long[]::new))
                                .addArrayOfString(items.stream()
                                        .map(ItemChanged::description)
                                        .toArray(String[]::new))
                                .addArrayOfString(
                                        items.stream().map(ItemChanged::unit).toArray(String[]::new))
                                .addArrayOfString(
                                        items.stream().map(ItemChanged::gtin).toArray(String[]::new))
                                .addArrayOfBoolean(items.stream()
                                        .map(ItemChanged::lotTracked)
                                        .toArray(Boolean[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> keepLocations(SqlConnection tx, List<LocationChanged> locations, List<Long> sequences) {
        return locations.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("""
                                insert into location as known (location, sequence, name, gln, address, net_stock)
                                select *
                                from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[])
                                    n (location, sequence, name, gln, address, net_stock)
                                order by n.location collate "C"
                                on conflict (location) do update
                                set sequence = excluded.sequence,
                                    name = excluded.name,
                                    gln = excluded.gln,
                                    address = excluded.address,
                                    net_stock = excluded.net_stock
                                where known.sequence < excluded.sequence""")
                        .execute(Tuple.tuple()
                                .addArrayOfString(locations.stream()
                                        .map(LocationChanged::location)
                                        .toArray(String[]::new))
                                .addArrayOfLong(sequences.toArray(Long[]::new))
                                .addArrayOfString(locations.stream()
                                        .map(LocationChanged::name)
                                        .toArray(String[]::new))
                                .addArrayOfString(locations.stream()
                                        .map(LocationChanged::gln)
                                        .toArray(String[]::new))
                                .addArrayOfJsonObject(locations.stream()
                                        .map(location -> address(location.address()))
                                        .toArray(JsonObject[]::new))
                                .addArrayOfBoolean(locations.stream()
                                        .map(LocationChanged::netStock)
                                        .toArray(Boolean[]::new)))
                        .replaceWithVoid();
    }

    private static @Nullable JsonObject address(@Nullable Address address) {
        return address == null
                ? null
                : new JsonObject()
                        .put("street", address.street())
                        .put("city", address.city())
                        .put("state", address.state())
                        .put("postalCode", address.postalCode())
                        .put("country", address.country())
                        .put("phone", address.phone());
    }
}
