package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.TracedMovements;

/** The records of the food traceability rule as a sortable spreadsheet (21 CFR 1.1455 (c) (3) (ii)). */
@Path("/exports/fsma204")
@Tag(name = "Exports")
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class Fsma204Resource {
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final TracedMovements movements;
    private final LedgerSettings settings;
    private final Semaphore free;

    public Fsma204Resource(TracedMovements movements, LedgerSettings settings) {
        this.movements = movements;
        this.settings = settings;
        this.free = new Semaphore(settings.export().atOnceMax());
    }

    @GET
    @Produces(XLSX)
    @Operation(
            summary = "The records of receiving, shipping and transformation for the FDA's traceability rule",
            description = "A workbook with the sheets Receiving, Shipping, Transformation input, Transformation output,"
                    + " Locations and Products. At least one of lotId, itemCode, from and to is needed. What nobody told"
                    + " the system stays empty: who assigned a lot code, and partners' addresses.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestMulti<byte[]> export(
            @QueryParam("lotId") @Nullable String lotId,
            @QueryParam("itemCode") @Nullable String itemCode,
            @QueryParam("from") @Parameter(description = "The earliest time of happening, or the first day") @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "The latest time of happening, or the last day") @Nullable
                    String to) {
        TracedMovements.Asked asked = read(lotId, itemCode, from, to);
        return RestMulti.fromUniResponse(
                written(asked),
                file -> chunks(file),
                file -> Map.of(
                        HttpHeaders.CONTENT_TYPE,
                        List.of(XLSX),
                        HttpHeaders.CONTENT_DISPOSITION,
                        List.of("attachment; filename=\"fsma204.xlsx\"")));
    }

    private TracedMovements.Asked read(
            @Nullable String lotId, @Nullable String itemCode, @Nullable String from, @Nullable String to) {
        QueryParameters parameters = new QueryParameters();
        UUID lot = parameters.read("lotId", lotId, "the id of a lot", LotIds::parse);
        String item = parameters.code("itemCode", itemCode);
        Instant earliest = parameters.from("from", from, settings.zone());
        Instant latest = parameters.until("to", to, settings.zone());
        parameters.check();
        if (lot == null && item == null && earliest == null && latest == null) {
            throw new ProblemException(
                    ProblemCode.FIELD_MISSING, "/lotId", "One of lotId, itemCode, from and to is required.");
        }
        return new TracedMovements.Asked(lot, item, earliest, latest, settings.zone());
    }

    /** The whole workbook, before the first byte of it is sent: what is wrong can still be said. */
    private Uni<SpoolFile> written(TracedMovements.Asked asked) {
        if (!free.tryAcquire()) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemCode.OVERLOADED,
                            settings.export().atOnceMax()
                                    + " exports are being made, which is as many as may be at once."));
        }
        return Uni.createFrom()
                .item(SpoolFile::create)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(file -> write(asked, file)
                        .replaceWith(file)
                        .onFailure()
                        .invoke(file::close)
                        .onCancellation()
                        .invoke(file::close))
                .onTermination()
                .invoke(free::release);
    }

    private Uni<Void> write(TracedMovements.Asked asked, SpoolFile file) {
        TraceabilityWorkbook workbook =
                new TraceabilityWorkbook(file.out(), settings.export().sheetRowsMax());
        return movements
                .read(asked, page -> onWorker(() -> workbook.add(page)))
                .flatMap(read -> onWorker(workbook::finish));
    }

    private static Uni<Void> onWorker(SpoolFile.Work work) {
        return Uni.createFrom()
                .<Void>item(() -> SpoolFile.run(work))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Multi<byte[]> chunks(SpoolFile file) {
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(file::next).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .whilst(chunk -> chunk.length > 0)
                .onTermination()
                .invoke(file::close);
    }
}
