package org.lotledger.catalog.item;

/**
 * What has happened to an item. Each event carries the whole item as it was afterwards, not only what changed: others
 * are told the whole state after each event, and so what they are told follows from that one event and can be repeated.
 * Items are small and change rarely; it costs some hundred bytes.
 */
public sealed interface ItemEvent {

    /** It was taken into the catalog. */
    record ItemCreated(Item item) implements ItemEvent {}

    /** What it is was written anew. */
    record ItemEdited(Item item) implements ItemEvent {}

    /** What may be done with it changed. */
    record ItemStatusSet(Item item) implements ItemEvent {}

    /** A service claimed it for the first time. */
    record ItemUsed(String service, Item item) implements ItemEvent {}
}
