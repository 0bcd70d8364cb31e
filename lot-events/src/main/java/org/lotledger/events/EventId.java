package org.lotledger.events;

import java.util.Optional;

/**
 * The name of a public event, written {@code <source>.<key>.<sequence>}: unique, and findable without an index of its own.
 * Clients treat it as opaque.
 *
 * @param source wire name of the service that published it, see {@link Source}; has no dot
 * @param key Kafka key of the event, such as a lotId or {@code item:A.1}; may have dots and colons
 * @param sequence place among the events of this source and key, from 1 without gaps
 */
public record EventId(String source, String key, long sequence) {

    public EventId {
        Invariant.code(source, "source");
        Invariant.that(source.indexOf('.') < 0, "source must have no dot");
        Invariant.code(key, "key");
        Invariant.that(sequence >= 1, () -> "sequence must be at least 1, is " + sequence);
    }

    /** Empty if the text is no event id in its one canonical form (a sequence of 07 or +7 is none). */
    public static Optional<EventId> parse(String text) {
        int afterSource = text.indexOf('.');
        int beforeSequence = text.lastIndexOf('.');
        if (afterSource < 0 || afterSource == beforeSequence || !isCanonicalNumber(text, beforeSequence + 1)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EventId(
                    text.substring(0, afterSource),
                    text.substring(afterSource + 1, beforeSequence),
                    Long.parseLong(text.substring(beforeSequence + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Looked at digit by digit, because every event has several ids and is read often. */
    private static boolean isCanonicalNumber(String text, int begin) {
        for (int i = begin; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return begin < text.length() && text.charAt(begin) != '0';
    }

    @Override
    public String toString() {
        return source + "." + key + "." + sequence;
    }
}
