package org.lotledger.ledger.rest;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.LotLocation;
import org.lotledger.ledger.persistence.LotQueries;
import org.lotledger.ledger.persistence.LotRow;
import org.lotledger.ledger.persistence.LotTransaction;

/** Lots: how much there is, where, and what happened to them. */
@Path("/lots")
@Tag(name = "Lots")
@Produces(MediaType.APPLICATION_JSON)
public class LotResource {
    private final LotQueries lots;
    private final Clock clock;
    private final LedgerSettings settings;

    public LotResource(LotQueries lots, Clock clock, LedgerSettings settings) {
        this.lots = lots;
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
    @WithSession
    @Operation(summary = "What there is of a lot now")
    public Uni<Balance> balance(@PathParam("lotId") String lotId, @Context UriInfo uri) {
        for (String past : List.of("asOf", "knownAt")) {
            if (uri.getQueryParameters().containsKey(past)) {
                throw new ProblemException(
                        ProblemCode.FIELD_INVALID, "/" + past, past + " is not there yet: the balance is that of now.");
            }
        }
        return found(lotId)
                .map(lot -> new Balance(
                        lot.lotId(), null, null, lot.onHand(), lot.locations() == null ? List.of() : lot.locations()));
    }

    @GET
    @Path("/{lotId}/transactions")
    @WithSession
    @Operation(summary = "What happened to a lot")
    public Uni<Page<Transaction>> transactions(@PathParam("lotId") String lotId, @BeanParam TransactionSearch search) {
        UUID id = idOf(lotId);
        TransactionSearch.Asked asked = search.read(id, settings.zone());
        return existing(id)
                .flatMap(lot ->
                        LotTransaction.page(asked.filter(), asked.descending(), asked.after(), asked.limit() + 1))
                .map(rows -> Page.of(rows, asked.limit(), Transaction::of, TransactionSearch::cursor));
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
