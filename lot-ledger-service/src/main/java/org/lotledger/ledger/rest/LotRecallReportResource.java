package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Everything about the recall of one lot in one call. */
@Path("/lots/{lotId}/recall-report")
@Tag(name = "Traces and recalls")
public class LotRecallReportResource {
    private final RecallAnswers answers;

    public LotRecallReportResource(RecallAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One lot and everything made of it: stock left, customers, suppliers, what left too late")
    public Uni<RecallReport> report(@PathParam("lotId") String lotId) {
        return answers.report(List.of(lotId));
    }

    @GET
    @Produces(RecallAnswers.CSV)
    @Operation(hidden = true)
    public Uni<String> csv(@PathParam("lotId") String lotId) {
        return answers.report(List.of(lotId)).map(RecallReportCsv::of);
    }
}
