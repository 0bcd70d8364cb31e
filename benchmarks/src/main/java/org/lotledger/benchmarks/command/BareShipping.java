package org.lotledger.benchmarks.command;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.lotledger.local.LocalPostgres;

/** A second database on the server of shipping, with shipping's own tables and as many lots, and nobody but pgbench in it. */
final class BareShipping {
    static final String DATABASE = "bare_shipping";

    private static final List<String> MIGRATIONS = List.of(
            "event-sourcing/src/main/resources/db/requests",
            "event-sourcing/src/main/resources/db/event-store",
            "event-sourcing/src/main/resources/db/inbox",
            "shipping-service/src/main/resources/db/shipping");

    private BareShipping() {}

    /** Makes the database and fills it with what the service knows of the goods. */
    static void create(LocalPostgres server, Path projectFolder, int lots) throws SQLException {
        server.createDatabase(DATABASE);
        Flyway.configure()
                .dataSource(server.jdbcUrl(DATABASE), LocalPostgres.ownerOf(DATABASE), LocalPostgres.ownerOf(DATABASE))
                .placeholders(Map.of("application", DATABASE))
                .locations(MIGRATIONS.stream()
                        .map(folder -> "filesystem:" + projectFolder.resolve(folder))
                        .toArray(String[]::new))
                .load()
                .migrate();
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into lot (lot_id, item_code, lot_number, arrived, expiration_date, first_received_at,
                        latest_occurred_at, latest_recorded_at, applied)
                    select lpad(i::text, 32, '0')::uuid, '%s', 'L-' || i, true, '2090-01-31', now(), now(), now(),
                        '{"receiving":[1,"1b36b9a5f34a5e0ba0f2ad0c93d16cc2e1a9a1e4bd3c1d2d27c7ab4a0b0f3f9e"]}'
                    from generate_series(1, %d) i""".formatted(Goods.ITEM, lots));
            statement.execute("""
                    insert into stock (lot_id, location, added)
                    select lot_id, '%s', 900000000 from lot""".formatted(Goods.LOCATION));
            statement.execute("""
                    insert into stock_movement (lot_id, location, occurred_at, quantity_change)
                    select lot_id, location, now(), added from stock""");
            statement.execute("""
                    insert into reference_copy (key, version, claimed, body)
                    select n.key, 2, true, jsonb_build_object('description', repeat('x', 300))
                    from (values ('item.%s'), ('location.%s')) n (key)""".formatted(Goods.ITEM, Goods.LOCATION));
            statement.execute("vacuum analyze");
        }
    }
}
