package org.lotledger.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** The database of the tested service: copied, put back, and looked into. */
public final class OlderStore {
    private static final String DATABASE = "service";
    private static final String COPY = "service_copy";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private OlderStore() {}

    /** A copy of the database as it is now. */
    public static void copy() {
        TestStack.postgres().copyDatabase(DATABASE, COPY);
    }

    /**
     * Puts the copy in the place of the database, once all that was announced has reached Kafka; Kafka does not answer
     * until {@link #letRead}, so that the service can be watched while it knows nothing yet.
     */
    public static void putBack() {
        awaitTrue(() -> text("select count(*) from outbox").equals("0"));
        TestStack.kafka().suspend();
        TestStack.postgres().restoreDatabase(DATABASE, COPY);
    }

    /** Lets Kafka answer again. */
    public static void letRead() {
        TestStack.kafka().resume();
    }

    /** A command that changes nothing, whatever is answered. */
    public static Answer probe(String path) {
        return given().contentType("application/json").body("{}").post(path);
    }

    /** Waits until commands are refused because the store is behind. */
    public static Answer awaitRefusal(String path) {
        awaitTrue(() -> probe(path).text().contains("STORE_BEHIND"));
        return probe(path);
    }

    /** Waits until commands are taken again. */
    public static void awaitCommands(String path) {
        awaitTrue(() -> probe(path).status() == 422);
    }

    /** Private events whose announcements differ from those that are kept. */
    public static List<Map<String, Object>> mappingDifferences() {
        List<Map<String, Object>> differences = new ArrayList<>();
        String cursor = null;
        do {
            Answer page = cursor == null
                    ? given().get("/announcements/mapping?limit=500")
                    : given().queryParam("cursor", cursor).get("/announcements/mapping?limit=500");
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            differences.addAll(page.path("differences"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return differences;
    }

    /** What stands in the first column of the first row. */
    public static String text(String query) {
        try (Connection connection = TestStack.postgres().connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next() ? String.valueOf(found.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String command) {
        try (Connection connection = TestStack.postgres().connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void awaitTrue(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
