package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.persistence.Allocations;
import org.lotledger.shipping.persistence.Shipments;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;

/** The lots of one line of a shipment: named, or suggested. */
@Path("/shipments/{shipmentNumber}/lines/{lineNumber}")
@Tag(name = "Shipments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class ShipmentLineResource {
    private final Commands commands;
    private final ExistingShipments existing;
    private final Shipments shipments;
    private final Allocations allocations;
    private final ShipmentRights rights;

    public ShipmentLineResource(
            Commands commands,
            ExistingShipments existing,
            Shipments shipments,
            Allocations allocations,
            ShipmentRights rights) {
        this.commands = commands;
        this.existing = existing;
        this.shipments = shipments;
        this.allocations = allocations;
        this.rights = rights;
    }

    @PUT
    @Path("/lots")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Names the lots of a line, in place of those before, and reserves them; all or none")
    @RequestBodySchema(LotRequest[].class)
    @APIResponseSchema(ShipmentView.class)
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> nameLots(
            @PathParam("shipmentNumber") String shipmentNumber,
            @PathParam("lineNumber") String lineNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing.match(command, shipmentNumber, lineNumber)
                        .flatMap(shipment -> nameLots(command, shipmentNumber, lineNumber, shipment)));
    }

    private Uni<Answer> nameLots(
            Command command, String shipmentNumber, String lineNumber, Versioned<Shipment> shipment) {
        ShipmentContent content = ExistingShipments.contentOf(shipment);
        ShipmentLine line = ExistingShipments.line(content, lineNumber);
        List<LotRequest> lots = command.readList(LotRequest[].class);
        ExistingShipments.requireLotsWithinLimit(
                content.lotCount() - line.lots().size() + lots.size());
        Set<LotRef> named = new HashSet<>();
        Set<String> locations = new HashSet<>();
        lots.forEach(lot -> {
            named.add(new LotRef(line.itemCode(), lot.lotNumber()));
            if (lot.location() != null) {
                locations.add(lot.location());
            }
        });
        return rights.require(command, content, locations)
                .flatMap(allowed -> shipments.change(
                        command,
                        shipmentNumber,
                        shipment,
                        new Needs(Set.of(), locations, named, null, null),
                        facts -> new NameLots(
                                line.lineNumber(),
                                lots.stream().map(LotRequest::toRequested).toList(),
                                facts)))
                .map(outcome -> ExistingShipments.done(command, outcome));
    }

    @GET
    @Path("/suggestion")
    @Operation(summary = "The lots for what is open on a line, first expired first out; nothing is reserved")
    public Uni<SuggestionView> suggest(
            @PathParam("shipmentNumber") String shipmentNumber, @PathParam("lineNumber") String lineNumber) {
        return existing.show(shipmentNumber).flatMap(shown -> {
            ShipmentContent content = shown.shipment().content();
            ShipmentLine line = ExistingShipments.line(content, lineNumber);
            return shown.shipment() instanceof Shipment.Pending
                    ? allocations.suggest(content, line).map(picks -> SuggestionView.of(line, picks))
                    : Uni.createFrom().item(SuggestionView.of(line, List.of()));
        });
    }
}
