package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.LotTraces;
import org.lotledger.ledger.trace.TraceDirection;

/** Where a lot came from and where it went. */
@Path("/lots/{lotId}/trace")
@Tag(name = "Traces and recalls")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class TraceResource {
    private final LotTraces traces;

    public TraceResource(LotTraces traces) {
        this.traces = traces;
    }

    @GET
    @Operation(
            summary = "Customers, suppliers, places, components and what was assembled, through any number of levels;"
                    + " and whether everything that came in is accounted for")
    public Uni<TraceAnswer> trace(
            @PathParam("lotId") String lotId,
            @QueryParam("direction") @Nullable @Parameter(description = "forward, backward or both (default)")
                    String direction) {
        UUID id = LotIds.parse(lotId).orElseThrow(() -> notFound(lotId));
        QueryParameters parameters = new QueryParameters();
        TraceDirection read =
                parameters.read("direction", direction, "one of forward, backward, both", TraceResource::direction);
        parameters.check();
        TraceDirection asked = read == null ? TraceDirection.BOTH : read;
        return traces.trace(id, asked).map(traced -> {
            if (traced == null) {
                throw notFound(lotId);
            }
            return TraceAnswer.of(id, asked, traced);
        });
    }

    private static Optional<TraceDirection> direction(String word) {
        return Arrays.stream(TraceDirection.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static ProblemException notFound(String lotId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No lot has the id " + lotId + ".");
    }
}
