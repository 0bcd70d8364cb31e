package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.persistence.ShipmentViews;
import org.lotledger.shipping.persistence.Shipments;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand.CreateShipment;
import org.lotledger.shipping.shipment.ShipmentCommand.EditShipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentPurpose;

/** Everything that leaves by a document: prepared, its lots named, shipped or given up. */
@Path("/shipments")
@Tag(name = "Shipments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class ShipmentResource {
    private final Commands commands;
    private final ExistingShipments existing;
    private final Shipments shipments;
    private final ShipmentViews views;
    private final ShipmentRights rights;

    public ShipmentResource(
            Commands commands,
            ExistingShipments existing,
            Shipments shipments,
            ShipmentViews views,
            ShipmentRights rights) {
        this.commands = commands;
        this.existing = existing;
        this.shipments = shipments;
        this.views = views;
        this.rights = rights;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a new shipment and reserves the lots it names; more may follow")
    @RequestBodySchema(ShipmentRequest.class)
    @APIResponseSchema(value = ShipmentView.class, responseCode = "201")
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> create(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        commands.peek(body, "purpose")
                .filter(purpose -> !purpose.equals(ShipmentPurpose.TRANSFER.name()))
                .ifPresent(purpose -> parameters.caller().mustBe(Role.SHIPPER, "A shipment that is no put-away"));
        return commands.run(parameters, body, command -> {
            ShipmentRequest request = command.read(ShipmentRequest.class);
            ExistingShipments.requireLotsWithinLimit(request.lotCount());
            return rights.require(command, request)
                    .flatMap(allowed -> number(command, request))
                    .flatMap(number -> shipments.create(
                            command,
                            number,
                            request.needs(),
                            facts -> new CreateShipment(number, request.toRequested(), facts)))
                    .map(outcome -> command.created(
                            "/shipments/" + outcome.shown().shipment().content().shipmentNumber(),
                            outcome.shown().version(),
                            outcome.announced(),
                            ShipmentView.of(outcome.shown())));
        });
    }

    private Uni<String> number(Command command, ShipmentRequest request) {
        String asked = request.shipmentNumber();
        return asked == null
                ? shipments.nextNumber(command.transaction())
                : Uni.createFrom().item(asked);
    }

    @GET
    @Operation(summary = "Shipments, newest first")
    public Uni<Page<ShipmentView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("purpose") @Nullable String purpose,
            @QueryParam("party") @Nullable String party,
            @QueryParam("itemCode") @Nullable String itemCode,
            @QueryParam("lotNumber") @Nullable String lotNumber,
            @QueryParam("reference") @Nullable String reference,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        ShipmentViews.Filter filter = new ShipmentViews.Filter(status, purpose, party, itemCode, lotNumber, reference);
        return views.list(filter, Cursor.before(cursor), rowsMax + 1)
                .map(rows -> Page.of(
                        rows,
                        rowsMax,
                        row -> ShipmentView.of(row.shown()),
                        row -> Cursor.after(Long.toString(row.position()))));
    }

    @GET
    @Path("/{shipmentNumber}")
    @Operation(summary = "One shipment")
    @APIResponseSchema(ShipmentView.class)
    public Uni<Response> get(@PathParam("shipmentNumber") String shipmentNumber) {
        return existing.show(shipmentNumber)
                .map(shown -> Response.ok(ShipmentView.of(shown))
                        .header("ETag", Command.eTag(shown.version()))
                        .build());
    }

    @PATCH
    @Path("/{shipmentNumber}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Changes a pending shipment by a JSON merge patch (RFC 7396)",
            description =
                    "lines replaces the list; a line of the same lineNumber and itemCode keeps its lots unless the"
                            + " patch names others. A changed location or item releases the lots that were named for it.")
    @RequestBodySchema(ShipmentRequest.class)
    @APIResponseSchema(ShipmentView.class)
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> edit(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing.match(command, shipmentNumber)
                        .flatMap(shipment -> edit(command, shipmentNumber, shipment)));
    }

    private Uni<Answer> edit(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        ShipmentContent before = ExistingShipments.contentOf(shipment);
        ShipmentRequest request = command.readPatch(ShipmentRequest.class, ShipmentRequest.of(before));
        ExistingShipments.requireLotsWithinLimit(request.lotCountWith(before));
        return rights.require(command, request)
                .flatMap(allowed -> shipments.change(
                        command,
                        shipmentNumber,
                        shipment,
                        request.needs(),
                        facts -> new EditShipment(request.shipmentNumber(), request.toRequested(), facts)))
                .map(outcome -> ExistingShipments.done(command, outcome));
    }

    @POST
    @Path("/{shipmentNumber}/allocate")
    @Operation(
            summary = "Names lots for everything that is open, first expired first out; warnings tell what stays open")
    @APIResponseSchema(ShipmentView.class)
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> allocate(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return act(parameters, body, shipmentNumber, shipments::allocate);
    }

    @POST
    @Path("/{shipmentNumber}/ship")
    @Operation(summary = "Lets the goods leave")
    @APIResponseSchema(ShipmentView.class)
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> ship(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return act(parameters, body, shipmentNumber, shipments::ship);
    }

    @POST
    @Path("/{shipmentNumber}/void")
    @Operation(summary = "Gives a pending shipment up for good; what it reserved is free again")
    @APIResponseSchema(ShipmentView.class)
    @RolesAllowed({Role.SHIPPER, Role.QUALITY})
    public Uni<Response> giveUp(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return act(parameters, body, shipmentNumber, shipments::giveUp);
    }

    /** Something that is done with a shipment and needs no more to be told. */
    private interface Act {
        Uni<Shipments.Outcome> on(Command command, String shipmentNumber, Versioned<Shipment> shipment);
    }

    private Uni<Response> act(CommandParameters parameters, byte @Nullable [] body, String shipmentNumber, Act act) {
        return commands.run(
                parameters,
                body,
                command -> existing.match(command, shipmentNumber)
                        .invoke(shipment -> command.readNothing())
                        .flatMap(shipment -> act.on(command, shipmentNumber, shipment))
                        .map(outcome -> ExistingShipments.done(command, outcome)));
    }
}
