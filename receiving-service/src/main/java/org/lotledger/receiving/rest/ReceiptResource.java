package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
import org.lotledger.receiving.persistence.ReceiptViews;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EditReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EnterLots;
import org.lotledger.receiving.receipt.ReceiptCommand.VoidReceipt;
import org.lotledger.receiving.receipt.ReceiptContent;

/** Deliveries: announced, their lots entered, received or given up. */
@Path("/receipts")
@Tag(name = "Receipts")
@Produces(MediaType.APPLICATION_JSON)
public class ReceiptResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Commands commands;
    private final Receipts receipts;
    private final ReceiptViews views;

    public ReceiptResource(Commands commands, Receipts receipts, ReceiptViews views) {
        this.commands = commands;
        this.receipts = receipts;
        this.views = views;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a new receipt; its lots may follow")
    @RequestBodySchema(ReceiptRequest.class)
    @APIResponseSchema(value = ReceiptView.class, responseCode = "201")
    public Uni<Response> create(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ReceiptRequest request = command.read(ReceiptRequest.class);
            requireLotsWithinLimit(request.lotCount());
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
                throw new ProblemException(ProblemCode.NOT_FOUND, what(receiptNumber) + " does not exist.");
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
    public Uni<Response> edit(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seen(command, receiptNumber)
                        .flatMap(receipt -> {
                            ReceiptRequest before = ReceiptRequest.of(content(receipt));
                            ReceiptRequest request = command.readPatch(ReceiptRequest.class, before)
                                    .keepingLotsOf(before);
                            requireLotsWithinLimit(request.lotCount());
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
                        .map(outcome -> done(command, outcome)));
    }

    @PUT
    @Path("/{receiptNumber}/lines/{lineNumber}/lots")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Enters the lots of a line, in place of those before")
    @RequestBodySchema(LotRequest[].class)
    @APIResponseSchema(ReceiptView.class)
    public Uni<Response> enterLots(
            @PathParam("receiptNumber") String receiptNumber,
            @PathParam("lineNumber") String lineNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> receipts.load(command.transaction(), receiptNumber)
                        .call(receipt -> {
                            command.requireFound(receipt, what(receiptNumber));
                            requireLine(receipt, receiptNumber, lineNumber);
                            return requireMatch(command, receiptNumber, receipt);
                        })
                        .flatMap(receipt -> {
                            int line = requireLine(receipt, receiptNumber, lineNumber);
                            List<LotRequest> lots = command.readList(LotRequest[].class);
                            requireLotsWithinLimit(lots.size() + lotsOfOtherLines(receipt, line));
                            return receipts.change(
                                    command,
                                    receiptNumber,
                                    receipt,
                                    places(lots),
                                    (catalog, moment) -> new EnterLots(
                                            line,
                                            lots.stream()
                                                    .map(LotRequest::toRequested)
                                                    .toList(),
                                            catalog,
                                            moment));
                        })
                        .map(outcome -> done(command, outcome)));
    }

    @POST
    @Path("/{receiptNumber}/receive")
    @Operation(summary = "Takes the goods into stock")
    @APIResponseSchema(ReceiptView.class)
    public Uni<Response> receive(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing(command, receiptNumber)
                        .flatMap(receipt -> receipts.receive(command, receiptNumber, receipt))
                        .map(outcome -> done(command, outcome)));
    }

    @POST
    @Path("/{receiptNumber}/void")
    @Operation(summary = "Gives a pending receipt up for good")
    @APIResponseSchema(ReceiptView.class)
    public Uni<Response> giveUp(
            @PathParam("receiptNumber") String receiptNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> existing(command, receiptNumber)
                        .flatMap(receipt -> receipts.change(
                                command,
                                receiptNumber,
                                receipt,
                                List.of(),
                                (catalog, moment) -> new VoidReceipt(moment)))
                        .map(outcome -> done(command, outcome)));
    }

    /** The receipt as the caller has seen it. */
    private Uni<Versioned<Receipt>> seen(Command command, String receiptNumber) {
        return receipts.load(command.transaction(), receiptNumber).call(receipt -> {
            command.requireFound(receipt, what(receiptNumber));
            return requireMatch(command, receiptNumber, receipt);
        });
    }

    private Uni<Versioned<Receipt>> existing(Command command, String receiptNumber) {
        return seen(command, receiptNumber).invoke(receipt -> command.readNothing());
    }

    private Uni<Void> requireMatch(Command command, String receiptNumber, Versioned<Receipt> receipt) {
        return command.requireMatch(
                receipt,
                what(receiptNumber),
                () -> views.shown(command.transaction(), receiptNumber, receipt).map(ReceiptView::of));
    }

    private static Answer done(Command command, Receipts.Outcome outcome) {
        return command.done(outcome.shown().version(), outcome.announced(), ReceiptView.of(outcome));
    }

    private static ReceiptContent content(Versioned<Receipt> receipt) {
        return ((Receipt.Existing) receipt.state()).content();
    }

    private static List<String> places(List<LotRequest> lots) {
        return lots.stream()
                .map(LotRequest::location)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static String what(String receiptNumber) {
        return "Receipt " + receiptNumber;
    }

    private static int requireLine(Versioned<Receipt> receipt, String receiptNumber, String lineNumber) {
        return content(receipt).lines().stream()
                .filter(line -> Integer.toString(line.lineNumber()).equals(lineNumber))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        what(receiptNumber) + " has no line " + lineNumber + "; it has " + lineNumbers(receipt) + "."))
                .lineNumber();
    }

    private static Set<Integer> lineNumbers(Versioned<Receipt> receipt) {
        Set<Integer> numbers = new TreeSet<>();
        content(receipt).lines().forEach(line -> numbers.add(line.lineNumber()));
        return numbers;
    }

    private static int lotsOfOtherLines(Versioned<Receipt> receipt, int lineNumber) {
        return content(receipt).lines().stream()
                .filter(line -> line.lineNumber() != lineNumber)
                .mapToInt(line -> line.lots().size())
                .sum();
    }

    static void requireLotsWithinLimit(int lots) {
        if (lots > ReceiptRequest.LOTS_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "",
                    "The document would have " + lots + " lots, at most " + ReceiptRequest.LOTS_MAX + " are possible.");
        }
    }
}
