package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;

/** Everything about the recall of several lots in one call. */
@Path("/recall-report")
@Tag(name = "Traces and recalls")
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class RecallReportResource {
    /** Lots of one report. */
    private static final int LOTS_ASKED_MAX = 100;

    private final RecallAnswers answers;

    public RecallReportResource(RecallAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, RecallAnswers.CSV})
    @Operation(
            summary =
                    "Several lots and all that was made of them: stock left, customers, suppliers, what left too late")
    @APIResponse(
            responseCode = "200",
            description = "JSON, or one table as CSV",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RecallReport.class)),
                @Content(mediaType = RecallAnswers.CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> report(
            @QueryParam("lotId") @Parameter(description = "1 to 100 lots") List<String> lotIds,
            @Context HttpHeaders headers) {
        return answers.answer(checked(lotIds), headers);
    }

    private static List<String> checked(List<String> lotIds) {
        if (lotIds.isEmpty()) {
            throw new ProblemException(ProblemCode.FIELD_MISSING, "/lotId", "lotId is required, once for each lot.");
        }
        if (lotIds.size() > LOTS_ASKED_MAX) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID,
                    "/lotId",
                    lotIds.size() + " lots are asked for, at most " + LOTS_ASKED_MAX + " are reported at once.");
        }
        return lotIds;
    }
}
