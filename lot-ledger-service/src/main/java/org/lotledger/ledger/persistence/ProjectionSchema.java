package org.lotledger.ledger.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Where tables of the projection lie: those that are read, those of a rebuild under way, and those it has replaced. All
 * are made by the same migrations, of which each schema keeps its own history.
 */
public enum ProjectionSchema {
    LIVE("projection"),
    NEXT("projection_next"),
    OLD("projection_old");

    private final String sqlName;

    ProjectionSchema(String sqlName) {
        this.sqlName = sqlName;
    }

    String sqlName() {
        return sqlName;
    }

    /** The setting {@code search_path} of connections that work on these tables. */
    String searchPath() {
        return sqlName + ",public";
    }

    /** Makes the schema and its tables, or brings them to this version; blocks. */
    void migrate(DataSource database) {
        Flyway.configure(ProjectionSchema.class.getClassLoader())
                .dataSource(database)
                .schemas(sqlName)
                .locations("classpath:db/projection")
                .load()
                .migrate();
    }
}
