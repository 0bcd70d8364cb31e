package org.lotledger.shipping.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Source;
import org.lotledger.events.UnreadableEvent;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Inbox;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.inbox.SequencedIntake;
import org.lotledger.eventsourcing.inbox.Unreadable;
import org.lotledger.shipping.persistence.HoldRows;
import org.lotledger.shipping.persistence.LotRows;
import org.lotledger.shipping.persistence.Recordings;
import org.lotledger.shipping.persistence.StockRows;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.LotRef;

/**
 * What others tell of lots: receiving, what came in, which raises what may be taken; the item catalog, which lots must
 * not go out.
 */
@ApplicationScoped
public class LotNews implements SequencedIntake<LotEvent> {
    private final Inbox inbox;
    private final LotRows lots;
    private final StockRows stock;
    private final Recordings recordings;
    private final HoldRows holds;

    public LotNews(Inbox inbox, LotRows lots, StockRows stock, Recordings recordings, HoldRows holds) {
        this.inbox = inbox;
        this.lots = lots;
        this.stock = stock;
        this.recordings = recordings;
        this.holds = holds;
    }

    @Incoming("lot-events")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return inbox.take(records, this);
    }

    @Override
    public String topic() {
        return EventType.LOT_RECEIVED.topic().wireName();
    }

    @Override
    public Set<String> sources() {
        return Set.of(Source.RECEIVING.wireName(), Source.ITEM_CATALOG.wireName());
    }

    @Override
    public Set<String> sourcesPassedOver() {
        return Set.of(Source.SHIPPING.wireName());
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

    /** A hold is in force as soon as it is heard of, whatever else of the lot is still on its way. */
    @Override
    public Uni<Void> hear(SqlConnection transaction, List<Arrival<LotEvent>> arrivals) {
        List<HoldRows.Heard> heard = arrivals.stream()
                .flatMap(arrival -> hold(arrival.event()).stream())
                .toList();
        return heard.isEmpty() ? Uni.createFrom().voidItem() : holds.keep(transaction, heard);
    }

    private static Optional<HoldRows.Heard> hold(LotEvent event) {
        if (!(event instanceof LotAdjusted(var reason, var fact))) {
            return Optional.empty();
        }
        String holdId = fact.document().number();
        return switch (reason) {
            case HOLD -> Optional.of(new HoldRows.Heard(fact.lotId(), holdId, HoldKind.HOLD, false));
            case QUARANTINE -> Optional.of(new HoldRows.Heard(fact.lotId(), holdId, HoldKind.QUARANTINE, false));
            case RECALL -> Optional.of(new HoldRows.Heard(fact.lotId(), holdId, HoldKind.RECALL, false));
            case RELEASE -> Optional.of(new HoldRows.Heard(fact.lotId(), holdId, null, true));
            default -> Optional.empty();
        };
    }

    @Override
    public Uni<Void> apply(SqlConnection transaction, List<Arrival<LotEvent>> inOrder, Map<String, Positions> moved) {
        List<LotEvent> events = inOrder.stream().map(Arrival::event).toList();
        return lots.keep(transaction, events, moved)
                .flatMap(kept -> stock.add(transaction, events))
                .flatMap(added -> recordings.add(transaction, events));
    }
}
