package org.lotledger.shipping.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.eventsourcing.inbox.ReferenceCopies;
import org.lotledger.eventsourcing.inbox.ReferenceCopy;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.catalog.Place;

/** The copies of items and locations as the rules want them. */
@ApplicationScoped
public class CatalogCopies {
    private final ReferenceCopies copies;
    private final ObjectMapper json;

    public CatalogCopies(ReferenceCopies copies, ObjectMapper json) {
        this.copies = copies;
        this.json = json;
    }

    /** What a command needs of the catalog; what is unknown here is asked for first. */
    public Uni<Catalog> require(Command command, Collection<String> itemCodes, Collection<String> locations) {
        return copies.require(command, keys(itemCodes, locations)).map(this::catalog);
    }

    /** The last step of a command that saved these items on a document for the first time: claims them. */
    public Uni<Void> claimFirstUses(Command command, Collection<String> itemCodes) {
        if (itemCodes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return copies.read(command.transaction(), keys(itemCodes, Set.of()))
                .invoke(known -> copies.requireClaimed(command, known))
                .replaceWithVoid();
    }

    /** What is known here, for showing. */
    public Uni<Catalog> read(SqlClient client, Collection<String> itemCodes, Collection<String> locations) {
        return copies.read(client, keys(itemCodes, locations)).map(this::catalog);
    }

    /** Whether the copy of this key is at least of that version. */
    public Uni<Boolean> hasVersion(SqlClient client, String key, long version) {
        return copies.read(client, List.of(key)).map(known -> {
            ReferenceCopy copy = known.get(key);
            return copy != null && copy.version() >= version;
        });
    }

    private static List<String> keys(Collection<String> itemCodes, Collection<String> locations) {
        List<String> keys = new ArrayList<>();
        new HashSet<>(itemCodes).forEach(itemCode -> keys.add(ItemChanged.keyOf(itemCode)));
        new HashSet<>(locations).forEach(location -> keys.add(LocationChanged.keyOf(location)));
        return keys;
    }

    private Catalog catalog(Map<String, ReferenceCopy> known) {
        Map<String, Item> items = new HashMap<>();
        Map<String, Place> places = new HashMap<>();
        known.forEach((key, copy) -> {
            if (key.startsWith(ItemChanged.keyOf(""))) {
                Item item = read(copy, Item.class);
                items.put(item.itemCode(), item);
            } else {
                Place place = read(copy, Place.class);
                places.put(place.location(), place);
            }
        });
        return new Catalog(items, places);
    }

    private <T> T read(ReferenceCopy copy, Class<T> type) {
        try {
            return json.readValue(copy.json(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the copy of " + copy.key() + " cannot be read", e);
        }
    }
}
