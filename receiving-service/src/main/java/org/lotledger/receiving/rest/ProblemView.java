package org.lotledger.receiving.rest;

import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.lot.Warning;

/** What forbids receiving, or is only odd, with a pointer into the document as it is shown. */
public record ProblemView(String code, String pointer, String detail) {

    static ProblemView of(Violation violation) {
        return new ProblemView(violation.code().name(), violation.pointer(), violation.detail());
    }

    static ProblemView of(Warning warning) {
        return new ProblemView(warning.code().name(), warning.pointer(), warning.detail());
    }
}
