package org.lotledger.events;

import java.util.Optional;

/**
 * A kind of public event and its name on the wire ({@code ce_type}). The names are for ever: a change that old consumers
 * could misread is a new name, and the old one stays readable.
 */
public enum EventType {
    LOT_RECEIVED("LotReceived.v1", Topic.LOT_EVENTS),
    LOT_SHIPPED("LotShipped.v1", Topic.LOT_EVENTS),
    LOT_ADJUSTED("LotAdjusted.v1", Topic.LOT_EVENTS),
    ITEM_CHANGED("ItemChanged.v1", Topic.CATALOG_EVENTS),
    LOCATION_CHANGED("LocationChanged.v1", Topic.CATALOG_EVENTS);

    private final String wireName;
    private final Topic topic;

    EventType(String wireName, Topic topic) {
        this.wireName = wireName;
        this.topic = topic;
    }

    public String wireName() {
        return wireName;
    }

    public Topic topic() {
        return topic;
    }

    /** Empty for a type of a later contract: the consumer sets such a record aside, it never skips it. */
    public static Optional<EventType> byWireName(String wireName) {
        for (EventType type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
