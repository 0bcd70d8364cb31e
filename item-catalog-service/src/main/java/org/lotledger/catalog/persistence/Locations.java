package org.lotledger.catalog.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.location.LocationCommand;
import org.lotledger.catalog.location.LocationCommand.PutLocation;
import org.lotledger.catalog.location.LocationDecider;
import org.lotledger.catalog.location.LocationEvent;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.catalog.messaging.LocationAnnouncements;
import org.lotledger.events.Address;
import org.lotledger.events.LocationChanged;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;

/** The places: commands on them, within the transaction of the command. */
@ApplicationScoped
public class Locations {
    private final EventStore store;
    private final Aggregate<LocationCommand, Optional<Location>, LocationEvent> aggregate;

    public Locations(EventStore store, Aggregate<LocationCommand, Optional<Location>, LocationEvent> aggregate) {
        this.store = store;
        this.aggregate = aggregate;
    }

    @Produces
    @Singleton
    static Aggregate<LocationCommand, Optional<Location>, LocationEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>(
                "location", new LocationDecider(), LocationEventCodec.of(json), LocationAnnouncements::of);
    }

    public Uni<Appended<Optional<Location>>> put(Command command, PutLocation put) {
        SqlConnection tx = command.transaction();
        String location = put.location().location();
        return lock(tx, location)
                .map(command::stamp)
                .flatMap(stamp -> store.load(tx, aggregate, location)
                        .flatMap(document ->
                                store.execute(tx, aggregate, location, document, put, stamp, command.traceParent()))
                        .call(appended -> appended.announced().isEmpty()
                                ? Uni.createFrom().voidItem()
                                : keep(tx, appended.document(), stamp)));
    }

    /** Makes a place again what a public event that the store had lost says it was: each carries the whole place. */
    public Uni<Void> takeBack(SqlConnection tx, LostAnnouncement<?> lost, LocationChanged changed) {
        Location location =
                new Location(changed.location(), changed.name(), changed.gln(), changed.address(), changed.netStock());
        Stamp stamp = new Stamp(changed.recordedAt(), changed.actor());
        return lock(tx, location.location())
                .flatMap(locked -> store.load(tx, aggregate, location.location()))
                .flatMap(before -> store.takeBack(
                        tx,
                        aggregate,
                        location.location(),
                        before,
                        before.exists() ? new LocationReplaced(location) : new LocationCreated(location),
                        lost,
                        stamp))
                .flatMap(after -> keep(tx, after, stamp));
    }

    /**
     * Makes those who change one place wait for each other, rather than decide in vain.
     *
     * @return when the place's last event was written down; null when it is new
     */
    private static Uni<@Nullable Instant> lock(SqlConnection tx, String location) {
        // A row that is not there yet cannot be locked: two that create it would each hold what the other needs next.
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(location))
                .flatMap(locked -> tx.preparedQuery("select recorded_at from location where location = $1 for update")
                        .execute(Tuple.of(location)))
                .map(rows -> rows.size() == 0
                        ? null
                        : rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    private static Uni<Void> keep(SqlConnection tx, Versioned<Optional<Location>> document, Stamp stamp) {
        Location location = document.state().orElseThrow();
        Address address = location.address();
        return tx.preparedQuery("""
                        insert into location
                            (location, name, gln, street, city, state, postal_code, country, phone, net_stock, version,
                             recorded_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        on conflict (location) do update
                        set name = excluded.name, gln = excluded.gln, street = excluded.street, city = excluded.city,
                            state = excluded.state, postal_code = excluded.postal_code, country = excluded.country,
                            phone = excluded.phone, net_stock = excluded.net_stock, version = excluded.version,
                            recorded_at = excluded.recorded_at""")
                .execute(Tuple.tuple()
                        .addString(location.location())
                        .addString(location.name())
                        .addString(location.gln())
                        .addString(address == null ? null : address.street())
                        .addString(address == null ? null : address.city())
                        .addString(address == null ? null : address.state())
                        .addString(address == null ? null : address.postalCode())
                        .addString(address == null ? null : address.country())
                        .addString(address == null ? null : address.phone())
                        .addBoolean(location.netStock())
                        .addLong(document.version())
                        .addOffsetDateTime(OffsetDateTime.ofInstant(stamp.recordedAt(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
