package org.lotledger.ledger.rest;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.LotLocation;
import org.lotledger.ledger.persistence.LotQueries;
import org.lotledger.ledger.persistence.LotRow;
import org.lotledger.ledger.persistence.LotTransaction;
import org.lotledger.ledger.persistence.PastBalances;

/** Lots: how much there is, where, and what happened to them. */
@Path("/lots")
@Tag(name = "Lots")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class LotResource {
    private final LotQueries lots;
    private final PastBalances balances;
    private final TransactionCsv csv;
    private final Clock clock;
    private final LedgerSettings settings;

    public LotResource(
            LotQueries lots, PastBalances balances, TransactionCsv csv, Clock clock, LedgerSettings settings) {
        this.lots = lots;
        this.balances = balances;
        this.csv = csv;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "Finds lots")
    public Uni<Page<LotRow>> search(@BeanParam LotSearch search) {
        LotSearch.Asked asked = search.read();
        return lots.search(asked.filter(), asked.order(), asked.after(), asked.limit() + 1, today())
                .map(rows -> Page.of(rows, asked.limit(), row -> row, row -> LotSearch.cursor(asked.order(), row)));
    }

    @GET
    @Path("/{lotId}")
    @WithSession
    @Operation(summary = "One lot, and where it is")
    public Uni<LotRow> lot(@PathParam("lotId") String lotId) {
        return found(lotId);
    }

    @GET
    @Path("/{lotId}/balance")
    @Operation(summary = "What there is of a lot, or was, as we know it now or knew it then")
    public Uni<Balance> balance(@PathParam("lotId") String lotId, @BeanParam BalanceQuestion question) {
        UUID id = idOf(lotId);
        QueryParameters parameters = new QueryParameters();
        BalanceQuestion.Asked asked = question.read(parameters, settings.zone());
        parameters.check();
        return existing(id)
                .flatMap(lot -> balances.ofLot(id, asked.asOf(), asked.knownAt()))
                .map(places -> Balance.of(id, asked, places));
    }

    @GET
    @Path("/{lotId}/transactions")
    @WithSession
    @Operation(
            summary = "What happened to a lot",
            description =
                    "With Accept: text/csv the answer is one table of all rows (RFC 4180, UTF-8), without limit and cursor;"
                            + " a text that a spreadsheet would run has an apostrophe in front.")
    public Uni<Page<Transaction>> transactions(@PathParam("lotId") String lotId, @BeanParam TransactionSearch search) {
        UUID id = idOf(lotId);
        TransactionSearch.Asked asked = search.read(id, settings.zone());
        return existing(id)
                .flatMap(lot ->
                        LotTransaction.page(asked.filter(), asked.descending(), asked.after(), asked.limit() + 1))
                .onFailure(LotTransaction.Rebuilt.class)
                .transform(rebuilt -> new ProblemException(
                        ProblemCode.FIELD_INVALID,
                        "/cursor",
                        "The ledger was rebuilt since the cursor was given out; please begin the list anew."))
                .map(rows -> Page.of(rows, asked.limit(), Transaction::of, TransactionSearch::cursor));
    }

    @GET
    @Path("/{lotId}/transactions")
    @Produces(CsvText.MEDIA_TYPE)
    @Operation(hidden = true)
    public RestMulti<byte[]> transactionsAsCsv(@PathParam("lotId") String lotId, @BeanParam TransactionSearch search) {
        UUID id = idOf(lotId);
        TransactionSearch.AskedWhole asked = search.readWhole(id, settings.zone());
        return RestMulti.fromUniResponse(
                LotTransaction.newest(id).onItem().ifNull().failWith(() -> notFound(lotId)),
                newest -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(TransactionCsv.header(asked.byteOrderMark())),
                                LotTransaction.pages(asked.filter(), asked.descending(), newest)
                                        .map(csv::lines)),
                newest -> Map.of(
                        HttpHeaders.CONTENT_TYPE,
                        List.of(CsvText.MEDIA_TYPE + ";charset=UTF-8"),
                        HttpHeaders.CONTENT_DISPOSITION,
                        List.of("attachment; filename=\"lot-" + id + ".csv\"")));
    }

    private Uni<LotRow> found(String lotId) {
        UUID id = idOf(lotId);
        return existing(id)
                .flatMap(lot -> LotLocation.notEmpty(id)
                        .map(places -> lot.at(places.stream()
                                .map(place -> new LotRow.LotPlace(place.location, place.onHand))
                                .toList())));
    }

    private Uni<LotRow> existing(UUID id) {
        return lots.lot(id, today()).map(lot -> {
            if (lot == null) {
                throw notFound(id.toString());
            }
            return lot;
        });
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(settings.zone()));
    }

    private static UUID idOf(String lotId) {
        return LotIds.parse(lotId).orElseThrow(() -> notFound(lotId));
    }

    private static ProblemException notFound(String lotId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No lot has the id " + lotId + ".");
    }
}
