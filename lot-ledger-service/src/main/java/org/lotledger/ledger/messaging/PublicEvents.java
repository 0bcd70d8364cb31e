package org.lotledger.ledger.messaging;

import org.lotledger.events.EventType;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Topic;
import org.lotledger.events.UnreadableEvent;
import org.lotledger.eventsourcing.inbox.Unreadable;

/** Public events out of records. */
final class PublicEvents {
    private PublicEvents() {}

    /** The event of a type that belongs on the topic. */
    static PublicEvent read(Topic topic, String typeName, byte[] body) {
        EventType type = EventType.byWireName(typeName)
                .orElseThrow(() -> new Unreadable("the type " + typeName + " is unknown", true));
        if (type.topic() != topic) {
            throw new Unreadable(typeName + " does not belong on " + topic.wireName(), false);
        }
        try {
            return PublicEventJson.read(type, body);
        } catch (UnreadableEvent e) {
            throw new Unreadable(String.valueOf(e.getMessage()), false);
        }
    }
}
