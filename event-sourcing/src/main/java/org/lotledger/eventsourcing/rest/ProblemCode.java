package org.lotledger.eventsourcing.rest;

import org.lotledger.eventsourcing.decider.RefusalCode;

/** The problems that the mechanism itself can answer with; the services add the reasons of their rules. */
public enum ProblemCode implements RefusalCode {
    MALFORMED(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    LOT_PARKED(409),
    DOCUMENT_CHANGED(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    FIELD_INVALID(422),
    FIELD_MISSING(422),
    UNKNOWN_FIELD(422),
    IDEMPOTENCY_KEY_REUSED(422),
    AFTER_UNKNOWN(422),
    IF_MATCH_REQUIRED(428),
    /** A bug of ours; the answer says nothing more, the log does. */
    INTERNAL(500),
    NOT_YET_APPLIED(503),
    PEER_UNREACHABLE(503),
    STORE_UNREACHABLE(503),
    STORE_BEHIND(503),
    OVERLOADED(503);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    @Override
    public Kind kind() {
        return status == 422 ? Kind.FIELD : Kind.RULE;
    }
}
