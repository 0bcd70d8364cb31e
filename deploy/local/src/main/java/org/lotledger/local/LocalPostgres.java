package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server on 127.0.0.1, for one machine: its data stays in the given folder, it can be crashed and
 * started again on the same port, and it ends when this JVM does.
 *
 * <p>Text is UTF-8 and sorts by code point, the same on every machine. Clients log in with a password, which is their
 * name: a database has an application role of its own name, an {@linkplain #ownerOf owner} who migrates it, and lets
 * nobody else in but the superuser {@code postgres}.
 */
public final class LocalPostgres implements AutoCloseable {
    /** Four services with pools, their tests and a curious developer; PostgreSQL's own 100 is too near. */
    private static final int CONNECTIONS_MAX = 200;

    /** Recovery after a crash under load is included. */
    private static final int START_SECONDS_MAX = 120;

    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    static final String FAST_SHUTDOWN = "INT";
    private static final String SUPERUSER = "postgres";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Path cluster;
    private final Path log;
    private final int port;
    private final OwnProcess process;
    private final PostgresProgram program;
    private final @Nullable LifeLine lifeLine;

    private LocalPostgres(Path folder, int port, @Nullable LifeLine lifeLine) {
        this.cluster = cluster(folder);
        this.log = folder.resolve("postgres.log");
        this.port = port;
        this.process = process(folder);
        this.program = PostgresProgram.unpacked();
        this.lifeLine = lifeLine;
    }

    public static LocalPostgres start(Path dataDirectory, int port) {
        return start(dataDirectory, port, Durability.FULL);
    }

    /** Starts the server on the folder's data, or on a new empty cluster; port 0 takes any free one. */
    public static LocalPostgres start(Path dataDirectory, int port, Durability durability) {
        Path folder = Folders.create(dataDirectory);
        OwnProcess process = process(folder);
        process.running().ifPresent(other -> {
            throw new IllegalStateException(
                    "PostgreSQL already runs on " + folder + " as process " + other.pid() + "; stop it first");
        });
        LocalPostgres postgres =
                new LocalPostgres(folder, port == 0 ? FreePorts.next() : port, LifeLine.of(process, FAST_SHUTDOWN));
        try {
            postgres.initialise();
            postgres.configure(durability);
            postgres.startAgain();
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
        return postgres;
    }

    /** The server that someone else in this JVM started on the folder; closing this stops it all the same. */
    static LocalPostgres attachedTo(Path dataDirectory) {
        Properties configuration = new Properties();
        try (var reader = Files.newBufferedReader(configuration(dataDirectory))) {
            configuration.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL was started on " + dataDirectory, e);
        }
        int port = Integer.parseInt(configuration.getProperty("port"));
        return new LocalPostgres(dataDirectory, port, null);
    }

    private static Path cluster(Path folder) {
        return folder.resolve("cluster");
    }

    private static Path configuration(Path folder) {
        return cluster(folder).resolve("local.conf");
    }

    static OwnProcess process(Path folder) {
        return new OwnProcess(
                cluster(folder).resolve("postmaster.pid"), cluster(folder).toString());
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String reactiveUrl(String database) {
        return reactiveUrl(port, database);
    }

    static String reactiveUrl(int port, String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The id of the server's main process, while it runs. */
    public long pid() {
        return process.running()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL on " + cluster + " is not running"))
                .pid();
    }

    Path log() {
        return log;
    }

    public boolean isRunning() {
        return process.running().isPresent();
    }

    /** Who makes and changes the tables of the database; the application role only works with them. */
    public static String ownerOf(String database) {
        return database + "_owner";
    }

    /**
     * A database with its application role and its owner, unless they exist. No other login but the superuser may
     * connect to it.
     */
    public void createDatabase(String name) {
        try (Connection connection = connect("postgres", SUPERUSER)) {
            createDatabase(connection, name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
    }

    static void createDatabase(Connection superuser, String name) throws SQLException {
        plain(name);
        try (Statement statement = superuser.createStatement()) {
            String owner = ownerOf(name);
            for (String role : List.of(name, owner)) {
                if (!exists(superuser, "select 1 from pg_roles where rolname = ?", role)) {
                    statement.execute("create role " + role + " login password '" + role + "'");
                }
            }
            if (!exists(superuser, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + owner);
            }
            statement.execute("revoke connect, temporary on database " + name + " from public");
            statement.execute("grant connect on database " + name + " to " + name);
            // What the application makes, its owner may look into and change, too; never the other way round.
            statement.execute("grant " + name + " to " + owner);
        }
    }

    void endSessions(String database) {
        try (Connection connection = connect("postgres", SUPERUSER);
                PreparedStatement end = connection.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
            end.setString(1, database);
            end.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot end the sessions of " + database, e);
        }
    }

    /**
     * Copies a database as it is now, as a backup does; whoever is connected is thrown out, and may come again at once.
     * The copy has the same owner, and nobody uses it.
     */
    public void copyDatabase(String name, String copy) {
        try (Connection connection = connect("postgres", SUPERUSER);
                Statement statement = connection.createStatement()) {
            throwOut(statement, name);
            statement.execute("create database " + plain(copy) + " template " + name + " owner " + name);
            statement.execute("revoke connect, temporary on database " + copy + " from public");
            statement.execute("alter database " + name + " allow_connections true");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy database " + name, e);
        }
    }

    /**
     * Puts a copy that {@link #copyDatabase} made in the place of its database, as a restore does: what was written since
     * is gone. The copy has no name of its own any more. Best with the service stopped, as one restores; a service that
     * runs loses its connections and finds the older database when it connects again.
     */
    public void restoreDatabase(String name, String copy) {
        try (Connection connection = connect("postgres", SUPERUSER);
                Statement statement = connection.createStatement()) {
            throwOut(statement, name);
            statement.execute("drop database " + name + " with (force)");
            statement.execute("alter database " + plain(copy) + " rename to " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot put " + copy + " in the place of database " + name, e);
        }
    }

    private static void throwOut(Statement statement, String name) throws SQLException {
        statement.execute("alter database " + plain(name) + " allow_connections false");
        statement.execute(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + name + "'");
    }

    private static String plain(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        return name;
    }

    /** Forgets all that is in the database; best with its service stopped, which finds it as new. */
    public void emptyDatabase(String name) {
        try (Connection connection = connect("postgres", SUPERUSER);
                Statement statement = connection.createStatement()) {
            throwOut(statement, name);
            statement.execute("drop database " + name + " with (force)");
            createDatabase(connection, name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot empty database " + name, e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** A connection as the database's owner. */
    public Connection connect(String database) throws SQLException {
        return connect(database, ownerOf(database));
    }

    /** A connection as the given user, whose password is its name. */
    public Connection connect(String database, String user) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        return source.getConnection(user, user);
    }

    /** Crashes the whole server, as a machine does: no backend finishes what it was doing. */
    public void kill() {
        process.running().ifPresent(postmaster -> {
            // Stopped first, so that no backend is born between the listing and the kill.
            OwnProcess.signal(postmaster, "STOP");
            List<ProcessHandle> backends = postmaster.children().toList();
            postmaster.destroyForcibly();
            backends.forEach(ProcessHandle::destroyForcibly);
            OwnProcess.awaitEnd(postmaster);
            backends.forEach(OwnProcess::awaitEnd);
            try {
                // All are dead for certain: the next start need not wait until the system has buried them.
                Files.deleteIfExists(process.pidFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** SIGSTOP to the server and all its backends: connections stay open and nothing answers. */
    public void suspend() {
        process.running().ifPresent(postmaster -> {
            // Stopped first, so that no backend is born meanwhile.
            OwnProcess.signal(postmaster, "STOP");
            postmaster.children().forEach(backend -> OwnProcess.signal(backend, "STOP"));
        });
    }

    public void resume() {
        process.running().ifPresent(postmaster -> {
            postmaster.children().forEach(backend -> OwnProcess.signal(backend, "CONT"));
            OwnProcess.signal(postmaster, "CONT");
        });
    }

    /** Orderly: open transactions are rolled back, connections closed, everything written. */
    public void stop() {
        process.stop(FAST_SHUTDOWN, STOP_MAX);
    }

    /** On the same port and data; after a crash it recovers first. Running already: nothing to do. */
    public void startAgain() {
        if (isRunning()) {
            return;
        }
        // It does not start while the system still lists the process that crashed.
        process.awaitGone();
        LogTail.begin(log);
        run("pg_ctl", "-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "" + START_SECONDS_MAX, "start");
    }

    @Override
    public void close() {
        stop();
        if (lifeLine != null) {
            lifeLine.close();
        }
    }

    /** In a folder that is renamed at the end, so a cluster is there whole or not at all. */
    private void initialise() {
        if (Files.isDirectory(cluster)) {
            return;
        }
        Path unfinished = cluster.resolveSibling("cluster.unfinished");
        Path password = cluster.resolveSibling("password");
        try {
            Folders.delete(unfinished);
            Files.writeString(password, SUPERUSER);
            run(
                    "initdb",
                    "-D",
                    unfinished.toString(),
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions",
                    "--no-sync");
            Files.delete(password);
            Files.writeString(
                    unfinished.resolve("postgresql.conf"),
                    System.lineSeparator() + "include 'local.conf'" + System.lineSeparator(),
                    StandardOpenOption.APPEND);
            Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a PostgreSQL cluster in " + cluster, e);
        }
    }

    private void configure(Durability durability) {
        String onOrOff = durability == Durability.FULL ? "on" : "off";
        String settings = """
                # Written at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = %d
                # The usual 128 MB hold less than a million events; memory is taken only when it is used.
                shared_buffers = 512MB
                # Passwords that are names need no costly hash: it would be most of the work of a short connection.
                scram_iterations = 1
                timezone = 'UTC'
                log_timezone = 'UTC'
                fsync = %s
                full_page_writes = %s
                """.formatted(port, CONNECTIONS_MAX, onOrOff, onOrOff);
        try {
            Files.writeString(cluster.resolve("local.conf"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure PostgreSQL in " + cluster, e);
        }
    }

    private void run(String name, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(program.command(name, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("LC_ALL", "C");
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(name + " ended with " + exit + "; " + LogTail.of(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + name, e);
        } catch (InterruptedException e) {
            throw OwnProcess.interrupted(e);
        }
    }
}
