package org.lotledger.shipping.rest;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.shipping.persistence.HoldRows;
import org.lotledger.shipping.persistence.HoldRows.Heard;
import org.lotledger.shipping.stock.LotRef;

/** For the item catalog, which owns the holds: tells of one at once, before the event that tells it, too, arrives. */
@Path("/lot-holds")
@Tag(name = "Lot holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SERVICE)
public class LotHoldResource {
    private final Commands commands;
    private final HoldRows holds;

    public LotHoldResource(Commands commands, HoldRows holds) {
        this.commands = commands;
        this.holds = holds;
    }

    /** Whether the hold keeps its lot from going out here. */
    public record InForce(String holdId, boolean inForce) {}

    @PUT
    @Path("/{holdId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Puts a hold in force or ends it; told in any order and as often as wanted, its end is for good")
    @RequestBodySchema(LotHoldRequest.class)
    @APIResponseSchema(InForce.class)
    public Uni<Response> put(
            @PathParam("holdId") String holdId, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            if (!holdId.matches(FieldRules.IDENTIFIER)) {
                throw new ProblemException(
                        ProblemCode.FIELD_INVALID, "holdId \"" + holdId + "\" " + FieldRules.IDENTIFIER_WORDS);
            }
            LotHoldRequest request = command.read(LotHoldRequest.class);
            LotRef lot = new LotRef(request.itemCode(), request.lotNumber());
            return holds.hear(
                            command.transaction(),
                            lot,
                            new Heard(lot.lotId(), holdId, request.kind(), request.released()))
                    .map(inForce -> command.done(new InForce(holdId, inForce)));
        });
    }
}
