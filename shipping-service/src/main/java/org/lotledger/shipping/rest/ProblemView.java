package org.lotledger.shipping.rest;

import org.lotledger.eventsourcing.decider.Violation;

/** What forbids, or only makes doubtful, what is shown, with a pointer into that document. */
public record ProblemView(String code, String pointer, String detail) {
    static ProblemView of(Violation violation) {
        return new ProblemView(violation.code().name(), violation.pointer(), violation.detail());
    }
}
