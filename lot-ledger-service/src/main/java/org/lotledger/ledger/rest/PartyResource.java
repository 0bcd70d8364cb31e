package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.PartyLots;

/** Business partners, by the lots that went between them and us. */
@Path("/parties")
@Tag(name = "Traces and recalls")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class PartyResource {
    private final PartyLots lots;

    public PartyResource(PartyLots lots) {
        this.lots = lots;
    }

    @GET
    @Path("/{code}/lots")
    @Operation(summary = "The lots that a supplier delivered or a customer got; of an unknown code none")
    public Uni<Page<PartyLots.PartyLot>> lots(
            @PathParam("code") String code,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        QueryParameters parameters = new QueryParameters();
        UUID after = parameters.read("cursor", cursor, "one that this list has given out", PartyResource::after);
        int rowsMax = parameters.limit(limit);
        parameters.check();
        return lots.page(code, after, rowsMax + 1)
                .map(rows -> Page.of(
                        rows,
                        rowsMax,
                        row -> row,
                        row -> Cursor.after(row.lotId().toString())));
    }

    private static Optional<UUID> after(String text) {
        List<String> keys = Cursor.keys(text, 1);
        return keys == null ? Optional.empty() : LotIds.parse(keys.getFirst());
    }
}
