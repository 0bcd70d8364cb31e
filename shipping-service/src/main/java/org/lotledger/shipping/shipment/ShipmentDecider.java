package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.ALREADY_EXISTS;
import static org.lotledger.shipping.shipment.ShipmentRefusal.DOCUMENT_NOT_PENDING;
import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_INVALID;
import static org.lotledger.shipping.shipment.ShipmentRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.ITEM_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_NOT_TRACKED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.OCCURRED_IN_FUTURE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.Facts;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.shipment.ShipmentCommand.ShipGoods;
import org.lotledger.shipping.shipment.ShipmentCommand.VoidShipment;
import org.lotledger.shipping.shipment.ShipmentEvent.GoodsShipped;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentCreated;
import org.lotledger.shipping.shipment.ShipmentEvent.ShipmentVoided;
import org.lotledger.shipping.stock.LotRef;

/** The rules of shipments; what lots may be taken stands in {@link ShippingRules}. */
public final class ShipmentDecider implements Decider<ShipmentCommand, Shipment, ShipmentEvent> {
    /** The decimals that any quantity may have while the item, and so its own scale, is unknown. */
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    @Override
    public Shipment initial() {
        return new Shipment.None();
    }

    @Override
    public Shipment evolve(Shipment state, ShipmentEvent event) {
        return switch (event) {
            case ShipmentCreated(var content) -> new Shipment.Pending(content);
            case LotsNamed(var lineNumber, var lots, var recordedAt) ->
                state instanceof Shipment.Pending(var content)
                        ? new Shipment.Pending(content.withLots(lineNumber, lots))
                        : state;
            case GoodsShipped(var content, var receivedUpTo) -> new Shipment.Shipped(content);
            case ShipmentVoided(var recordedAt) ->
                state instanceof Shipment.Pending(var content) ? new Shipment.Voided(content) : state;
        };
    }

    @Override
    public Decision<ShipmentEvent> decide(Shipment state, ShipmentCommand command) {
        return switch (command) {
            case CreateShipment create -> create(state, create);
            case NameLots name -> nameLots(state, name);
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
        List<Violation> violations = new ArrayList<>();
        Facts facts = create.facts();
        if (facts.catalog().place(create.location()).isEmpty()) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/location", "Location " + create.location() + " does not exist."));
        }
        Instant occurredAt = create.occurredAt();
        if (occurredAt != null && facts.moment().isInFuture(occurredAt)) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + occurredAt + " is in the future: it is "
                            + facts.moment().now() + " now."));
        }
        LocalDate deliverOn =
                Objects.requireNonNullElse(create.deliverOn(), facts.moment().today());
        List<ShipmentLine> lines = new ArrayList<>();
        Set<Integer> lineNumbers = new HashSet<>();
        for (int i = 0; i < create.lines().size(); i++) {
            RequestedLine line = create.lines().get(i);
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        "/lines/" + i + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this shipment twice."));
            }
            ShipmentLine accepted = line(
                    create,
                    line,
                    new ShippingRules.Delivery(deliverOn, create.minimumRemainingDays()),
                    "/lines/" + i,
                    violations);
            if (accepted != null) {
                lines.add(accepted);
            }
        }
        ShipmentContent content = new ShipmentContent(
                create.shipmentNumber(),
                create.purpose(),
                create.party(),
                create.location(),
                create.references(),
                deliverOn,
                create.minimumRemainingDays(),
                occurredAt,
                facts.moment().now(),
                lines);
        if (violations.isEmpty()) {
            // Line by line the lots were there; together they must be there, too.
            violations.addAll(ShippingRules.problemsOfReserving(content, facts));
        }
        return violations.isEmpty() ? Decision.accept(new ShipmentCreated(content)) : Decision.refuse(violations);
    }

    private static @Nullable ShipmentLine line(
            CreateShipment create,
            RequestedLine line,
            ShippingRules.Delivery delivery,
            String pointer,
            List<Violation> violations) {
        int before = violations.size();
        Item item = create.facts().catalog().item(line.itemCode()).orElse(null);
        if (item == null) {
            violations.add(new Violation(
                    ITEM_UNKNOWN, pointer + "/itemCode", "Item " + line.itemCode() + " is not in the catalog."));
        } else if (item.status() == ItemStatus.PENDING) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer + "/itemCode",
                    "Item " + line.itemCode() + " is PENDING: it stands on no document yet."));
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity", violations);
        if (item == null || quantity == null) {
            return null;
        }
        ShipmentLine bare = new ShipmentLine(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                item.inventoried(),
                List.of());
        List<LotPick> picks = picks(
                bare, line.lots(), scale, create.location(), create.facts(), delivery, pointer + "/lots", violations);
        return violations.size() > before ? null : bare.withLots(picks);
    }

    private static List<LotPick> picks(
            ShipmentLine line,
            List<RequestedLot> requested,
            int scale,
            String documentLocation,
            Facts facts,
            ShippingRules.Delivery delivery,
            String pointer,
            List<Violation> violations) {
        if (!line.lotTracked() && !requested.isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer,
                    "Item " + line.itemCode() + " is not tracked by lot: its lines take no lots."));
            return List.of();
        }
        List<LotPick> picks = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            RequestedLot lot = requested.get(i);
            Quantity quantity = quantity(lot.quantity(), scale, pointer + "/" + i + "/quantity", violations);
            if (quantity != null) {
                picks.add(new LotPick(
                        lot.lotNumber(),
                        facts.lot(new LotRef(line.itemCode(), lot.lotNumber()).lotId())
                                .expirationDate(),
                        quantity,
                        lot.location() == null ? documentLocation : lot.location(),
                        lot.overrideReason()));
            }
        }
        if (picks.size() == requested.size()) {
            ShippingRules.problemsOfNaming(line, picks, delivery, facts, pointer, violations);
        }
        return picks;
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private static @Nullable Quantity quantity(
            BigDecimal value, int scale, String pointer, List<Violation> violations) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    private static Decision<ShipmentEvent> nameLots(Shipment state, NameLots name) {
        if (!(state instanceof Shipment.Pending(var content))) {
            return notPending(state, "");
        }
        ShipmentLine line = content.lines().stream()
                .filter(l -> l.lineNumber() == name.lineNumber())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the caller has looked the line up"));
        int scale = name.facts()
                .catalog()
                .item(line.itemCode())
                .map(Item::quantityScale)
                .orElse(SCALE_OF_UNKNOWN_ITEM);
        List<Violation> violations = new ArrayList<>();
        List<LotPick> picks = picks(
                line,
                name.lots(),
                scale,
                content.location(),
                name.facts(),
                new ShippingRules.Delivery(content.deliverOn(), content.minimumRemainingDays()),
                "",
                violations);
        return violations.isEmpty()
                ? Decision.accept(new LotsNamed(
                        name.lineNumber(), picks, name.facts().moment().now()))
                : Decision.refuse(violations);
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
                .forEach(lot ->
                        receivedUpTo.put(lot.lotId(), facts.lot(lot.lotId()).receivedUpTo()));
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
