package org.lotledger.shipping.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.shipping.persistence.Availability;
import org.lotledger.shipping.persistence.Availability.Spot;
import org.lotledger.shipping.stock.LotStatus;

/** What may be shipped now. */
@Path("/availability")
@Tag(name = "Availability")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class AvailabilityResource {
    private final Availability availability;

    public AvailabilityResource(Availability availability) {
        this.availability = availability;
    }

    @GET
    @Operation(summary = "Lots by place: on hand, reserved, available, and who reserves")
    public Uni<Page<Spot>> list(
            @QueryParam("itemCode") @Nullable String itemCode,
            @QueryParam("lotNumber") @Nullable String lotNumber,
            @QueryParam("location") @Nullable String location,
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        return availability
                .list(
                        new Availability.Filter(itemCode, lotNumber, location, statusOf(status)),
                        Cursor.keys(cursor, 3),
                        rowsMax + 1)
                .map(rows -> Page.of(
                        rows,
                        rowsMax,
                        row -> row,
                        row -> Cursor.after(row.itemCode(), row.lotId().toString(), row.location())));
    }

    private static @Nullable LotStatus statusOf(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        return Arrays.stream(LotStatus.values())
                .filter(status -> status.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.FIELD_INVALID,
                        "/status",
                        "status " + asked + " is not one of " + Arrays.toString(LotStatus.values()) + "."));
    }
}
