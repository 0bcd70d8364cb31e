package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lotledger.eventsourcing.rest.Role;

/** Everything about the recall of one lot in one call. */
@Path("/lots/{lotId}/recall-report")
@Tag(name = "Traces and recalls")
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class LotRecallReportResource {
    private final RecallAnswers answers;

    public LotRecallReportResource(RecallAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, RecallAnswers.CSV})
    @Operation(summary = "One lot and everything made of it: stock left, customers, suppliers, what left too late")
    @APIResponse(
            responseCode = "200",
            description = "JSON, or one table as CSV",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RecallReport.class)),
                @Content(mediaType = RecallAnswers.CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> report(@PathParam("lotId") String lotId, @Context HttpHeaders headers) {
        return answers.answer(List.of(lotId), headers);
    }
}
