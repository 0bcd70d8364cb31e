package org.lotledger.events;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of a public event in the chain of its source and key.
 *
 * @param eventId see {@link EventId}; travels as {@code ce_id} too
 * @param previousHash SHA-256 of the predecessor's public bytes, 64 lower-case hexadecimal digits; null for sequence 1,
 *     and only there
 */
public record EventLink(String eventId, @Nullable String previousHash) {

    private static final int HASH_LENGTH = 64;

    public EventLink {
        Invariant.code(eventId, "eventId");
        Optional<EventId> id = EventId.parse(eventId);
        Invariant.that(id.isPresent(), () -> "eventId " + eventId + " is not <source>.<key>.<sequence>");
        if (previousHash == null) {
            Invariant.that(
                    id.get().sequence() == 1,
                    () -> "previousHash is missing although " + eventId + " is not the first");
        } else {
            Invariant.that(isHash(previousHash), "previousHash must be 64 digits of 0-9a-f");
            Invariant.that(
                    id.get().sequence() > 1, () -> "previousHash is given although " + eventId + " is the first");
        }
    }

    /** The event id in its parts. */
    public EventId id() {
        return EventId.parse(eventId).orElseThrow();
    }

    /** An event that names another key than its own would advance the wrong sequence. */
    void mustBelongTo(String key) {
        int afterSource = eventId.indexOf('.') + 1;
        Invariant.that(
                eventId.startsWith(key, afterSource) && eventId.lastIndexOf('.') == afterSource + key.length(),
                () -> "eventId " + eventId + " does not belong to " + key);
    }

    private static boolean isHash(String text) {
        return text.length() == HASH_LENGTH
                && text.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
    }
}
