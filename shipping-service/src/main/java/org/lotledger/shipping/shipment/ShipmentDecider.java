package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.ALREADY_EXISTS;
import static org.lotledger.shipping.shipment.ShipmentRefusal.DOCUMENT_NOT_PENDING;
import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_INVALID;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.shipment.ShipmentCommand.AllocateLots;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.EditShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentCommand.VoidShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.DepartureTakenBack;
import org.lotledger.shipping.shipment.ShipmentEvent.GoodsShipped;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentEdited;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.StockGuard;

/**
 * What may be done with a shipment, and when. What it must say stands in {@link ShipmentHead} and {@link
 * ShipmentDraft}, which lots may leave in {@link LotRules}, what stands between it and the door in {@link
 * ShippingRules}.
 */
public final class ShipmentDecider implements Decider<ShipmentCommand, Shipment, ShipmentEvent> {

    @Override
    public Shipment initial() {
        return new Shipment.None();
    }

    @Override
    public Shipment evolve(Shipment state, ShipmentEvent event) {
        return switch (event) {
            case ShipmentCreated(var content) -> new Shipment.Pending(content);
            case ShipmentEdited(var content, var recordedAt) -> new Shipment.Pending(content);
            case LotsNamed(var lineNumber, var lots, var recordedAt) ->
                state instanceof Shipment.Pending(var content)
                        ? new Shipment.Pending(content.withLots(lineNumber, lots))
                        : state;
            case GoodsShipped(var content, var receivedUpTo) -> new Shipment.Shipped(content);
            case DepartureTakenBack lost -> TakenBack.with(state, lost.event());
            case ShipmentVoided(var recordedAt) ->
                state instanceof Shipment.Pending(var content) ? new Shipment.Voided(content) : state;
        };
    }

    @Override
    public Decision<ShipmentEvent> decide(Shipment state, ShipmentCommand command) {
        return switch (command) {
            case CreateShipment create -> create(state, create);
            case EditShipment edit -> edit(state, edit);
            case NameLots name -> nameLots(state, name);
            case AllocateLots allocate -> allocate(state, allocate);
            case ShipGoods ship -> ship(state, ship.facts());
            case VoidShipment give ->
                state instanceof Shipment.Pending
                        ? Decision.accept(new ShipmentVoided(give.moment().now()))
                        : notPending(state, "/status");
        };
    }

    private static Decision<ShipmentEvent> create(Shipment state, CreateShipment create) {
        if (state instanceof Shipment.Existing) {
            return Decision.refuse(
                    ALREADY_EXISTS, "/shipmentNumber", "Shipment " + create.shipmentNumber() + " exists already.");
        }
        Facts facts = create.facts();
        List<Violation> violations = new ArrayList<>();
        ShipmentContent head = ShipmentHead.of(
                create.shipmentNumber(), create.asked(), facts.moment().now(), facts, violations);
        ShipmentContent content = new ShipmentDraft(head, List.of(), facts, violations)
                .with(create.asked().lines(), false);
        return violations.isEmpty() ? Decision.accept(new ShipmentCreated(content)) : Decision.refuse(violations);
    }

