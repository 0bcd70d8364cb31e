package org.lotledger.catalog.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.EventType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Topic;
import org.lotledger.events.UnreadableEvent;
import org.lotledger.eventsourcing.inbox.Unreadable;
import org.lotledger.eventsourcing.relay.OwnEvents;
import org.lotledger.eventsourcing.store.LostAnnouncement;

/** Items, places and holds that the catalog itself announced, taken in again after its store had lost them. */
@ApplicationScoped
public class OwnCatalogEvents implements OwnEvents<PublicEvent> {
    private final Items items;
    private final Locations locations;
    private final LotHolds holds;

    public OwnCatalogEvents(Items items, Locations locations, LotHolds holds) {
        this.items = items;
        this.locations = locations;
        this.holds = holds;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topic.CATALOG_EVENTS.wireName(), Topic.LOT_EVENTS.wireName());
    }

    @Override
    public PublicEvent read(String topic, String type, byte[] body) {
        EventType known = EventType.byWireName(type)
                .filter(found -> found.topic().wireName().equals(topic))
                .orElseThrow(() -> new Unreadable("a " + type + " does not belong on " + topic, true));
        try {
            return PublicEventJson.read(known, body);
        } catch (UnreadableEvent e) {
            throw new Unreadable(String.valueOf(e.getMessage()), false);
        }
    }

    @Override
    public String eventId(PublicEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(PublicEvent event) {
        return event.link().previousHash();
    }

    /** Items first, as commands lock them. What the catalog announces waits for nobody's news. */
    @Override
    public Uni<Predicate<LostAnnouncement<PublicEvent>>> lock(
            SqlConnection transaction, List<LostAnnouncement<PublicEvent>> lost) {
        String[] itemCodes = lost.stream()
                .map(LostAnnouncement::event)
                .filter(ItemChanged.class::isInstance)
                .map(event -> ((ItemChanged) event).itemCode())
                .distinct()
                .toArray(String[]::new);
        return transaction
                .preparedQuery("select from item where item_code = any ($1) order by item_code for update")
                .execute(Tuple.of((Object) itemCodes))
                .replaceWith(one -> true);
    }

    @Override
    public Uni<Void> takeBack(SqlConnection transaction, LostAnnouncement<PublicEvent> lost) {
        return switch (lost.event()) {
            case ItemChanged changed -> items.takeBack(transaction, lost, changed);
            case LocationChanged changed -> locations.takeBack(transaction, lost, changed);
            case LotAdjusted adjusted -> holds.takeBack(transaction, lost, adjusted);
            case LotReceived received -> throw notOurs(received);
            case LotShipped shipped -> throw notOurs(shipped);
        };
    }

    private static IllegalStateException notOurs(PublicEvent event) {
        return new IllegalStateException(event.link().eventId() + " is nothing that the catalog announces");
    }
}
