package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;

/** Everything about the recall of several lots in one call. */
@Path("/recall-report")
@Tag(name = "Traces and recalls")
public class RecallReportResource {
    /** Lots of one report. */
    private static final int LOTS_ASKED_MAX = 100;

    private final RecallAnswers answers;

    public RecallReportResource(RecallAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Several lots and everything made of them: stock left, customers, suppliers, what left too late")
    public Uni<RecallReport> report(
            @QueryParam("lotId") @Parameter(description = "1 to 100 lots") List<String> lotIds) {
        return answers.report(checked(lotIds));
    }

    @GET
    @Produces(RecallAnswers.CSV)
    @Operation(hidden = true)
    public Uni<String> csv(@QueryParam("lotId") List<String> lotIds) {
        return answers.report(checked(lotIds)).map(RecallReportCsv::of);
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
