package org.lotledger.eventsourcing.inbox;

import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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

/** For operators: what waits in the parking place, to be tried again or set aside. */
@Path("/parked")
@Tag(name = "Parked events")
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProperty(name = "lots.consumer", stringValue = "true")
@RolesAllowed(Role.ADMIN)
public class ParkedResource {
    private static final int REASON_CHARACTERS_MAX = 500;

    private final Pool pool;
    private final Commands commands;
    private final ParkingPlace parking;
    private final Inbox inbox;
    private final List<Intake<?>> intakes;

    public ParkedResource(
            Pool pool, Commands commands, ParkingPlace parking, Inbox inbox, @All List<Intake<?>> intakes) {
        this.pool = pool;
        this.commands = commands;
        this.parking = parking;
        this.inbox = inbox;
        this.intakes = intakes;
    }

    /** Why an entry is set aside. */
    public record Discard(
            @NotNull @Size(min = 1, max = REASON_CHARACTERS_MAX, message = "must have 1 to 500 characters")
            String reason) {}

    @GET
    @Operation(summary = "Open entries, oldest first")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    public Uni<Page<ParkedRecord>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        return parking.open(pool, Cursor.afterNumber(cursor), rowsMax + 1)
                .map(rows -> Page.of(rows, rowsMax, row -> row, row -> Cursor.after(Long.toString(row.id()))));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Tries the record again; the answer shows whether it was applied")
    public Uni<Response> replay(
            @PathParam("id") String id, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            command.readNothing();
            return openEntry(command, id)
                    .flatMap(entry -> tryAgain(command.transaction(), entry))
                    .flatMap(tried -> entry(command, id))
                    .map(command::done);
        });
    }

    @POST
    @Path("/{id}/discard")
    @Operation(summary = "Sets the record aside for good, with a reason")
    @RequestBodySchema(Discard.class)
    public Uni<Response> discard(
            @PathParam("id") String id, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> openEntry(command, id)
                        .flatMap(entry -> parking.discard(
                                command.transaction(),
                                entry.id(),
                                command.actor(),
                                command.read(Discard.class).reason()))
                        .flatMap(done -> entry(command, id))
                        .map(command::done));
    }

    private Uni<Void> tryAgain(SqlConnection tx, ParkedRecord entry) {
        Intake<?> intake = intakes.stream()
                .filter(i -> i.topic().equals(entry.topic()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing here consumes " + entry.topic()));
        return inbox.takeIn(tx, List.of(entry.record()), intake);
    }

    private Uni<ParkedRecord> openEntry(Command command, String id) {
        return entry(command, id).map(entry -> {
            if (!entry.state().equals("OPEN")) {
                throw notFound(id);
            }
            return entry;
        });
    }

    private Uni<ParkedRecord> entry(Command command, String id) {
        return parking.entry(command.transaction(), idOf(id)).map(entry -> {
            if (entry == null) {
                throw notFound(id);
            }
            return entry;
        });
    }

    private static long idOf(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notFound(text);
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No open parked record has the id " + id + ".");
    }
}
