package org.lotledger.catalog.rest;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.persistence.LocationView;
import org.lotledger.catalog.persistence.Locations;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventStore.Appended;

/** The places where goods lie. */
@Path("/locations")
@Tag(name = "Locations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR, Role.SERVICE})
public class LocationResource {
    private final Commands commands;
    private final Locations locations;

    public LocationResource(Commands commands, Locations locations) {
        this.commands = commands;
        this.locations = locations;
    }

    @PUT
    @Path("/{location}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a place or replaces it whole")
    @RequestBodySchema(PutLocationRequest.class)
    @APIResponseSchema(LocationAnswer.class)
    @RolesAllowed(Role.CATALOG_MANAGER)
    public Uni<Response> put(
            @PathParam("location") String location, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            requireIdentifier(location);
            PutLocationRequest request = command.read(PutLocationRequest.class);
            return locations.put(command, request.toCommand(location)).map(put -> answer(command, location, put));
        });
    }

    private static void requireIdentifier(String location) {
        if (!location.matches(FieldRules.IDENTIFIER)) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "location \"" + location + "\" " + FieldRules.IDENTIFIER_WORDS);
        }
    }

    private static Answer answer(Command command, String location, Appended<Optional<Location>> put) {
        long version = put.document().version();
        LocationAnswer shown = LocationAnswer.of(put.document());
        boolean created = version == 1 && !put.announced().isEmpty();
        return created
                ? command.created("/locations/" + location, version, put.announced(), shown)
                : command.done(version, put.announced(), shown);
    }

    @GET
    @WithSession
    @Operation(summary = "Places by code")
    public Uni<Page<LocationAnswer>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        return LocationView.list(QueryFields.afterIdentifier(cursor), rowsMax + 1)
                .map(rows -> Page.of(rows, rowsMax, LocationAnswer::of, row -> Cursor.after(row.location)));
    }

    @GET
    @Path("/{location}")
    @WithSession
    @Operation(summary = "One place")
    public Uni<RestResponse<LocationAnswer>> get(@PathParam("location") String location) {
        if (!location.matches(FieldRules.IDENTIFIER)) {
            throw notFound(location);
        }
        return LocationView.byCode(location).map(found -> {
            if (found == null) {
                throw notFound(location);
            }
            return RestResponse.ResponseBuilder.ok(LocationAnswer.of(found))
                    .header(HttpHeaders.ETAG, Command.eTag(found.version))
                    .build();
        });
    }

    private static ProblemException notFound(String location) {
        return new ProblemException(ProblemCode.NOT_FOUND, "Location " + location + " does not exist.");
    }
}
