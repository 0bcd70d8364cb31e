package org.lotledger.ledger.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections for migrations, which nobody has had before and nobody keeps. Those of a pool may have ended while they lay
 * there, and Flyway does not give back one that turns out to be dead: after two such tries the pool would be empty, and every
 * rebuild would fail until the service is started again.
 */
@ApplicationScoped
public class MigrationConnections {
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    public MigrationConnections(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        database.setUrl(url);
        database.setUser(username);
        database.setPassword(password);
    }

    DataSource database() {
        return database;
    }
}