    private static Decision<ShipmentEvent> edit(Shipment state, EditShipment edit) {
        if (!(state instanceof Shipment.Pending(var before))) {
            return notPending(state, "");
        }
        List<Violation> violations = new ArrayList<>();
        if (!before.shipmentNumber().equals(edit.shipmentNumber())) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/shipmentNumber",
                    "The number of shipment " + before.shipmentNumber() + " never changes."));
        }
        if (edit.asked().purpose() != before.purpose()) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/purpose",
                    "The purpose of shipment " + before.shipmentNumber() + " is " + before.purpose()
                            + " and never changes: void it and save another one."));
        }
        Facts facts = edit.facts();
        ShipmentContent head =
                ShipmentHead.of(before.shipmentNumber(), edit.asked(), before.recordedAt(), facts, violations);
        // Lots are named for the place where they lie.
        boolean keepsLots = head.location().equals(before.location());
        ShipmentContent content = new ShipmentDraft(head, before.lines(), facts, violations)
                .with(edit.asked().lines(), keepsLots);
        if (!violations.isEmpty()) {
            return Decision.refuse(violations);
        }
        return content.equals(before)
                ? Decision.accept(List.of())
                : Decision.accept(new ShipmentEdited(content, facts.moment().now()));
    }

    private static Decision<ShipmentEvent> nameLots(Shipment state, NameLots name) {
        if (!(state instanceof Shipment.Pending(var content))) {
            return notPending(state, "");
        }
        ShipmentLine line = content.lines().stream()
                .filter(l -> l.lineNumber() == name.lineNumber())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the caller has looked the line up"));
        Facts facts = name.facts();
        int scale =
                facts.catalog().item(line.itemCode()).map(Item::quantityScale).orElse(Quantity.DECIMALS_MAX);
        List<Violation> violations = new ArrayList<>();
        List<LotPick> picks = ShipmentDraft.picks(content, line, name.lots(), scale, facts, "", violations);
        StockGuard.check(
                ShippingRules.takings(line, picks, ""),
                ShippingRules.reservedBy(List.of(line)),
                facts,
                null,
                violations);
        return violations.isEmpty()
                ? Decision.accept(
                        new LotsNamed(name.lineNumber(), picks, facts.moment().now()))
                : Decision.refuse(violations);
    }

    private static Decision<ShipmentEvent> allocate(Shipment state, AllocateLots allocate) {
        if (!(state instanceof Shipment.Pending(var content))) {
            return notPending(state, "/status");
        }
        Fefo fefo = new Fefo(content, allocate.candidates(), allocate.facts());
        int lotsLeft = ShipmentContent.LOTS_MAX - content.lotCount();
        List<ShipmentEvent> named = new ArrayList<>();
        for (ShipmentLine line : content.lines()) {
            List<LotPick> more = fefo.suggest(line, lotsLeft);
            if (!more.isEmpty()) {
                lotsLeft -= more.size();
                named.add(new LotsNamed(
                        line.lineNumber(),
                        merged(line.lots(), more),
                        allocate.facts().moment().now()));
            }
        }
        return Decision.accept(named);
    }

    private record LotAtPlace(LotNumber lotNumber, String location) {}

    private static List<LotPick> merged(List<LotPick> before, List<LotPick> more) {
        Map<LotAtPlace, LotPick> merged = new LinkedHashMap<>();
        before.forEach(pick -> merged.put(new LotAtPlace(pick.lotNumber(), pick.location()), pick));
        more.forEach(pick ->
                merged.merge(new LotAtPlace(pick.lotNumber(), pick.location()), pick, (a, b) -> a.plus(b.quantity())));
        return List.copyOf(merged.values());
    }

    private static Decision<ShipmentEvent> ship(Shipment state, Facts facts) {
        if (!(state instanceof Shipment.Pending(var content))) {
            return notPending(state, "/status");
        }
        List<Violation> problems = ShippingRules.problemsOfShipping(content, facts);
        if (!problems.isEmpty()) {
            return Decision.refuse(problems);
        }
        Map<UUID, Long> receivedUpTo = new HashMap<>();
        content.lotsTaken()
                .forEach(lot -> receivedUpTo.put(lot.lotId(), facts.lot(lot).receivedUpTo()));
        return Decision.accept(new GoodsShipped(
                content.with(
                        facts.moment()
                                .occurredAt(content.occurredAt(), facts.lots().values()),
                        facts.moment().recordedAt(facts.lots().values()),
                        ShippingRules.withKnownDates(content.lines(), facts)),
                receivedUpTo));
    }

    private static Decision<ShipmentEvent> notPending(Shipment state, String pointer) {
        String detail = state instanceof Shipment.Existing existing
                ? "Shipment " + existing.content().shipmentNumber() + " is " + existing.status()
                        + ": only a pending shipment can be changed, shipped or voided."
                : "There is no such shipment.";
        return Decision.refuse(DOCUMENT_NOT_PENDING, pointer, detail);
    }
}
