package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
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
import org.lotledger.receiving.lot.ExpirationCommand.CorrectExpiration;
import org.lotledger.receiving.persistence.ExpirationCorrections;

/** The explicit way to another expiration date for a known lot. */
@Path("/lots/expiration-corrections")
@Tag(name = "Lots")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.QUALITY)
public class ExpirationCorrectionResource {
    private final Commands commands;
    private final ExpirationCorrections corrections;

    public ExpirationCorrectionResource(Commands commands, ExpirationCorrections corrections) {
        this.commands = commands;
        this.corrections = corrections;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Puts the expiration date of a lot right",
            description = "Where the date is right already, nothing happens and eventId is null.")
    @RequestBodySchema(ExpirationCorrectionRequest.class)
    @APIResponseSchema(ExpirationCorrectionView.class)
    public Uni<Response> correct(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ExpirationCorrectionRequest request = command.read(ExpirationCorrectionRequest.class);
            return corrections
                    .correct(
                            command,
                            request.lot(),
                            (number, catalog, facts, moment) -> new CorrectExpiration(
                                    number,
                                    request.lot(),
                                    request.expirationDate(),
                                    request.reason(),
                                    catalog,
                                    facts,
                                    moment))
                    .map(made -> answer(command, ExpirationCorrectionView.of(request, made)));
        });
    }

    private static Answer answer(Command command, ExpirationCorrectionView shown) {
        Answer answer = command.done(shown);
        String eventId = shown.eventId();
        return eventId == null ? answer : new Answer(answer.status(), Map.of("Event-Id", eventId), answer.body());
    }
}
