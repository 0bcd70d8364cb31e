package org.lotledger.receiving.messaging;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotRef;

/** Public lot events as the store wants them: keyed by the lot, completed when their place in its chain is known. */
final class LotDrafts {

    private LotDrafts() {}

    /** What an event says, once its place in the chain is known. */
    @FunctionalInterface
    interface Fact extends Function<EventLink, LotFact> {}

    static Draft received(Addition addition, Fact fact) {
        return about(
                addition.lot(), EventType.LOT_RECEIVED, addition.pointer(), link -> new LotReceived(fact.apply(link)));
    }

    static Draft adjusted(Addition addition, AdjustmentReason reason, Fact fact) {
        return adjusted(addition.lot(), addition.pointer(), reason, fact);
    }

    static Draft adjusted(LotRef lot, String place, AdjustmentReason reason, Fact fact) {
        return about(lot, EventType.LOT_ADJUSTED, place, link -> new LotAdjusted(reason, fact.apply(link)));
    }

    private static Draft about(LotRef lot, EventType type, String place, Function<EventLink, LotEvent> event) {
        return new Draft(
                type.topic().wireName(),
                lot.lotId().toString(),
                type.wireName(),
                place,
                (eventId, previousHash) -> PublicEventJson.write(event.apply(new EventLink(eventId, previousHash))));
    }

    /** A public event that was announced before the store lost it: the same, and at its place of its chain only. */
    static Draft again(LotEvent event, String place) {
        return new Draft(
                event.type().topic().wireName(),
                event.key(),
                event.type().wireName(),
                place,
                (eventId, previousHash) -> {
                    if (!event.link().equals(new EventLink(eventId, previousHash))) {
                        throw new IllegalStateException(
                                event.link().eventId() + " is announced at another place of its chain");
                    }
                    return PublicEventJson.write(event);
                });
    }

    /** The events of shipping that an event is based on: up to this one; none when it is based on none. */
    static Map<String, Long> basedOn(@Nullable Long shippingUpTo) {
        return shippingUpTo == null ? Map.of() : Map.of(Source.SHIPPING.wireName(), shippingUpTo);
    }
}
