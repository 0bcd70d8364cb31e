package org.lotledger.events;

/** A fact that one service tells the others; its bytes are fixed when it is committed (see {@link PublicEventJson}). */
public sealed interface PublicEvent permits LotEvent, CatalogEvent {

    EventLink link();

    EventType type();

    /** Kafka key: events with the same key have one order. Also {@code ce_subject}, and a part of the event id. */
    String key();
}
