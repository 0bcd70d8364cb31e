package org.lotledger.eventsourcing.decider;

/**
 * A stable reason in the words of the trade ({@code LOT_EXPIRED}), one constant of an enum each; part of the public
 * surface.
 */
public interface RefusalCode {

    /** The code as callers see it. */
    String name();

    /** What kind of mistake it is; fields are judged, and reported, before rules. */
    default Kind kind() {
        return Kind.RULE;
    }

    /** The kinds in the order of precedence in which they are reported. */
    enum Kind {
        /** The request itself is wrong, whatever the state of the system (HTTP 422). */
        FIELD,
        /** The request is well-formed, but a rule forbids it now (HTTP 409). */
        RULE
    }
}
