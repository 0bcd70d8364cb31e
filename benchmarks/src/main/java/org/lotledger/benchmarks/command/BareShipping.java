package org.lotledger.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lotledger.local.LocalPostgres;

/** A second database on the server of shipping, with shipping's own tables and as many lots, and nobody but pgbench in it. */
final class BareShipping {
    static final String DATABASE = "bare_shipping";

    private static final List<String> MIGRATIONS = List.of(
            "event-sourcing/src/main/resources/db/requests",
            "event-sourcing/src/main/resources/db/event-store",
            "event-sourcing/src/main/resources/db/inbox",
            "shipping-service/src/main/resources/db/shipping");
    private static final Pattern VERSION = Pattern.compile("V([0-9]+)__.*\\.sql");

    private BareShipping() {}

    /** Makes the database and fills it with what the service knows of the goods. */
    static void create(LocalPostgres server, Path projectFolder, int lots) throws SQLException, IOException {
        server.createDatabase(DATABASE);
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (Path migration : migrations(projectFolder)) {
                statement.execute(Files.readString(migration).replace("${application}", DATABASE));
            }
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

    private static List<Path> migrations(Path projectFolder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : MIGRATIONS) {
            try (Stream<Path> list = Files.list(projectFolder.resolve(folder))) {
                list.filter(file -> version(file) >= 0).forEach(files::add);
            }
        }
        files.sort(Comparator.comparingInt(BareShipping::version));
        return files;
    }

    private static int version(Path file) {
        Matcher name = VERSION.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }
}
