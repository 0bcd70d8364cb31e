package org.lotledger.receiving.rest;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.persistence.ReceiptViews;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EditReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.VoidReceipt;

/** What comes in: saved, edited while pending, received or given up. */
@Path("/receipts")
@Tag(name = "Receipts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.RECEIVER, Role.QUALITY, Role.AUDITOR})
public class ReceiptResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Commands commands;
    private final Receipts receipts;
    private final ReceiptViews views;
    private final SeenReceipts seen;

    public ReceiptResource(Commands commands, Receipts receipts, ReceiptViews views, SeenReceipts seen) {
        this.commands = commands;
        this.receipts = receipts;
        this.views = views;
        this.seen = seen;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a new receipt; its lots may follow")
    @RequestBodySchema(ReceiptRequest.class)
    @APIResponseSchema(value = ReceiptView.class, responseCode = "201")
    @RolesAllowed(Role.RECEIVER)
    public Uni<Response> create(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ReceiptRequest request = command.read(ReceiptRequest.class);
            ReceiptRequest.requireLotsWithinLimit(request.lotCount());
            return number(command, request)
                    .flatMap(number -> receipts.load(command.transaction(), number)
                            .flatMap(none -> receipts.save(
                                    command,
                                    number,
                                    none,
                                    request.naming(),
                                    (catalog, moment) -> new CreateReceipt(
                                            number, request.source(), request.toRequested(), catalog, moment))))
                    .map(outcome -> command.created(
                            "/receipts/" + outcome.shown().receipt().content().receiptNumber(),
                            outcome.shown().version(),
                            outcome.announced(),
                            ReceiptView.of(outcome)));
        });
    }

    private Uni<String> number(Command command, ReceiptRequest request) {
        String asked = request.receiptNumber();
        return asked == null
                ? receipts.nextNumber(command.transaction())
                : Uni.createFrom().item(asked);
    }

    @GET
    @Operation(summary = "Receipts, newest first")
    public Uni<Page<ReceiptView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("source") @Nullable String source,
            @QueryParam("party") @Nullable String party,
            @QueryParam("itemCode") @Nullable String itemCode,
            @QueryParam("lotNumber") @Nullable String lotNumber,
            @QueryParam("reference") @Nullable String reference,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        ReceiptViews.Filter filter = new ReceiptViews.Filter(status, source, party, itemCode, lotNumber, reference);
        return views.list(filter, Cursor.before(cursor), rowsMax + 1)
                .map(rows -> Page.of(
                        rows,
                        rowsMax,
                        row -> ReceiptView.of(row.shown()),
                        row -> Cursor.after(Long.toString(row.position()))));
    }

    @GET
    @Path("/{receiptNumber}")
    @Operation(summary = "One receipt, with what still forbids receiving it")
    @APIResponseSchema(ReceiptView.class)
    public Uni<Response> get(@PathParam("receiptNumber") String receiptNumber) {
        return views.find(receiptNumber).map(shown -> {
            if (shown == null) {
                throw new ProblemException(
                        ProblemCode.NOT_FOUND, SeenReceipts.what(receiptNumber) + " does not exist.");
            }
            return Response.ok(ReceiptView.of(shown))
                    .header("ETag", Command.eTag(shown.version()))
                    .build();
        });
    }

    @PATCH
    @Path("/{receiptNumber}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Changes a pending receipt",
            description = "A merge patch: what it leaves out stays, null takes away, lines replace the list. A line of"
                    + " the same number and item keeps its lots if it says nothing of lots; lots at the document's place"
                    + " follow it.")
    @RequestBodySchema(ReceiptRequest.class)
    @APIResponseSchema(ReceiptView.class)
    @RolesAllowed(Role.RECEIVER)
    public Uni<Response> edit(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seen.require(command, receiptNumber)
                        .flatMap(receipt -> {
                            ReceiptRequest before = ReceiptRequest.of(SeenReceipts.content(receipt));
                            ReceiptRequest request = command.readPatch(ReceiptRequest.class, before)
                                    .keepingLotsOf(before);
                            ReceiptRequest.requireLotsWithinLimit(request.lotCount());
                            return receipts.save(
                                    command,
                                    receiptNumber,
                                    receipt,
                                    request.naming(),
                                    (catalog, moment) -> new EditReceipt(
                                            request.receiptNumber(),
                                            request.source(),
                                            request.toRequested(),
                                            catalog,
                                            moment));
                        })
                        .map(outcome -> SeenReceipts.done(command, outcome)));
    }

    @POST
    @Path("/{receiptNumber}/receive")
    @Operation(summary = "Takes the goods into stock")
    @APIResponseSchema(ReceiptView.class)
    @RolesAllowed(Role.RECEIVER)
    public Uni<Response> receive(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seenWithoutBody(command, receiptNumber)
                        .flatMap(receipt -> receipts.receive(command, receiptNumber, receipt))
                        .map(outcome -> SeenReceipts.done(command, outcome)));
    }

    @POST
    @Path("/{receiptNumber}/void")
    @Operation(summary = "Gives a pending receipt up for good")
    @APIResponseSchema(ReceiptView.class)
    @RolesAllowed(Role.RECEIVER)
    public Uni<Response> giveUp(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seenWithoutBody(command, receiptNumber)
                        .flatMap(receipt -> receipts.change(
                                command,
                                receiptNumber,
                                receipt,
                                List.of(),
                                (catalog, moment) -> new VoidReceipt(moment)))
                        .map(outcome -> SeenReceipts.done(command, outcome)));
    }

    private Uni<Versioned<Receipt>> seenWithoutBody(Command command, String receiptNumber) {
        return seen.require(command, receiptNumber).invoke(receipt -> command.readNothing());
    }
}
