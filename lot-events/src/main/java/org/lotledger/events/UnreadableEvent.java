package org.lotledger.events;

/**
 * Bytes that are no public event of the type they claim to be; the message is a sentence that says why. A consumer sets the
 * record aside and advances no sequence. The message may repeat parts of foreign input, so it is cut and cleaned: it can be
 * logged and stored as it is.
 */
public final class UnreadableEvent extends RuntimeException {

    /** UTF-16 units: enough for a sentence, too little for a payload. */
    static final int MESSAGE_LENGTH_MAX = 500;

    UnreadableEvent(EventType type, String problem, Throwable cause) {
        super(clean(type.wireName() + " cannot be read: " + problem), cause);
    }

    UnreadableEvent(EventType type, String problem) {
        super(clean(type.wireName() + " cannot be read: " + problem));
    }

    private static String clean(String message) {
        StringBuilder cleaned = new StringBuilder();
        message.codePoints()
                .limit(MESSAGE_LENGTH_MAX / 2)
                .map(codePoint -> isPrintable(codePoint) ? codePoint : '?')
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
