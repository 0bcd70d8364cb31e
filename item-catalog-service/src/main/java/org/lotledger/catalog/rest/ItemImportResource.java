package org.lotledger.catalog.rest;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.ItemCommand.ImportItem;
import org.lotledger.catalog.persistence.Items;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.ImportVerdict;
import org.lotledger.eventsourcing.rest.ImportVerdict.Outcome;
import org.lotledger.eventsourcing.rest.ImportVerdict.RowVerdict;
import org.lotledger.eventsourcing.rest.JsonBody;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.Refusal;

/** Items out of a file: each row for itself, so that the file can be mended and sent again. */
@Path("/imports/items")
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CATALOG_MANAGER)
public class ItemImportResource {
    /** Items taken in at once: enough to share the disk's flushes, few enough to leave connections to others. */
    private static final int AT_ONCE = 8;

    private final Commands commands;
    private final Items items;
    private final JsonBody bodies;
    private final int bytesMax;

    public ItemImportResource(Commands commands, Items items, JsonBody bodies, EventSourcingSettings settings) {
        this.commands = commands;
        this.items = items;
        this.bodies = bodies;
        this.bytesMax = settings.request().importBytesMax();
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Takes items out of a CSV file into the catalog",
            description =
                    "Header: itemCode, description, type, unit, quantityScale, lotTracked, perishable, gtin; an empty"
                            + " cell counts as left out. An item that is there just so stays unchanged, so the file can be"
                            + " sent again; one that is there otherwise is rejected, and nothing of it changes.")
    @APIResponseSchema(ImportVerdict.class)
    public Uni<Response> importFile(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ItemFile file = ItemFile.read(body == null ? new byte[0] : body, bytesMax, bodies);
            List<RowVerdict> verdicts = new ArrayList<>();
            return importEach(parameters, file.alone(), AT_ONCE)
                    .invoke(verdicts::addAll)
                    .flatMap(done -> importEach(parameters, file.following(), 1))
                    .invoke(verdicts::addAll)
                    .map(done -> command.done(sum(file.refused(), verdicts)));
        });
    }

    private Uni<List<RowVerdict>> importEach(CommandParameters parameters, List<ItemFile.Row> rows, int atOnce) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUni(row -> verdict(parameters, row))
                .merge(atOnce)
                .collect()
                .asList();
    }

    private Uni<RowVerdict> verdict(CommandParameters parameters, ItemFile.Row row) {
        return commands.runPart(parameters, command -> importItem(command, row.item()))
                .map(outcome -> RowVerdict.of(row.number(), outcome))
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> RowVerdict.rejected(row.number(), refusal));
    }

    private Uni<Outcome> importItem(Command command, ItemRequest item) {
        String itemCode = item.itemCode();
        return items.lock(command, itemCode)
                .flatMap(found -> items.gtinHolder(command, item.gtinOrNull(), itemCode)
                        .flatMap(holder -> items.decide(command, found, new ImportItem(item.toWanted(), holder))))
                .map(imported -> imported.announced().isEmpty() ? Outcome.UNCHANGED : Outcome.ACCEPTED);
    }

    private static ImportVerdict sum(List<ItemFile.Refused> refused, List<RowVerdict> verdicts) {
        List<RowVerdict> rows = new ArrayList<>(verdicts);
        refused.forEach(row -> rows.add(RowVerdict.rejected(row.number(), row.code(), row.detail())));
        return ImportVerdict.of(rows);
    }
}
