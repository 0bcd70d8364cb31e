package org.lotledger.events;

import java.util.Optional;

/** A service that publishes events; its wire name stands in event ids, {@code ce_source} and {@code basedOn}. */
public enum Source {
    ITEM_CATALOG("item-catalog"),
    RECEIVING("receiving"),
    SHIPPING("shipping");

    private final String wireName;

    Source(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Source> byWireName(String wireName) {
        for (Source source : values()) {
            if (source.wireName.equals(wireName)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
