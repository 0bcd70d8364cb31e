package org.lotledger.shipping.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.CatalogEvent;
import org.lotledger.events.EventType;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Source;
import org.lotledger.events.UnreadableEvent;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Inbox;
import org.lotledger.eventsourcing.inbox.LatestIntake;
import org.lotledger.eventsourcing.inbox.ReferenceCopies;
import org.lotledger.eventsourcing.inbox.ReferenceCopy;
import org.lotledger.eventsourcing.inbox.Unreadable;

/** Items and locations as the catalog tells of them: the newest state of each is kept. */
@ApplicationScoped
public class CatalogNews implements LatestIntake<CatalogEvent> {
    private final Inbox inbox;
    private final ReferenceCopies copies;

    public CatalogNews(Inbox inbox, ReferenceCopies copies) {
        this.inbox = inbox;
        this.copies = copies;
    }

    @Incoming("catalog-events")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return inbox.take(records, this);
    }

    @Override
    public String topic() {
        return EventType.ITEM_CHANGED.topic().wireName();
    }

    @Override
    public Set<String> sources() {
        return Set.of(Source.ITEM_CATALOG.wireName());
    }

    @Override
    public Set<String> sourcesPassedOver() {
        return Set.of();
    }

    @Override
    public CatalogEvent read(String type, byte[] body) {
        EventType known = EventType.byWireName(type)
                .orElseThrow(() -> new Unreadable("the event type " + type + " is unknown here", true));
        try {
            if (PublicEventJson.read(known, body) instanceof CatalogEvent event) {
                return event;
            }
        } catch (UnreadableEvent e) {
            throw new Unreadable(String.valueOf(e.getMessage()), false);
        }
        throw new Unreadable("a " + type + " does not belong on this topic", false);
    }

    @Override
    public String eventId(CatalogEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(CatalogEvent event) {
        return event.link().previousHash();
    }

    @Override
    public Map<String, Long> basedOn(CatalogEvent event) {
        return Map.of();
    }

    @Override
    public Uni<Void> keep(SqlConnection transaction, List<Arrival<CatalogEvent>> latest) {
        return copies.keep(
                transaction,
                latest.stream()
                        .map(arrival -> new ReferenceCopy(
                                arrival.key(),
                                arrival.event().version(),
                                false,
                                new String(
                                        Objects.requireNonNull(arrival.record().body()), StandardCharsets.UTF_8)))
                        .toList());
    }
}
