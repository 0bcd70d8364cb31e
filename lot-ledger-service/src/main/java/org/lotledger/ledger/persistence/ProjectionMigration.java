package org.lotledger.ledger.persistence;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes the tables that are read, when the service starts. Quarkus itself migrates one schema only. */
@ApplicationScoped
public class ProjectionMigration {
    /** Before the consumers start and before anything looks into the tables. */
    private static final int FIRST = 1;

    private final MigrationConnections connections;

    public ProjectionMigration(MigrationConnections connections) {
        this.connections = connections;
    }

    void start(@Observes @Priority(FIRST) StartupEvent started) {
        ProjectionSchema.LIVE.migrate(connections.database());
    }
}
