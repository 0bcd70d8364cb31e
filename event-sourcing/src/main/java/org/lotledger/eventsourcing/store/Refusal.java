package org.lotledger.eventsourcing.store;

import java.util.List;
import org.lotledger.eventsourcing.decider.Violation;

/** A command was refused by its rules; rolls the transaction back. */
public final class Refusal extends RuntimeException {
    private final transient List<Violation> violations;

    public Refusal(List<Violation> violations) {
        super(violations.getFirst().code().name() + ": " + violations.getFirst().detail());
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
