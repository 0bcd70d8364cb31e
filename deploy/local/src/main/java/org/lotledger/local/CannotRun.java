package org.lotledger.local;

/** What the person at the terminal can do something about: printed without a stack trace. */
final class CannotRun extends RuntimeException {
    private final String reason;

    CannotRun(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
