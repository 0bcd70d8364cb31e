package org.lotledger.eventsourcing.store;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a public event, unique everywhere: {@code <source>.<key>.<sequence>}. Opaque to clients.
 *
 * @param source the service that announced it, without a dot
 * @param key what it is about; may contain dots
 * @param sequence its place among the events of that source and key, from 1, without gaps
 */
public record EventId(String source, String key, long sequence) {

    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

    /** The parts of an event id, or empty when the text is none. */
    public static Optional<EventId> parse(String text) {
        int firstDot = text.indexOf('.');
        int lastDot = text.lastIndexOf('.');
        if (firstDot < 1 || lastDot <= firstDot + 1) {
            return Optional.empty();
        }
        String digits = text.substring(lastDot + 1);
        if (!SEQUENCE.matcher(digits).matches()) {
            return Optional.empty();
        }
        return Optional.of(new EventId(
                text.substring(0, firstDot), text.substring(firstDot + 1, lastDot), Long.parseLong(digits)));
    }

    @Override
    public String toString() {
        return source + "." + key + "." + sequence;
    }
}
