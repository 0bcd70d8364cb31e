package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Caller;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.persistence.Adjustments;

/** Adjustments that add stock: beginning balances, more counted than booked, and corrections of shipments. */
@Path("/adjustments")
@Tag(name = "Adjustments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.RECEIVER, Role.QUALITY, Role.AUDITOR})
public class AdjustmentResource {
    private final Commands commands;
    private final Adjustments adjustments;

    public AdjustmentResource(Commands commands, Adjustments adjustments) {
        this.commands = commands;
        this.adjustments = adjustments;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Books an adjustment that adds stock")
    @RequestBodySchema(AdjustmentRequest.class)
    @APIResponseSchema(value = AdjustmentView.class, responseCode = "201")
    @RolesAllowed({Role.RECEIVER, Role.QUALITY})
    public Uni<Response> post(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        commands.peek(body, "type")
                .flatMap(AdjustmentResource::typeNamed)
                .ifPresent(type -> requireRole(parameters.caller(), type));
        return commands.run(parameters, body, command -> {
            AdjustmentRequest request = command.read(AdjustmentRequest.class);
            // Again, because this is the type that is booked, however it was written.
            requireRole(command.caller(), request.type());
            ReceiptRequest.requireLotsWithinLimit(request.lotCount());
            return adjustments
                    .catalog(command, request.itemCodes(), request.location())
                    .flatMap(known -> adjustments.lockFacts(
                            command, known, request.lotsNamed(), request.location(), request.named()))
                    .flatMap(facts -> number(command, request)
                            .flatMap(number -> adjustments.post(command, number, facts, request::toCommand)))
                    .flatMap(outcome -> adjustments
                            .warnings(command, outcome.shown().adjustment())
                            .map(warnings -> command.created(
                                    "/adjustments/"
                                            + outcome.shown().adjustment().adjustmentNumber(),
                                    outcome.shown().version(),
                                    outcome.announced(),
                                    AdjustmentView.of(outcome.shown(), warnings))));
        });
    }

    private static Optional<AdjustmentType> typeNamed(String name) {
        return Arrays.stream(AdjustmentType.values())
                .filter(type -> type.name().equals(name))
                .findFirst();
    }

    /** Counting is everyday work at the dock; what else puts stock into the books is a matter of quality. */
    private static void requireRole(Caller caller, AdjustmentType type) {
        caller.mustBe(type == AdjustmentType.COUNT ? Role.RECEIVER : Role.QUALITY, "An adjustment of type " + type);
    }

    private Uni<String> number(Command command, AdjustmentRequest request) {
        String asked = request.adjustmentNumber();
        return asked == null
                ? adjustments.nextNumber(command.transaction())
                : Uni.createFrom().item(asked);
    }

    @GET
    @Operation(summary = "Adjustments, newest first")
    public Uni<Page<AdjustmentView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        return adjustments
                .list(Cursor.before(cursor), rowsMax + 1)
                .map(rows -> Page.of(
                        rows,
                        rowsMax,
                        row -> AdjustmentView.of(row.shown(), List.of()),
                        row -> Cursor.after(Long.toString(row.position()))));
    }

    @GET
    @Path("/{adjustmentNumber}")
    @Operation(summary = "One adjustment")
    @APIResponseSchema(AdjustmentView.class)
    public Uni<Response> get(@PathParam("adjustmentNumber") String adjustmentNumber) {
        return adjustments.find(adjustmentNumber).map(shown -> {
            if (shown == null) {
                throw new ProblemException(
                        ProblemCode.NOT_FOUND, "Adjustment " + adjustmentNumber + " does not exist.");
            }
            return Response.ok(AdjustmentView.of(shown, List.of()))
                    .header("ETag", Command.eTag(shown.version()))
                    .build();
        });
    }
}
