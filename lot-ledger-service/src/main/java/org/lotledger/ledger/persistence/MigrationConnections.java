package org.lotledger.ledger.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
    /** A server that says nothing for so long is taken for one that is away; whoever migrates tries again. */
    private static final Duration LOGIN_MAX = Duration.ofSeconds(5);

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    public MigrationConnections(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        database.setUrl(url);
        database.setUser(username);
        database.setPassword(password);
        database.setLoginTimeout(Math.toIntExact(LOGIN_MAX.toSeconds()));
    }

    DataSource database() {
        return database;
    }
}
