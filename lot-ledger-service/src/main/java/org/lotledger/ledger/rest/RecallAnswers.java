package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.LotRow;
import org.lotledger.ledger.persistence.RecallReports;

/** Makes recall reports, for one lot by its path and for several by their ids. */
@ApplicationScoped
class RecallAnswers {
    static final String CSV = "text/csv";

    private static final MediaType CSV_TYPE = new MediaType("text", "csv", "UTF-8");

    private final RecallReports reports;
    private final Clock clock;
    private final LedgerSettings settings;

    RecallAnswers(RecallReports reports, Clock clock, LedgerSettings settings) {
        this.reports = reports;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The report of these lots in the first form that the caller likes; JSON if all are the same to it.
     *
     * @throws ProblemException NOT_FOUND naming all that are unknown
     */
    Uni<Response> answer(List<String> lotIds, HttpHeaders headers) {
        boolean csv = headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(CSV_TYPE))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isPresent();
        return report(lotIds)
                .map(report -> csv
                        ? Response.ok(RecallReportCsv.of(report), CSV_TYPE).build()
                        : Response.ok(report, MediaType.APPLICATION_JSON_TYPE).build());
    }

    private Uni<RecallReport> report(List<String> lotIds) {
        List<UUID> asked = lotIds.stream()
                .map(text -> LotIds.parse(text).orElseThrow(() -> notFound(text)))
                .distinct()
                .toList();
        return reports.material(asked, LocalDate.now(clock.withZone(settings.zone())))
                .map(material -> {
                    List<UUID> known =
                            material.lots().stream().map(LotRow::lotId).toList();
                    List<UUID> unknown =
                            asked.stream().filter(id -> !known.contains(id)).toList();
                    if (!unknown.isEmpty()) {
                        throw notFound(unknown.stream().map(UUID::toString).collect(Collectors.joining(", ")));
                    }
                    return RecallReport.of(asked, material);
                });
    }

    private static ProblemException notFound(String lotIds) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No lot has the id " + lotIds + ".");
    }
}
