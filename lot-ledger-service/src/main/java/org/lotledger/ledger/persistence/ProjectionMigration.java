package org.lotledger.ledger.persistence;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;

/** Makes the tables that are read, when the service starts. Quarkus itself migrates one schema only. */
@ApplicationScoped
public class ProjectionMigration {
    /** Before the consumers start and before anything looks into the tables. */
    private static final int FIRST = 1;

    private final DataSource database;

    public ProjectionMigration(DataSource database) {
        this.database = database;
    }

    void start(@Observes @Priority(FIRST) StartupEvent started) {
        ProjectionSchema.LIVE.migrate(database);
    }
}
