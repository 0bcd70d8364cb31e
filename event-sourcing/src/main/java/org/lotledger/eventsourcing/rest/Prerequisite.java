package org.lotledger.eventsourcing.rest;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Something must be done before this command can be decided, and not while it holds locks: asking another service,
 * say. The command's transaction is rolled back, the remedy runs, the command is decided afresh.
 */
public final class Prerequisite extends RuntimeException {
    private final transient Supplier<Uni<Void>> remedy;

    public Prerequisite(String what, Supplier<Uni<Void>> remedy) {
        super(what);
        this.remedy = remedy;
    }

    Uni<Void> fulfil() {
        return remedy.get();
    }
}
