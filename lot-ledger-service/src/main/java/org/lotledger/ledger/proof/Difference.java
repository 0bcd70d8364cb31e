package org.lotledger.ledger.proof;

import org.jspecify.annotations.Nullable;

/**
 * One thing in which the writers and the ledger do not agree.
 *
 * @param kind what kind of thing
 * @param key the lotId, {@code item:<code>} or {@code location:<code>}, or the stream of a writer's private events
 * @param source the writer whose event it is about; null where it is about no single one
 * @param sequence of that event; null where it is about no single one
 * @param location where the difference is about one place; null elsewhere
 * @param detail what differs, in a few words
 * @param expected what the writers' announcements make it; null for nothing
 * @param actual what is there; null for nothing
 */
public record Difference(
        Kind kind,
        String key,
        @Nullable String source,
        @Nullable Long sequence,
        @Nullable String location,
        String detail,
        @Nullable String expected,
        @Nullable String actual) {

    /** A closed list; one cause may be found as several differences. */
    public enum Kind {
        /** A writer's numbers of a key do not go up by one from 1. */
        SEQUENCE_GAP,
        /** An announcement does not name the hash of its predecessor's bytes. */
        CHAIN_BROKEN,
        /** The hash that a writer keeps is not that of the bytes it keeps. */
        HASH_WRONG,
        /** An announcement's bytes cannot be read, or are not the event that its place says. */
        UNREADABLE,
        /** A writer's private events do not make the announcements that it keeps. */
        MAPPING,
        /** Announced longer ago than a lag explains, and not applied. */
        NOT_APPLIED,
        /** The position up to which the ledger says it applied a source: its number, or the hash it keeps of it. */
        POSITION,
        /** Applied, but not in the history. */
        EVENT_MISSING,
        /** In the history more than once. */
        EVENT_DOUBLED,
        /** In the history, but announced by nobody. */
        EVENT_UNANNOUNCED,
        /** In the history before an event that its source announced earlier. */
        EVENT_ORDER,
        /** In the history before an event that it was decided on. */
        EVENT_BEFORE_CAUSE,
        /** The history says something else than was announced. */
        EVENT_CONTENT,
        /** A row of the history has another sum of the lot so far. */
        RUNNING_BALANCE,
        /** A row of the history has another sum of its place so far. */
        PLACE_BALANCE,
        /** A row of the history has other latest times so far. */
        CLOCKS,
        /** The lot was announced by nobody. */
        LOT_UNANNOUNCED,
        /** Received, shipped, returned, adjusted, in transit or on hand. */
        TOTAL,
        /** What there is at one place. */
        LOCATION_BALANCE,
        EXPIRATION_DATE,
        /** Whether a hold is in force. */
        HOLD,
        /** Item, lot number, unit, number of events, or the first and latest times of the lot. */
        LOT_FIELD,
        /** A balance was once below zero. */
        BELOW_ZERO,
        /** The ledger's copy of an item or a location. */
        CATALOG_COPY
    }
}
