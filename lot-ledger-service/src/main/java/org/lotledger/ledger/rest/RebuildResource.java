package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.Rebuild;
import org.lotledger.ledger.persistence.Rebuilds;
import org.lotledger.ledger.rebuild.Rebuilder;

/** Making the ledger anew from what the writers' stores hold. */
@Path("/projection/rebuild")
@Tag(name = "Rebuild")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.AUDITOR})
public class RebuildResource {
    private final Commands commands;
    private final Rebuilds rebuilds;
    private final Rebuilder rebuilder;

    public RebuildResource(Commands commands, Rebuilds rebuilds, Rebuilder rebuilder) {
        this.commands = commands;
        this.rebuilds = rebuilds;
        this.rebuilder = rebuilder;
    }

    @POST
    @Operation(
            summary = "Makes the ledger anew beside the one that is read, and puts it in its place",
            description = "One runs at a time: while one does, the answer is that one. Questions are answered all the"
                    + " while. If the service is stopped in between, the rebuild goes on afterwards.")
    @APIResponse(
            responseCode = "202",
            description = "It runs; Location says where to ask how it stands",
            content = @Content(schema = @Schema(implementation = Rebuild.class)))
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> rebuild(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
                    command.readNothing();
                    return rebuilds.request(command.transaction(), command.actor())
                            .map(rebuild -> command.accepted("/projection/rebuild/" + rebuild.id(), rebuild));
                })
                .invoke(answer -> rebuilder.wake());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How a rebuild stands")
    public Uni<Rebuild> rebuild(@PathParam("id") String id) {
        UUID known = LotIds.parse(id).orElseThrow(() -> notFound(id));
        return rebuilds.byId(known).onItem().ifNull().failWith(() -> notFound(id));
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No rebuild has the id " + id + ".");
    }
}
