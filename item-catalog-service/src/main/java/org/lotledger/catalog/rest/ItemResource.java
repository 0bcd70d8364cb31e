package org.lotledger.catalog.rest;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.item.ItemCommand.ClaimItem;
import org.lotledger.catalog.item.ItemCommand.CreateItem;
import org.lotledger.catalog.item.ItemCommand.EditItem;
import org.lotledger.catalog.item.ItemCommand.SetItemStatus;
import org.lotledger.catalog.persistence.ItemView;
import org.lotledger.catalog.persistence.Items;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.rest.CommandParameters;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.eventsourcing.rest.FieldRules;
import org.lotledger.eventsourcing.rest.Page;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.Role;
import org.lotledger.eventsourcing.store.EventStore.Appended;

/** What an item is, and who uses it. */
@Path("/items")
@Tag(name = "Items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR, Role.SERVICE})
public class ItemResource {
    private final Commands commands;
    private final Items items;

    public ItemResource(Commands commands, Items items) {
        this.commands = commands;
        this.items = items;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Takes a new item into the catalog")
    @RequestBodySchema(ItemRequest.class)
    @APIResponseSchema(value = ItemAnswer.class, responseCode = "201")
    @RolesAllowed(Role.CATALOG_MANAGER)
    public Uni<Response> create(@BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ItemRequest request = command.read(ItemRequest.class);
            String itemCode = request.itemCode();
            return items.lock(command, itemCode)
                    .flatMap(found -> items.gtinHolder(command, request.gtinOrNull(), itemCode)
                            .flatMap(
                                    holder -> items.decide(command, found, new CreateItem(request.toWanted(), holder))))
                    .map(created -> command.created(
                            "/items/" + itemCode,
                            created.document().version(),
                            created.announced(),
                            ItemAnswer.of(created.document())));
        });
    }

    @PATCH
    @Path("/{itemCode}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Changes what an item is",
            description =
                    "A merge patch (RFC 7396): what is left out stays, null takes away. The code and the type never"
                            + " change; unit, quantityScale, lotTracked and perishable do not once the item is in use.")
    @RequestBodySchema(ItemRequest.class)
    @APIResponseSchema(ItemAnswer.class)
    @RolesAllowed(Role.CATALOG_MANAGER)
    public Uni<Response> edit(
            @PathParam("itemCode") String itemCode, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seen(command, itemCode)
                        .flatMap(found -> {
                            Item item = found.document().state().orElseThrow();
                            ItemRequest request = command.readPatch(ItemRequest.class, ItemRequest.of(item));
                            return items.gtinHolder(command, request.gtinOrNull(), itemCode)
                                    .flatMap(holder ->
                                            items.decide(command, found, new EditItem(request.toWanted(), holder)));
                        })
                        .map(edited -> done(command, edited)));
    }

    @PUT
    @Path("/{itemCode}/status")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what may be done with an item: PENDING nothing, ACTIVE all, INACTIVE no new supply")
    @RequestBodySchema(ItemStatusRequest.class)
    @APIResponseSchema(ItemAnswer.class)
    @RolesAllowed(Role.CATALOG_MANAGER)
    public Uni<Response> setStatus(
            @PathParam("itemCode") String itemCode, @BeanParam CommandParameters parameters, byte @Nullable [] body) {
        return commands.run(
                parameters,
                body,
                command -> seen(command, itemCode)
                        .flatMap(found -> items.decide(
                                command,
                                found,
                                new SetItemStatus(
                                        itemCode,
                                        command.read(ItemStatusRequest.class).status())))
                        .map(set -> done(command, set)));
    }

    /** The item, locked, which the caller has seen as it is now. */
    private Uni<Items.Locked> seen(Command command, String itemCode) {
        return existing(command, itemCode)
                .call(found -> command.requireMatch(
                        found.document(),
                        "Item " + itemCode,
                        () -> Uni.createFrom().item(ItemAnswer.of(found.document()))));
    }

    private Uni<Items.Locked> existing(Command command, String itemCode) {
        requirePossible(itemCode);
        return items.lock(command, itemCode)
                .invoke(found -> command.requireFound(found.document(), "Item " + itemCode));
    }

    private static Answer done(Command command, Appended<Optional<Item>> changed) {
        return command.done(changed.document().version(), changed.announced(), ItemAnswer.of(changed.document()));
    }

    @GET
    @WithSession
    @Operation(summary = "Items by code; q is part of a code or description, in upper or lower case")
    public Uni<Page<ItemAnswer>> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("status") @Nullable String status,
            @QueryParam("lotTracked") @Nullable String lotTracked,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int rowsMax = Cursor.limit(limit);
        var filter = new ItemView.Filter(
                QueryFields.text("q", q), QueryFields.status(status), QueryFields.flag("lotTracked", lotTracked));
        return ItemView.list(filter, QueryFields.afterIdentifier(cursor), rowsMax + 1)
                .map(rows -> Page.of(rows, rowsMax, ItemAnswer::of, row -> Cursor.after(row.itemCode)));
    }

    @GET
    @Path("/{itemCode}")
    @WithSession
    @Operation(summary = "One item")
    public Uni<RestResponse<ItemAnswer>> get(@PathParam("itemCode") String itemCode) {
        requirePossible(itemCode);
        return ItemView.byCode(itemCode).map(item -> {
            if (item == null) {
                throw notFound(itemCode);
            }
            return RestResponse.ResponseBuilder.ok(ItemAnswer.of(item))
                    .header(HttpHeaders.ETAG, Command.eTag(item.version))
                    .build();
        });
    }

    /** What cannot be the code of an item is not asked for: not every text can be. */
    private static void requirePossible(String itemCode) {
        if (!itemCode.matches(FieldRules.IDENTIFIER)) {
            throw notFound(itemCode);
        }
    }

    private static ProblemException notFound(String itemCode) {
        return new ProblemException(ProblemCode.NOT_FOUND, "Item " + itemCode + " does not exist.");
    }

    @PUT
    @Path("/{itemCode}/uses/{service}")
    @Operation(summary = "Claims the item for a service before its first document; claiming again changes nothing")
    @APIResponseSchema(ItemAnswer.class)
    @RolesAllowed(Role.SERVICE)
    public Uni<Response> claim(
            @PathParam("itemCode") String itemCode,
            @PathParam("service") String service,
            @BeanParam CommandParameters parameters,
            byte @Nullable [] body) {
        return commands.run(parameters, body, command -> {
            ClaimItem claim = new ClaimItem(itemCode, claimant(service));
            command.readNothing();
            return existing(command, itemCode)
                    .flatMap(found -> items.decide(command, found, claim))
                    .map(claimed -> done(command, claimed));
        });
    }

    private static Source claimant(String service) {
        return Source.byWireName(service)
                .filter(source -> source != Source.ITEM_CATALOG)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "No service that claims items is called \"" + service + "\"."));
    }
}
