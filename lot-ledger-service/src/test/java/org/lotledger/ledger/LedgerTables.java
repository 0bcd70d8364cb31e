package org.lotledger.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.lotledger.local.TestStack;

/** Looks into the ledger's database past the service. */
public final class LedgerTables {
    private static final String DATABASE = "service";

    private LedgerTables() {}

    /** Everything that the ledger says, as text, but for the times at which it noticed something itself. */
    public static List<String> everything() {
        List<String> rows = new ArrayList<>();
        for (String query : List.of(
                "select lot::text from lot order by lot_id",
                "select lot_location::text from lot_location order by lot_id, location",
                "select lot_transaction::text from lot_transaction order by lot_id, position",
                "select lot_hold::text from lot_hold order by lot_id, hold_id",
                "select (lot_id, position, event_id, location, running_balance)::text from discrepancy"
                        + " order by lot_id, position, location",
                "select item::text from item order by item_code")) {
            rows.addAll(texts(query));
        }
        return rows;
    }

    public static long number(String query) {
        return Long.parseLong(texts(query).getFirst());
    }

    public static List<String> texts(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect() throws SQLException {
        Connection connection = TestStack.postgres().connect(DATABASE);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = projection, public");
        }
        return connection;
    }

    public static void execute(String command) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
