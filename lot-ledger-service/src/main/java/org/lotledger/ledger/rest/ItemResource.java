package org.lotledger.ledger.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.PastBalances;

/** Items, as the sum of their lots. */
@Path("/items")
@Tag(name = "Items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR})
public class ItemResource {
    private final PastBalances balances;
    private final LedgerSettings settings;

    public ItemResource(PastBalances balances, LedgerSettings settings) {
        this.balances = balances;
        this.settings = settings;
    }

    @GET
    @Path("/{itemCode}/balance")
    @Operation(summary = "What there is of an item, or was, as we know it now or knew it then")
    public Uni<ItemBalance> balance(
            @PathParam("itemCode") String itemCode,
            @BeanParam BalanceQuestion question,
            @QueryParam("location") @Parameter(description = "Only what is there") @Nullable String location) {
        QueryParameters parameters = new QueryParameters();
        BalanceQuestion.Asked asked = question.read(parameters, settings.zone());
        String place = parameters.code("location", location);
        parameters.check();
        return balances.isKnown(itemCode).flatMap(known -> {
            if (!known) {
                throw new ProblemException(
                        ProblemCode.NOT_FOUND, "No item has the code " + itemCode + ", and no lot is of it.");
            }
            return balances.ofItem(itemCode, asked.asOf(), asked.knownAt(), place)
                    .map(places -> ItemBalance.of(itemCode, asked, places));
        });
    }
}
