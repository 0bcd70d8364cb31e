package org.lotledger.ledger.writers;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ServiceToken;

/** The part of every writer's REST surface that the ledger asks; bytes, because what is hashed must be what came. */
@Path("/announcements")
@Produces(MediaType.APPLICATION_JSON)
interface WriterApi {

    @GET
    Uni<byte[]> announcements(
            @QueryParam("key") @Nullable String key,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor);

    @GET
    @Path("/heads")
    Uni<byte[]> heads(@QueryParam("limit") int limit, @QueryParam("cursor") @Nullable String cursor);

    @GET
    @Path("/mapping")
    Uni<MappingPage> mapping(@QueryParam("limit") int limit, @QueryParam("cursor") @Nullable String cursor);

    @POST
    @Path("/republish")
    Uni<byte[]> republish(@QueryParam("from") String from);

    /** Its address is {@code quarkus.rest-client.item-catalog.url}. */
    @RegisterRestClient(configKey = "item-catalog")
    @RegisterProvider(ServiceToken.class)
    interface ItemCatalog extends WriterApi {}

    /** Its address is {@code quarkus.rest-client.receiving.url}. */
    @RegisterRestClient(configKey = "receiving")
    @RegisterProvider(ServiceToken.class)
    interface Receiving extends WriterApi {}

    /** Its address is {@code quarkus.rest-client.shipping.url}. */
    @RegisterRestClient(configKey = "shipping")
    @RegisterProvider(ServiceToken.class)
    interface Shipping extends WriterApi {}
}
