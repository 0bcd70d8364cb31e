package org.lotledger.shipping.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.messaging.ShipmentAnnouncements;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand;
import org.lotledger.shipping.shipment.ShipmentDecider;
import org.lotledger.shipping.shipment.ShipmentEvent;
import org.lotledger.shipping.shipment.ShipmentEvent.DepartureTakenBack;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;

/** The events of shipments: loaded, decided on, appended and announced. */
@ApplicationScoped
public class ShipmentStore {
    private final Aggregate<ShipmentCommand, Shipment, ShipmentEvent> shipments;
    private final EventStore store;
    private final Announcements announcements;

    public ShipmentStore(
            EventStore store,
            Announcements announcements,
            Aggregate<ShipmentCommand, Shipment, ShipmentEvent> shipments) {
        this.shipments = shipments;
        this.store = store;
        this.announcements = announcements;
    }

    @Produces
    @Singleton
    static Aggregate<ShipmentCommand, Shipment, ShipmentEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>(
                "shipment",
                new ShipmentDecider(),
                new JsonEventCodec<>(
                        LotEventText.with(json),
                        Map.of(
                                "shipment-created.v1", ShipmentEvent.ShipmentCreated.class,
                                "shipment-edited.v1", ShipmentEvent.ShipmentEdited.class,
                                "shipment-lots-named.v1", ShipmentEvent.LotsNamed.class,
                                "goods-shipped.v1", ShipmentEvent.GoodsShipped.class,
                                "shipment-voided.v1", ShipmentEvent.ShipmentVoided.class,
                                "shipment-taken-back.v1", ShipmentEvent.DepartureTakenBack.class)),
                ShipmentAnnouncements::of);
    }

    Uni<Versioned<Shipment>> load(SqlClient client, String shipmentNumber) {
        return store.load(client, shipments, shipmentNumber);
    }

    Uni<Map<String, Versioned<Shipment>>> loadAll(SqlClient client, Collection<String> shipmentNumbers) {
        return store.loadAll(client, shipments, shipmentNumbers);
    }

    /** A number that no shipment has. */
    Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('shipment_number')")
                .execute()
                .map(rows -> "S-" + rows.iterator().next().getLong(0))
                .flatMap(number -> load(tx, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    Uni<Appended<Shipment>> execute(
            Command command,
            String shipmentNumber,
            Versioned<Shipment> shipment,
            ShipmentCommand decided,
            Instant recordedAt) {
        return store.execute(
                command.transaction(),
                shipments,
                shipmentNumber,
                shipment,
                decided,
                command.stamp(recordedAt),
                command.traceParent());
    }

    /** Appends what a lost public event says, and keeps that event again. */
    Uni<Versioned<Shipment>> takeBack(
            SqlConnection tx, Versioned<Shipment> shipment, DepartureTakenBack event, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        return store.takeBack(
                tx,
                shipments,
                fact.document().number(),
                shipment,
                event,
                lost,
                new Stamp(fact.recordedAt(), fact.actor()));
    }

    /** Notes that a pending shipment has these lots on a line and no others, because there is no room for more. */
    Uni<Appended<Shipment>> rename(
            SqlConnection tx, String shipmentNumber, Versioned<Shipment> shipment, LotsNamed named, String actor) {
        return store.append(
                tx, shipments, shipmentNumber, shipment, List.of(named), new Stamp(named.recordedAt(), actor), null);
    }

    /** The public events that shipments made, by shipment number, then by their place in the document. */
    Uni<Map<String, Map<String, String>>> eventIds(SqlClient client, Collection<String> shipmentNumbers) {
        return announcements
                .idsByPlace(
                        client, shipmentNumbers.stream().map(shipments::stream).toList())
                .map(byStream -> shipmentNumbers.stream()
                        .collect(Collectors.toMap(
                                number -> number,
                                number -> byStream.getOrDefault(shipments.stream(number), Map.of()))));
    }
}
