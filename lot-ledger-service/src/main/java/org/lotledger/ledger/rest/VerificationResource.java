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
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.Verifications;
import org.lotledger.ledger.persistence.Verifications.Verification;
import org.lotledger.ledger.verification.Verifier;

/** The proof that the ledger is what the writers' stores make of it. */
@Path("/verifications")
@Tag(name = "Verification")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.AUDITOR})
public class VerificationResource {
    private final Commands commands;
    private final Verifications verifications;
    private final Verifier verifier;
    private final LedgerSettings.Verification settings;

    public VerificationResource(
            Commands commands, Verifications verifications, Verifier verifier, LedgerSettings settings) {
        this.commands = commands;
        this.verifications = verifications;
        this.verifier = verifier;
        this.settings = settings.verification();
    }

    @POST
    @Operation(
            summary = "Replays what the writers announced and compares it with the ledger",
            description = "One runs at a time: while one does, the answer is that one. Nothing is changed by it.")
    @APIResponse(
            responseCode = "202",
            description = "It runs; Location says where to ask how it stands",
            content = @Content(schema = @Schema(implementation = Verification.class)))
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> verify(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
                    command.readNothing();
                    return verifications
                            .open(command.transaction(), settings.leaseMillis())
                            .flatMap(id -> verifications.get(command.transaction(), id))
                            .map(opened -> command.accepted("/verifications/" + opened.id(), opened));
                })
                .invoke(answer -> verifier.start(idIn(answer.getLocation().getPath())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How a verification stands, and the first differences that it found")
    public Uni<Verification> verification(@PathParam("id") String id) {
        UUID known = LotIds.parse(id).orElseThrow(() -> notFound(id));
        return verifications.get(known).onItem().ifNull().failWith(() -> notFound(id));
    }

    private static UUID idIn(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No verification has the id " + id + ".");
    }
}
