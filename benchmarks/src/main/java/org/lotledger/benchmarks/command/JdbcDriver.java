package org.lotledger.benchmarks.command;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lotledger.local.LocalPostgres;

/** The same script from Java, for machines without pgbench: a connection and a thread for each client, no service. */
final class JdbcDriver implements BareDriver {
    private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):([a-z_]+)");
    private static final Pattern RANDOM = Pattern.compile("random\\(([0-9]+), ([0-9]+)\\)");

    private final LocalPostgres server;
    private final List<ShipScript.Step> steps;
    private final int lots;

    JdbcDriver(LocalPostgres server, ShipScript script, int lots) {
        this.server = server;
        this.steps = script.steps();
        this.lots = lots;
    }

    @Override
    public String name() {
        return "JDBC (no pgbench was found)";
    }

    @Override
    public double run(int round, int clients, Duration time) throws Exception {
        List<Client> connected = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                connected.add(new Client(connect(), round, i));
            }
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (Client client : connected) {
                counts.add(threads.submit(() -> client.runUntil(end)));
            }
            long shipments = sum(counts);
            return shipments / ((System.nanoTime() - begin) / 1e9);
        } finally {
            for (Client client : connected) {
                client.connection.close();
            }
        }
    }

    /** Statements are prepared on the server when they run for the first time, as the service's are. */
    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(BareShipping.DATABASE) + "?prepareThreshold=1",
                BareShipping.DATABASE,
                BareShipping.DATABASE);
    }

    private static long sum(List<Future<Long>> counts) throws InterruptedException, ExecutionException {
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return sum;
    }

    private final class Client {
        private final Connection connection;
        private final Map<String, String> variables = new HashMap<>();
        private final Map<String, PreparedStatement> prepared = new HashMap<>();

        Client(Connection connection, int round, int number) {
            this.connection = connection;
            variables.put("lots", Integer.toString(lots));
            variables.put("round", Integer.toString(round));
            variables.put("client_id", Integer.toString(number));
            variables.put("count", "0");
        }

        long runUntil(long end) throws SQLException {
            long count = 0;
            while (System.nanoTime() < end) {
                for (ShipScript.Step step : steps) {
                    switch (step) {
                        case ShipScript.Assignment(var variable, var expression) ->
                            variables.put(variable, Long.toString(evaluate(expression)));
                        case ShipScript.Statement statement -> execute(statement);
                    }
                }
                count++;
            }
            return count;
        }

        /** Sums of products of numbers and variables, or a random number: what the script needs. */
        private long evaluate(String expression) {
            String numbers = VARIABLE.matcher(expression).replaceAll(name -> value(name.group(1)));
            Matcher random = RANDOM.matcher(numbers);
            if (random.matches()) {
                return ThreadLocalRandom.current()
                        .nextLong(Long.parseLong(random.group(1)), Long.parseLong(random.group(2)) + 1);
            }
            long sum = 0;
            for (String product : numbers.split("\\+", -1)) {
                long value = 1;
                for (String factor : product.split("\\*", -1)) {
                    value *= Long.parseLong(factor.strip());
                }
                sum += value;
            }
            return sum;
        }

        private String value(String variable) {
            String value = variables.get(variable);
            if (value == null) {
                throw new IllegalStateException("the script uses :" + variable + " before it has a value");
            }
            return value;
        }

        private void execute(ShipScript.Statement statement) throws SQLException {
            PreparedStatement ready = prepared.get(statement.sql());
            if (ready == null) {
                ready = connection.prepareStatement(
                        VARIABLE.matcher(statement.sql()).replaceAll("?"));
                prepared.put(statement.sql(), ready);
            }
            Matcher names = VARIABLE.matcher(statement.sql());
            for (int i = 1; names.find(); i++) {
                ready.setObject(i, value(names.group(1)), Types.OTHER);
            }
            if (!ready.execute()) {
                return;
            }
            try (ResultSet rows = ready.getResultSet()) {
                while (rows.next()) {
                    for (int i = 1;
                            statement.captured() && i <= rows.getMetaData().getColumnCount();
                            i++) {
                        variables.put(rows.getMetaData().getColumnName(i), String.valueOf(rows.getString(i)));
                    }
                }
            }
        }
    }
}
