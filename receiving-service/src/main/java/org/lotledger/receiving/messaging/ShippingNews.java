package org.lotledger.receiving.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.EventType;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Source;
import org.lotledger.events.UnreadableEvent;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Inbox;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.inbox.SequencedIntake;
import org.lotledger.eventsourcing.inbox.Unreadable;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.persistence.LotRows;
import org.lotledger.receiving.persistence.Removals;

/** What left, as shipping tells it: it raises what was used of a lot and taken by a document, and so what may come back. */
@ApplicationScoped
public class ShippingNews implements SequencedIntake<LotEvent> {
    private final Inbox inbox;
    private final LotRows lots;
    private final Removals removals;

    public ShippingNews(Inbox inbox, LotRows lots, Removals removals) {
        this.inbox = inbox;
        this.lots = lots;
        this.removals = removals;
    }

    @Incoming("lot-events")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return inbox.take(records, this);
    }

    @Override
    public String topic() {
        return EventType.LOT_SHIPPED.topic().wireName();
    }

    @Override
    public Set<String> sources() {
        return Set.of(Source.SHIPPING.wireName());
    }

    @Override
    public Set<String> sourcesPassedOver() {
        return Set.of(Source.RECEIVING.wireName(), Source.ITEM_CATALOG.wireName());
    }

    @Override
    public LotEvent read(String type, byte[] body) {
        EventType known = EventType.byWireName(type)
                .orElseThrow(() -> new Unreadable("the event type " + type + " is unknown here", true));
        try {
            if (PublicEventJson.read(known, body) instanceof LotEvent event) {
                return event;
            }
        } catch (UnreadableEvent e) {
            throw new Unreadable(String.valueOf(e.getMessage()), false);
        }
        throw new Unreadable("a " + type + " does not belong on this topic", false);
    }

    @Override
    public String eventId(LotEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(LotEvent event) {
        return event.link().previousHash();
    }

    @Override
    public Map<String, Long> basedOn(LotEvent event) {
        return event.fact().basedOn();
    }

    @Override
    public Uni<Map<String, Positions>> lockPositions(SqlConnection transaction, List<Arrival<LotEvent>> arrivals) {
        Set<LotRef> named = new LinkedHashSet<>();
        arrivals.forEach(arrival -> named.add(new LotRef(
                arrival.event().fact().itemCode(), arrival.event().fact().lotNumber())));
        return lots.lockPositions(transaction, named);
    }

    @Override
    public Uni<Void> apply(SqlConnection transaction, List<Arrival<LotEvent>> inOrder, Map<String, Positions> moved) {
        List<LotEvent> events = inOrder.stream().map(Arrival::event).toList();
        return lots.applyShippingNews(transaction, events, moved)
                .flatMap(raised -> removals.apply(transaction, events));
    }
}
