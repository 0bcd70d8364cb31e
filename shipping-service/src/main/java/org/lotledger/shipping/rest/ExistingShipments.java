package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.persistence.ShipmentViews;
import org.lotledger.shipping.persistence.Shipments;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;

/** The shipment that a path names, for those who want to do something with it. */
@ApplicationScoped
public class ExistingShipments {
    private final Shipments shipments;
    private final ShipmentViews views;
    private final ShipmentRights rights;

    public ExistingShipments(Shipments shipments, ShipmentViews views, ShipmentRights rights) {
        this.shipments = shipments;
        this.views = views;
        this.rights = rights;
    }

    /** The shipment, as the caller, who may change it, has seen it. */
    Uni<Versioned<Shipment>> match(Command command, String shipmentNumber) {
        return load(command, shipmentNumber).call(shipment -> requireMatch(command, shipmentNumber, shipment));
    }

    /** The same, and a line of it, which is looked for first. */
    Uni<Versioned<Shipment>> match(Command command, String shipmentNumber, String lineNumber) {
        return load(command, shipmentNumber)
                .invoke(shipment -> line(contentOf(shipment), lineNumber))
                .call(shipment -> requireMatch(command, shipmentNumber, shipment));
    }

    private Uni<Versioned<Shipment>> load(Command command, String shipmentNumber) {
        return shipments
                .load(command.transaction(), shipmentNumber)
                .invoke(shipment -> command.requireFound(shipment, what(shipmentNumber)))
                .call(shipment -> rights.require(command, contentOf(shipment)));
    }

    private Uni<Void> requireMatch(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        return command.requireMatch(
                shipment,
                what(shipmentNumber),
                () -> views.show(command.transaction(), shipmentNumber, shipment)
                        .map(ShipmentView::of));
    }

    /** The shipment as it is shown. */
    Uni<ShipmentViews.Shown> show(String shipmentNumber) {
        return views.find(shipmentNumber).map(shown -> {
            if (shown == null) {
                throw new ProblemException(ProblemCode.NOT_FOUND, what(shipmentNumber) + " does not exist.");
            }
            return shown;
        });
    }

    static ShipmentContent contentOf(Versioned<Shipment> shipment) {
        return ((Shipment.Existing) shipment.state()).content();
    }

    static ShipmentLine line(ShipmentContent content, String lineNumber) {
        List<ShipmentLine> lines = content.lines();
        return lines.stream()
                .filter(line -> Integer.toString(line.lineNumber()).equals(lineNumber))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        what(content.shipmentNumber()) + " has no line " + lineNumber + "; it has "
                                + lines.stream().map(ShipmentLine::lineNumber).toList() + "."));
    }

    static Answer done(Command command, Shipments.Outcome outcome) {
        return command.done(
                outcome.shown().version(), outcome.announced(), ShipmentView.of(outcome.shown(), outcome.warnings()));
    }

    static void requireLotsWithinLimit(int lots) {
        if (lots > ShipmentContent.LOTS_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The document would have " + lots + " lots, at most " + ShipmentContent.LOTS_MAX
                            + " are possible.");
        }
    }

    private static String what(String shipmentNumber) {
        return "Shipment " + shipmentNumber;
    }
}
