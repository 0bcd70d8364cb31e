package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.persistence.Shipments;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentCommand.NameLots;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;

/** Deliveries to customers: prepared, their lots named, shipped or given up. */
@Path("/shipments")
@Tag(name = "Shipments")
@Produces(MediaType.APPLICATION_JSON)
public class ShipmentResource {
    private final Commands commands;
    private final Shipments shipments;

    public ShipmentResource(Commands commands, Shipments shipments) {
        this.commands = commands;
        this.shipments = shipments;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a new shipment and reserves the lots it names; more may follow")
    @RequestBodySchema(ShipmentRequest.class)
    @APIResponseSchema(value = ShipmentView.class, responseCode = "201")
    public Uni<Response> create(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ShipmentRequest request = command.read(ShipmentRequest.class);
            requireLotsWithinLimit(request.lotCount());
            return number(command, request)
                    .flatMap(number -> shipments.create(
                            command, number, request.needs(), facts -> request.toCommand(number, facts)))
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
        Shipments.Filter filter = new Shipments.Filter(status, purpose, party, itemCode, lotNumber, reference);
        return shipments
                .list(filter, Cursor.before(cursor), rowsMax + 1)
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
        return shipments.find(shipmentNumber).map(shown -> {
            if (shown == null) {
                throw new ProblemException(ProblemCode.NOT_FOUND, what(shipmentNumber) + " does not exist.");
            }
            return Response.ok(ShipmentView.of(shown))
                    .header("ETag", Command.eTag(shown.version()))
                    .build();
        });
    }

    @PUT
    @Path("/{shipmentNumber}/lines/{lineNumber}/lots")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Names the lots of a line, in place of those before, and reserves them; all or none")
    @RequestBodySchema(LotRequest[].class)
    @APIResponseSchema(ShipmentView.class)
    public Uni<Response> nameLots(
            @PathParam("shipmentNumber") String shipmentNumber,
            @PathParam("lineNumber") String lineNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> shipments
                        .load(command.transaction(), shipmentNumber)
                        .call(shipment -> {
                            command.requireFound(shipment, what(shipmentNumber));
                            requireLine(shipment, shipmentNumber, lineNumber);
                            return requireMatch(command, shipmentNumber, shipment);
                        })
                        .flatMap(shipment -> {
                            ShipmentLine line = requireLine(shipment, shipmentNumber, lineNumber);
                            List<LotRequest> lots = command.readList(LotRequest[].class);
                            requireLotsWithinLimit(lots.size() + lotsOfOtherLines(shipment, line));
                            Set<LotRef> named = new HashSet<>();
                            Set<String> locations = new HashSet<>();
                            lots.forEach(lot -> {
                                named.add(new LotRef(line.itemCode(), lot.lotNumber()));
                                if (lot.location() != null) {
                                    locations.add(lot.location());
                                }
                            });
                            return shipments.nameLots(
                                    command,
                                    shipmentNumber,
                                    shipment,
                                    named,
                                    locations,
                                    facts -> new NameLots(
                                            line.lineNumber(),
                                            lots.stream()
                                                    .map(LotRequest::toRequested)
                                                    .toList(),
                                            facts));
                        })
                        .map(outcome -> done(command, outcome)));
    }

    @POST
    @Path("/{shipmentNumber}/ship")
    @Operation(summary = "Lets the goods leave")
    @APIResponseSchema(ShipmentView.class)
    public Uni<Response> ship(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing(command, shipmentNumber)
                        .flatMap(shipment -> shipments.ship(command, shipmentNumber, shipment))
                        .map(outcome -> done(command, outcome)));
    }

    @POST
    @Path("/{shipmentNumber}/void")
    @Operation(summary = "Gives a pending shipment up for good; what it reserved is free again")
    @APIResponseSchema(ShipmentView.class)
    public Uni<Response> giveUp(
            @PathParam("shipmentNumber") String shipmentNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing(command, shipmentNumber)
                        .flatMap(shipment -> shipments.giveUp(command, shipmentNumber, shipment))
                        .map(outcome -> done(command, outcome)));
    }

    private Uni<Versioned<Shipment>> existing(Command command, String shipmentNumber) {
        return shipments
                .load(command.transaction(), shipmentNumber)
                .call(shipment -> {
                    command.requireFound(shipment, what(shipmentNumber));
                    return requireMatch(command, shipmentNumber, shipment);
                })
                .invoke(shipment -> command.readNothing());
    }

    private Uni<Void> requireMatch(Command command, String shipmentNumber, Versioned<Shipment> shipment) {
        return command.requireMatch(
                shipment,
                what(shipmentNumber),
                () -> shipments
                        .shown(command.transaction(), shipmentNumber, shipment)
                        .map(ShipmentView::of));
    }

    private static Answer done(Command command, Shipments.Outcome outcome) {
        return command.done(outcome.shown().version(), outcome.announced(), ShipmentView.of(outcome.shown()));
    }

    private static String what(String shipmentNumber) {
        return "Shipment " + shipmentNumber;
    }

    private static ShipmentLine requireLine(Versioned<Shipment> shipment, String shipmentNumber, String lineNumber) {
        List<ShipmentLine> lines = linesOf(shipment);
        return lines.stream()
                .filter(line -> Integer.toString(line.lineNumber()).equals(lineNumber))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        what(shipmentNumber) + " has no line " + lineNumber + "; it has "
                                + lines.stream().map(ShipmentLine::lineNumber).toList() + "."));
    }

    private static int lotsOfOtherLines(Versioned<Shipment> shipment, ShipmentLine named) {
        return linesOf(shipment).stream()
                .filter(line -> line.lineNumber() != named.lineNumber())
                .mapToInt(line -> line.lots().size())
                .sum();
    }

    private static List<ShipmentLine> linesOf(Versioned<Shipment> shipment) {
        return ((Shipment.Existing) shipment.state()).content().lines();
    }

    private static void requireLotsWithinLimit(int lots) {
        if (lots > ShipmentRequest.LOTS_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The document would have " + lots + " lots, at most " + ShipmentRequest.LOTS_MAX
                            + " are possible.");
        }
    }
}
