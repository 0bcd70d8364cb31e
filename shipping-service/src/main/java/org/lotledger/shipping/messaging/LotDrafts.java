package org.lotledger.shipping.messaging;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotShipped;
import org.lotledger.events.PublicEventJson;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.shipping.stock.LotRef;

/** Public lot events as the store wants them: keyed by the lot, completed when their place in its chain is known. */
final class LotDrafts {

    private LotDrafts() {}

    /**
     * That goods left.
     *
     * @param reason null for a delivery to a customer
     */
    static Draft left(LotRef lot, @Nullable AdjustmentReason reason, String place, Function<EventLink, LotFact> fact) {
        EventType type = reason == null ? EventType.LOT_SHIPPED : EventType.LOT_ADJUSTED;
        return new Draft(
                type.topic().wireName(),
                lot.lotId().toString(),
                type.wireName(),
                place,
                (eventId, previousHash) ->
                        PublicEventJson.write(event(reason, fact.apply(new EventLink(eventId, previousHash)))));
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

    private static LotEvent event(@Nullable AdjustmentReason reason, LotFact fact) {
        return reason == null ? new LotShipped(fact) : new LotAdjusted(reason, fact);
    }
}
