package org.lotledger.shipping.messaging;

import java.util.function.Function;
import org.lotledger.events.EventLink;
import org.lotledger.events.EventType;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.shipping.stock.LotRef;

/** Public lot events as the store wants them: keyed by the lot, completed when their place in its chain is known. */
final class LotDrafts {

    private LotDrafts() {}

    static Draft about(LotRef lot, EventType type, String place, Function<EventLink, LotEvent> event) {
        return new Draft(
                type.topic().wireName(),
                lot.lotId().toString(),
                type.wireName(),
                place,
                (eventId, previousHash) -> PublicEventJson.write(event.apply(new EventLink(eventId, previousHash))));
    }
}
