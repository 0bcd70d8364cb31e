package org.lotledger.shipping.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.ReferenceCopy;
import org.lotledger.eventsourcing.inbox.ReferenceOwner;
import org.lotledger.eventsourcing.rest.ProblemCode;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.eventsourcing.rest.ServiceToken;

/** The item catalog, asked directly: what an item or a location is, and that shipping uses an item from now on. */
@ApplicationScoped
public class ItemCatalog implements ReferenceOwner {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;

    private final Client client;

    public ItemCatalog(@RestClient Client client) {
        this.client = client;
    }

    /** The part of the catalog's REST surface that shipping calls. */
    @RegisterRestClient(configKey = "item-catalog")
    @RegisterProvider(ServiceToken.class)
    public interface Client {
        @GET
        @Path("/items/{itemCode}")
        Uni<JsonNode> item(@PathParam("itemCode") String itemCode);

        @GET
        @Path("/locations/{location}")
        Uni<JsonNode> location(@PathParam("location") String location);

        @PUT
        @Path("/items/{itemCode}/uses/{service}")
        Uni<JsonNode> use(@PathParam("itemCode") String itemCode, @PathParam("service") String service);
    }

    @Override
    public Uni<Optional<ReferenceCopy>> ask(String key) {
        Uni<JsonNode> answer = isItem(key)
                ? client.item(nameIn(key, ItemChanged.keyOf("")))
                : client.location(nameIn(key, LocationChanged.keyOf("")));
        return copy(key, false, answer);
    }

    @Override
    public Uni<Optional<ReferenceCopy>> claim(String key) {
        return copy(key, true, client.use(nameIn(key, ItemChanged.keyOf("")), Source.SHIPPING.wireName()));
    }

    private static boolean isItem(String key) {
        return key.startsWith(ItemChanged.keyOf(""));
    }

    private static String nameIn(String key, String prefix) {
        return key.substring(prefix.length());
    }

    private static Uni<Optional<ReferenceCopy>> copy(String key, boolean claimed, Uni<JsonNode> answer) {
        return answer.ifNoItem()
                .after(ANSWER_TIMEOUT)
                .fail()
                .map(body ->
                        Optional.of(new ReferenceCopy(key, body.path("version").asLong(), claimed, body.toString())))
                .onFailure(ItemCatalog::isNotFound)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(failure -> new ProblemException(
                        ProblemCode.PEER_UNREACHABLE,
                        "The item catalog must be asked about " + key + " and does not answer: try again."));
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() == NOT_FOUND;
    }
}
