package org.lotledger.events;

/** A Kafka topic of the contract: kept for ever, never compacted, and refillable from the event stores. */
public enum Topic {
    /** Key {@code item:<itemCode>} or {@code location:<location>}; each event carries the whole state. */
    CATALOG_EVENTS("catalog-events"),
    /** Key lotId: all that happens to a lot stands in one partition, in one order. */
    LOT_EVENTS("lot-events");

    private final String wireName;

    Topic(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
