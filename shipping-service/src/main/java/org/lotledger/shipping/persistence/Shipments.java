package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.persistence.StockRows.Held;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand;
import org.lotledger.shipping.shipment.ShipmentCommand.AllocateLots;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentCommand.VoidShipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;

/** What is done with shipments: facts, decision, events and effects of each command, in the caller's transaction. */
@ApplicationScoped
public class Shipments {
    private final ShipmentStore store;
    private final ShipmentViews views;
    private final StockFacts facts;
    private final StockRows stock;
    private final Recordings recordings;
    private final Allocations allocations;
    private final CatalogCopies catalog;

    public Shipments(
            ShipmentStore store,
            ShipmentViews views,
            StockFacts facts,
            StockRows stock,
            Recordings recordings,
            Allocations allocations,
            CatalogCopies catalog) {
        this.store = store;
        this.views = views;
        this.facts = facts;
        this.stock = stock;
        this.recordings = recordings;
        this.allocations = allocations;
        this.catalog = catalog;
    }

    /** What a command made of a shipment, and what it has to say besides. */
    public record Outcome(ShipmentViews.Shown shown, List<EventId> announced, List<Violation> warnings) {
        Outcome withWarnings(List<Violation> more) {
            return new Outcome(shown, announced, more);
        }
    }

    /** A number for a shipment that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return store.nextNumber(tx);
    }

    /** The shipment of this number, as it is. */
    public Uni<Versioned<Shipment>> load(SqlClient client, String shipmentNumber) {
        return store.load(client, shipmentNumber);
    }

    /** Saves a new shipment and reserves what it names. */
    public Uni<Outcome> create(
            Command command, String shipmentNumber, Needs needs, Function<Facts, ShipmentCommand> create) {
        return load(command.transaction(), shipmentNumber)
                .flatMap(none -> decide(command, shipmentNumber, none, needs, create))
                .call(appended -> reserve(command, appended, Set.of()))
                .call(appended -> catalog.claimFirstUses(command, needs.itemCodes()))
                .flatMap(appended -> outcome(command, shipmentNumber, appended));
    }

    /**
     * Changes a pending shipment, and with it what it reserves.
     *
     * @param asked what the change needs to know besides what the shipment itself does
     */
    public Uni<Outcome> change(
            Command command,
            String shipmentNumber,
            Versioned<Shipment> shipment,
            Needs asked,
            Function<Facts, ShipmentCommand> change) {
        ShipmentContent before = contentOf(shipment);
        return decide(
                        command,
                        shipmentNumber,
                        shipment,
                        ShipmentNeeds.toChange(before).and(asked),
                        change)
                .call(appended -> reserve(command, appended, before.lotsNamed()))
                .call(appended -> catalog.claimFirstUses(command, asked.itemCodes()))
                .flatMap(appended -> outcome(command, shipmentNumber, appended));
    }

    /** Names lots for everything that is open, as far as there are any; says what stays open. */
    public Uni<Outcome> allocate(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        ShipmentContent before = contentOf(shipment);
        return allocations
                .candidates(command.transaction(), before, before.lines())
                .flatMap(candidates -> decide(
                        command,
                        shipmentNumber,
                        shipment,
                        ShipmentNeeds.toAllocate(before, candidates),
                        known -> new AllocateLots(candidates, known)))
                .call(appended -> reserve(command, appended, before.lotsNamed()))
                .flatMap(appended -> outcome(command, shipmentNumber, appended))
                .flatMap(outcome -> allocations
                        .warnings(
                                command.transaction(),
                                outcome.shown().shipment().content())
                        .map(outcome::withWarnings));
    }

    /** Gives a pending shipment up; what it reserved is free again. */
    public Uni<Outcome> giveUp(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        ShipmentContent before = contentOf(shipment);
        return decide(
                        command,
                        shipmentNumber,
                        shipment,
                        ShipmentNeeds.toChange(before),
                        known -> new VoidShipment(known.moment()))
                .call(appended -> reserve(command, appended, before.lotsNamed()))
                .flatMap(appended -> outcome(command, shipmentNumber, appended));
    }

    /** Lets the goods of a shipment leave. */
    public Uni<Outcome> ship(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        return decide(command, shipmentNumber, shipment, ShipmentNeeds.toShip(contentOf(shipment)), ShipGoods::new)
                .call(appended -> remove(command, contentOf(appended.document())))
                .flatMap(appended -> outcome(command, shipmentNumber, appended));
    }

    private Uni<Appended<Shipment>> decide(
            Command command,
            String shipmentNumber,
            Versioned<Shipment> shipment,
            Needs needs,
            Function<Facts, ShipmentCommand> decided) {
        return facts.lock(command, needs)
                .flatMap(known -> store.execute(
                        command,
                        shipmentNumber,
                        shipment,
                        decided.apply(known),
                        known.moment().recordedAt(known.lots().values())));
    }

    private Uni<Void> reserve(Command command, Appended<Shipment> appended, Set<LotRef> before) {
        Shipment.Existing shipment = (Shipment.Existing) appended.document().state();
        List<Held> held = shipment instanceof Shipment.Pending(var content) ? picks(content) : List.of();
        Set<LotRef> affected = new HashSet<>(before);
        held.forEach(one -> affected.add(one.lot()));
        return affected.isEmpty()
                ? Uni.createFrom().voidItem()
                : stock.reserve(command.transaction(), shipment.content().shipmentNumber(), held, affected);
    }

    private Uni<Void> remove(Command command, ShipmentContent content) {
        List<Held> taken = new ArrayList<>(picks(content));
        content.lines().stream()
                .filter(line -> line.inventoried() && !line.lotTracked())
                .forEach(line -> taken.add(new Held(
                        line.lineNumber(), new LotRef(line.itemCode(), null), content.location(), line.quantity())));
        return stock.ship(
                        command.transaction(),
                        content.shipmentNumber(),
                        taken,
                        Objects.requireNonNull(content.occurredAt()),
                        content.recordedAt())
                .flatMap(shipped -> content.source()
                        .map(source -> recordings.takeBack(command.transaction(), source, taken))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static List<Held> picks(ShipmentContent content) {
        List<Held> picks = new ArrayList<>();
        content.lines()
                .forEach(line -> line.lots()
                        .forEach(pick -> picks.add(new Held(
                                line.lineNumber(),
                                new LotRef(line.itemCode(), pick.lotNumber()),
                                pick.location(),
                                pick.quantity()))));
        return picks;
    }

    private Uni<Outcome> outcome(Command command, String shipmentNumber, Appended<Shipment> appended) {
        return views.keep(command.transaction(), (Shipment.Existing)
                        appended.document().state())
                .flatMap(kept -> views.show(command.transaction(), shipmentNumber, appended.document()))
                .map(shown -> new Outcome(shown, appended.announced(), List.of()));
    }

    private static ShipmentContent contentOf(Versioned<Shipment> shipment) {
        return ((Shipment.Existing) shipment.state()).content();
    }
}
