package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.ReceiptCommand.EnterLots;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptLine;

/** The lots of one line of a pending receipt. */
@Path("/receipts/{receiptNumber}/lines/{lineNumber}/lots")
@Tag(name = "Receipts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.RECEIVER)
public class ReceiptLotsResource {
    private final Commands commands;
    private final Receipts receipts;
    private final SeenReceipts seen;

    public ReceiptLotsResource(Commands commands, Receipts receipts, SeenReceipts seen) {
        this.commands = commands;
        this.receipts = receipts;
        this.seen = seen;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Enters the lots of a line, in place of those before")
    @RequestBodySchema(LotRequest[].class)
    @APIResponseSchema(ReceiptView.class)
    public Uni<Response> enter(
            @PathParam("receiptNumber") String receiptNumber,
            @PathParam("lineNumber") String lineNumber,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seen.require(command, receiptNumber, content -> requireLine(content, lineNumber))
                        .flatMap(receipt -> {
                            ReceiptContent content = SeenReceipts.content(receipt);
                            int line = requireLine(content, lineNumber);
                            List<LotRequest> lots = command.readList(LotRequest[].class);
                            ReceiptRequest.requireLotsWithinLimit(lots.size() + lotsOfOtherLines(content, line));
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
                        .map(outcome -> SeenReceipts.done(command, outcome)));
    }

    private static int requireLine(ReceiptContent content, String lineNumber) {
        return content.lines().stream()
                .map(ReceiptLine::lineNumber)
                .filter(number -> Integer.toString(number).equals(lineNumber))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        SeenReceipts.what(content.receiptNumber()) + " has no line " + lineNumber + "; it has "
                                + content.lines().stream()
                                        .map(ReceiptLine::lineNumber)
                                        .collect(Collectors.toCollection(TreeSet::new))
                                + "."));
    }

    private static int lotsOfOtherLines(ReceiptContent content, int lineNumber) {
        return content.lines().stream()
                .filter(line -> line.lineNumber() != lineNumber)
                .mapToInt(line -> line.lots().size())
                .sum();
    }

    private static List<String> places(List<LotRequest> lots) {
        return lots.stream()
                .map(LotRequest::location)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
