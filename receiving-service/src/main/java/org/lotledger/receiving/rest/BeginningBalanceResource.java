package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.ImportVerdict;
import org.lotledger.eventsourcing.rest.ImportVerdict.Outcome;
import org.lotledger.eventsourcing.rest.ImportVerdict.RowVerdict;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.Refusal;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.persistence.Adjustments;
import org.lotledger.receiving.rest.BeginningBalanceFile.Balance;
import org.lotledger.receiving.rest.BeginningBalanceFile.Refused;

/** Beginning balances out of a file: each lot for itself, so that the file can be mended and sent again. */
@Path("/imports/beginning-balances")
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.QUALITY)
public class BeginningBalanceResource {
    /** Balances booked at once: enough to share the disk's flushes, few enough to leave connections to others. */
    private static final int AT_ONCE = 8;

    private static final String REASON = "Import of beginning balances";

    private final Commands commands;
    private final Adjustments adjustments;
    private final int bytesMax;

    public BeginningBalanceResource(Commands commands, Adjustments adjustments, EventSourcingSettings settings) {
        this.commands = commands;
        this.adjustments = adjustments;
        this.bytesMax = settings.request().importBytesMax();
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Opens lots with what a CSV file says",
            description = "Header: itemCode, lotNumber, expirationDate, quantity, location. Rows of one item, lot and"
                    + " location add up to its opening balance; sending the file again changes nothing.")
    @APIResponseSchema(ImportVerdict.class)
    public Uni<Response> open(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            BeginningBalanceFile file = BeginningBalanceFile.read(body == null ? new byte[0] : body, bytesMax);
            return Multi.createFrom()
                    .iterable(file.balances())
                    .onItem()
                    .transformToUni(balance -> verdict(parameters, balance))
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .map(verdicts -> command.done(sum(file.refused(), verdicts)));
        });
    }

    private Uni<List<RowVerdict>> verdict(CommandParameters parameters, Balance balance) {
        return commands.runPart(parameters, command -> open(command, balance))
                .map(outcome -> rows(balance, row -> RowVerdict.of(row, outcome)))
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> rows(balance, row -> RowVerdict.rejected(row, refusal)));
    }

    private Uni<Outcome> open(Command command, Balance balance) {
        return adjustments
                .catalog(command, List.of(balance.lot().itemCode()), balance.location())
                .flatMap(known -> adjustments.lockFacts(
                        command, known, List.of(balance.lot()), balance.location(), Optional.empty()))
                .flatMap(facts -> {
                    Quantity opened = facts.opened().get(balance.lot().lotId());
                    if (balance.quantity().equals(opened)) {
                        return Uni.createFrom().item(Outcome.UNCHANGED);
                    }
                    return adjustments
                            .nextNumber(command.transaction())
                            .flatMap(number -> adjustments.post(
                                    command, number, facts, (named, known) -> posting(named, known, balance)))
                            .replaceWith(Outcome.ACCEPTED);
                });
    }

    private static PostAdjustment posting(String number, Adjustments.Facts facts, Balance balance) {
        var lotNumber = balance.lot().lotNumber();
        List<RequestedLot> lots = lotNumber == null
                ? List.of()
                : List.of(new RequestedLot(
                        lotNumber, balance.expirationDate(), balance.quantity().value()));
        return new PostAdjustment(
                number,
                AdjustmentType.BEGINNING_BALANCE,
                balance.location(),
                REASON,
                Map.of(),
                null,
                List.of(new RequestedLine(
                        1, balance.lot().itemCode(), balance.quantity().value(), lots, null, null)),
                facts.catalog(),
                facts.lots(),
                facts.opened(),
                facts.moment());
    }

    private static List<RowVerdict> rows(Balance balance, IntFunction<RowVerdict> verdict) {
        return balance.rows().stream().map(verdict::apply).toList();
    }

    private static ImportVerdict sum(Map<Integer, Refused> refused, List<List<RowVerdict>> verdicts) {
        List<RowVerdict> rows = new ArrayList<>();
        verdicts.forEach(rows::addAll);
        refused.forEach((row, why) -> rows.add(RowVerdict.rejected(row, why.code(), why.detail())));
        return ImportVerdict.of(rows);
    }
}
