package org.lotledger.eventsourcing.inbox;

/**
 * Something that another service owns, as it last told us.
 *
 * @param key its key on the owner's topic ({@code item:A})
 * @param version the owner's version; the highest wins
 * @param claimed whether the owner knows that this service uses it
 * @param json its whole state
 */
public record ReferenceCopy(String key, long version, boolean claimed, String json) {}
