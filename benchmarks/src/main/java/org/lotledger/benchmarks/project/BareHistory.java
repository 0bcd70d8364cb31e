package org.lotledger.benchmarks.project;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A second history table in the ledger's database, made like the ledger's with all its partitions and indexes, and filled
 * with the same rows by COPY from a file that the server itself reads: nothing writes rows into PostgreSQL faster.
 */
final class BareHistory {
    private static final String COPY = "bare.lot_transaction";

    private final Connection superuser;
    private final String ledgers;

    private BareHistory(Connection superuser, String ledgers) {
        this.superuser = superuser;
        this.ledgers = ledgers;
    }

    static BareHistory create(Connection superuser) throws SQLException {
        String ledgers = text(superuser, """
                select format('%I.%I', n.nspname, c.relname)
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relname = 'lot_transaction' and c.relkind = 'p'
                order by n.nspname <> 'projection'
                limit 1""");
        int partitions = Integer.parseInt(
                text(superuser, "select count(*) from pg_inherits where inhparent = '" + ledgers + "'::regclass"));
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create schema bare");
            statement.execute(
                    "create table " + COPY + " (like " + ledgers + " including all) partition by hash (lot_id)");
            for (int i = 0; i < partitions; i++) {
                statement.execute("create table %s_%d partition of %s for values with (modulus %d, remainder %d)"
                        .formatted(COPY, i, COPY, partitions, i));
            }
        }
        return new BareHistory(superuser, ledgers);
    }

    /** Writes the ledger's rows whose documents begin so into a file; answers how many. */
    long export(String documentPrefix, Path file) throws SQLException {
        return run("copy (select * from %s where document_number like '%s%%') to '%s' (format binary)"
                .formatted(ledgers, documentPrefix, file));
    }

    /** Copies them into the second table; answers how many. */
    long copy(Path file) throws SQLException {
        return run("copy %s from '%s' (format binary)".formatted(COPY, file));
    }

    private long run(String copy) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(copy);
            return statement.getLargeUpdateCount();
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
