package org.lotledger.benchmarks.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** The packaged ledger alone, with Kafka and PostgreSQL; the events come from an {@link EventFeed}. */
public final class LedgerStack implements AutoCloseable {
    private static final long POLL_MILLIS = 20;

    /** Of a server; the usual 256 MB of a laptop are full of the batches of two consumers. */
    private static final String HEAP = "-Xmx512m";

    private final LocalStack stack;

    private LedgerStack(LocalStack stack) {
        this.stack = stack;
    }

    /** @param folder for the data; must be empty */
    public static LedgerStack start(Path projectFolder, Path folder) {
        LocalStack stack = LocalStack.in(projectFolder, folder)
                .freePorts()
                .durability(Durability.FULL)
                .jvmArguments(HEAP)
                .services(List.of(Service.LOT_LEDGER))
                .build();
        stack.start();
        return new LedgerStack(stack);
    }

    public EventFeed feed() {
        return new EventFeed(stack.kafka().bootstrapServers());
    }

    public int port() {
        return stack.port(Service.LOT_LEDGER);
    }

    /** As the ledger itself. */
    public Connection connect() throws SQLException {
        return stack.postgres().connect(Service.LOT_LEDGER.database());
    }

    /** As the superuser, for what only the server's owner may do. */
    public Connection connectAsSuperuser() throws SQLException {
        return DriverManager.getConnection(
                stack.postgres().jdbcUrl(Service.LOT_LEDGER.database()), "postgres", "postgres");
    }

    /** How many events of lots the ledger has applied or dropped as repeats, counted by Kafka's offsets. */
    public long eventsTaken() throws SQLException {
        return number("select coalesce(sum(next_offset), 0) from consumer_offset where topic = 'lot-events'");
    }

    /** Waits until as many events have been taken. */
    public void awaitTaken(long events) throws SQLException, InterruptedException {
        while (eventsTaken() < events) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Events that wait or cannot be read; there should be none. */
    public long parked() throws SQLException {
        return number("select count(*) from parked where state = 'OPEN'");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
