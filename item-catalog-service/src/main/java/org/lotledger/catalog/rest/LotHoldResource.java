package org.lotledger.catalog.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.messaging.HoldNews;
import org.lotledger.catalog.persistence.LotHoldView;
import org.lotledger.catalog.persistence.LotHolds;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;

/** Lots that must not leave: held, in quarantine or recalled. */
@Path("/lot-holds")
@Tag(name = "Holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class LotHoldResource {
    private final Commands commands;
    private final LotHolds holds;
    private final HoldNews news;
    private final ObjectMapper json;

    public LotHoldResource(Commands commands, LotHolds holds, HoldNews news, ObjectMapper json) {
        this.commands = commands;
        this.holds = holds;
        this.news = news;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Puts a lot on hold, whether it has arrived or not",
            description = "The hold stands once this is answered; inForceAtShipping says whether shipping has"
                    + " acknowledged it too. Where it has not, it is told again until it does, and GET shows when."
                    + " Repeated with its Idempotency-Key the first answer comes again, with inForceAtShipping as it"
                    + " is by then.")
    @RequestBodySchema(LotHoldRequest.class)
    @APIResponseSchema(value = LotHoldAnswer.class, responseCode = "201")
    @RolesAllowed(Role.QUALITY)
    public Uni<Response> place(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
                    LotHoldRequest request = command.read(LotHoldRequest.class);
                    return holds.place(
                                    command,
                                    request.itemCode(),
                                    (holdId, item, stamp) -> request.toCommand(holdId, item, command.now(), stamp))
                            .map(placed -> {
                                LotHoldAnswer shown = LotHoldAnswer.of(placed);
                                return command.created(
                                        "/lot-holds/" + shown.holdId(),
                                        placed.document().version(),
                                        placed.announced(),
                                        shown);
                            });
                })
                .flatMap(this::toldToShipping);
    }

    @POST
    @Path("/{holdId}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ends a hold; others on the same lot stay in force",
            description = "inForceAtShipping is false once shipping has acknowledged the release; until then it is told"
                    + " again.")
    @RequestBodySchema(ReleaseRequest.class)
    @APIResponseSchema(LotHoldAnswer.class)
    @RolesAllowed(Role.QUALITY)
    public Uni<Response> release(
            @PathParam("holdId") String holdId, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        UUID id = requirePossible(holdId);
        return commands.run(
                        parameters,
                        body,
                        command -> holds.lock(command, id)
                                .invoke(hold -> command.requireFound(hold.document(), "Hold " + id))
                                .flatMap(hold -> holds.release(
                                        command,
                                        hold,
                                        command.read(ReleaseRequest.class).reason()))
                                .map(released -> command.done(
                                        released.document().version(),
                                        released.announced(),
                                        LotHoldAnswer.of(released))))
                .flatMap(this::toldToShipping);
    }

    /** The answer of a command that is committed, with what shipping has acknowledged by now. */
    private Uni<Response> toldToShipping(Response committed) {
        LotHoldAnswer shown = read((byte[]) committed.getEntity());
        return news.tell(shown.holdId())
                .map(inForce -> Response.fromResponse(committed)
                        .entity(shown.withInForceAtShipping(inForce))
                        .build());
    }

    private LotHoldAnswer read(byte[] answer) {
        try {
            return json.readValue(answer, LotHoldAnswer.class);
        } catch (IOException e) {
            throw new IllegalStateException("an answer of ours cannot be read", e);
        }
    }

    @GET
    @WithSession
    @Operation(summary = "Holds, newest first; active says whether they are in force")
    public Uni<Page<LotHoldAnswer>> list(
            @QueryParam("itemCode") @Nullable String itemCode,
            @QueryParam("lotNumber") @Nullable String lotNumber,
            @QueryParam("active") @Nullable String active,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        var filter = new LotHoldView.Filter(
                QueryFields.text("itemCode", itemCode),
                QueryFields.lotNumber(lotNumber),
                QueryFields.flag("active", active));
        return LotHoldView.list(filter, Cursor.before(cursor), rowsMax + 1)
                .map(rows ->
                        Page.of(rows, rowsMax, LotHoldAnswer::of, row -> Cursor.after(Long.toString(row.position))));
    }

    @GET
    @Path("/{holdId}")
    @WithSession
    @Operation(summary = "One hold")
    public Uni<RestResponse<LotHoldAnswer>> get(@PathParam("holdId") String holdId) {
        return LotHoldView.byId(requirePossible(holdId)).map(hold -> {
            if (hold == null) {
                throw notFound(holdId);
            }
            return RestResponse.ResponseBuilder.ok(LotHoldAnswer.of(hold))
                    .header(HttpHeaders.ETAG, Command.eTag(hold.version))
                    .build();
        });
    }

    private static UUID requirePossible(String holdId) {
        try {
            return UUID.fromString(holdId);
        } catch (IllegalArgumentException e) {
            throw notFound(holdId);
        }
    }

    private static ProblemException notFound(String holdId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "Hold " + holdId + " does not exist.");
    }
}
