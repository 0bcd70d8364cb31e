package org.lotledger.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service sends to PostgreSQL, read from the server's log while something is done. */
final class StatementLog {
    private static final Pattern ENTRY = Pattern.compile("<([a-z_]+ [0-9]+)> (LOG|DETAIL): {2}(.*)");
    private static final Pattern SQL = Pattern.compile("(?:statement|execute [^:]+): (.*)", Pattern.DOTALL);

    /** The server reads its settings anew, and writes its last lines, a moment later. */
    private static final long SETTLE_MILLIS = 1_000;

    private StatementLog() {}

    /**
     * The statements of all transactions in the database that handed over this text, in the order of the log, each without
     * line breaks.
     */
    static List<String> during(Connection superuser, Path log, String database, String text, Runnable work)
            throws SQLException, IOException, InterruptedException {
        long before = Files.size(log);
        logAll(superuser, "'all'", "'<%d %p> '");
        try {
            work.run();
            Thread.sleep(SETTLE_MILLIS);
        } finally {
            logAll(superuser, "default", "default");
        }
        return transactionsWith(database, text, Files.readString(log).substring((int) before));
    }

    private static void logAll(Connection superuser, String which, String prefix)
            throws SQLException, InterruptedException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("alter system set log_line_prefix = " + prefix);
            statement.execute("alter system set log_statement = " + which);
            statement.execute("select pg_reload_conf()");
        }
        Thread.sleep(SETTLE_MILLIS);
    }

    private static final class Transaction {
        private final List<String> statements = new ArrayList<>();
        private boolean meant;
    }

    static List<String> transactionsWith(String database, String text, String log) {
        List<String> found = new ArrayList<>();
        Map<String, Transaction> open = new HashMap<>();
        for (String[] entry : entries(log)) {
            String process = entry[0];
            if (!process.startsWith(database + " ")) {
                continue;
            }
            Matcher sql = SQL.matcher(entry[2]);
            Transaction current = open.get(process);
            if (entry[1].equals("LOG") && sql.matches()) {
                String statement = ShipScript.oneLine(sql.group(1));
                if (statement.equals("BEGIN")) {
                    current = new Transaction();
                    open.put(process, current);
                }
                if (current != null) {
                    current.statements.add(statement);
                    if (statement.equals("COMMIT")) {
                        open.remove(process);
                        if (current.meant) {
                            found.addAll(current.statements);
                        }
                    }
                }
            } else if (current != null && entry[2].contains(text)) {
                current.meant = true;
            }
        }
        return found;
    }

    /** Process, kind and text of each; what a line goes on with is indented by a tab. */
    private static List<String[]> entries(String log) {
        List<String[]> entries = new ArrayList<>();
        for (String line : log.lines().toList()) {
            Matcher start = ENTRY.matcher(line);
            if (start.matches()) {
                entries.add(new String[] {start.group(1), start.group(2), start.group(3)});
            } else if (line.startsWith("\t") && !entries.isEmpty()) {
                entries.getLast()[2] += "\n" + line;
            }
        }
        return entries;
    }
}
