package org.lotledger.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What {@code make run} does: starts everything, says where it is, keeps it running, and stops it in order on Ctrl-C. */
public final class Run {
    static final Path DATA = Path.of(".local");

    private final Path project;
    private final Path data;
    private final Ports ports;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Run(Path project, Ports ports) {
        this.project = project;
        this.data = project.resolve(DATA);
        this.ports = ports;
    }

    public static void main(String[] arguments) {
        int exit;
        try {
            exit = new Run(Path.of("").toAbsolutePath(), Ports.from(System.getenv())).run();
        } catch (CannotRun e) {
            say(e.reason());
            exit = 1;
        }
        System.exit(exit);
    }

    private int run() {
        Instant begin = Instant.now();
        checkBuilt();
        try (LauncherLock _ = LauncherLock.take(data)) {
            Leftovers.stop(data, Run::say);
            ports.check(FreePorts::isFree);
            LocalStack stack = stack();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
            say("starting PostgreSQL, Kafka and the services ...");
            try {
                stack.start();
            } catch (RuntimeException e) {
                return failed(e);
            }
            describe(Duration.between(begin, Instant.now()));
            new Supervisor(stack, Run::say).watch(stopping::get);
            return 0;
        }
    }

    private void checkBuilt() {
        for (Service service : Service.values()) {
            if (!Files.isDirectory(service.applicationFolder(project))) {
                throw new CannotRun("not built, or not the project's folder: " + service.applicationFolder(project)
                        + " is missing. Use `make run`, which builds first.");
            }
        }
    }

    private LocalStack stack() {
        LocalStack.Builder stack = LocalStack.in(project, data)
                .postgresPort(ports.of(Ports.POSTGRES))
                .kafkaPort(ports.of(Ports.KAFKA))
                .progress(Run::say);
        for (Service service : Service.values()) {
            stack.port(service, ports.of(service.label()));
        }
        return stack.build();
    }

    /** Unless someone pressed Ctrl-C meanwhile: then the start had to fail. */
    private int failed(RuntimeException e) {
        if (stopping.getAndSet(true)) {
            return 0;
        }
        for (Throwable other : e.getSuppressed()) {
            say(other.getMessage());
        }
        say(e.getMessage());
        say("not started; what had started is stopped again");
        return 1;
    }

    /** On Ctrl-C and SIGTERM. After a start that failed there is nothing left to stop. */
    private void stop(LocalStack stack) {
        if (stopping.getAndSet(true)) {
            return;
        }
        stack.close();
        say("stopped; `make run` goes on with the same data, `make reset` forgets it");
        Runtime.getRuntime().halt(0);
    }

    private void describe(Duration startTime) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Lot Ledger is up after %.1f s.".formatted(startTime.toMillis() / 1000.0));
        for (Service service : Service.values()) {
            String url = "http://127.0.0.1:" + ports.of(service.label());
            lines.add(row(service.label(), url + "   try it: " + url + "/q/swagger-ui"));
        }
        lines.add(
                row(
                        Ports.POSTGRES,
                        "127.0.0.1:" + ports.of(Ports.POSTGRES)
                                + "   databases item_catalog, receiving, shipping, lot_ledger; user and password = database, or database_owner"));
        lines.add(row(
                Ports.KAFKA,
                "127.0.0.1:" + ports.of(Ports.KAFKA) + "   topics "
                        + String.join(
                                ", ",
                                LocalStack.TOPICS.keySet().stream().sorted().toList())));
        lines.add(row("data", data.toString()));
        lines.add(row("logs", "services/*.log, kafka/broker.log and postgres/postgres.log in that folder"));
        lines.add(
                "Runs without an identity provider: whoever can reach it may do everything. Listens on 127.0.0.1 only.");
        lines.add("`make demo` in another terminal shows a day in the warehouse. Ctrl-C stops.");
        lines.forEach(Run::say);
    }

    private static String row(String name, String text) {
        return "  %-13s %s".formatted(name, text);
    }

    private static void say(@Nullable String line) {
        System.out.println(line);
    }

    /** Who listens where, and which variable of the environment changes that. */
    record Ports(Map<String, Integer> byName, Map<String, String> variables) {
        static final String POSTGRES = "PostgreSQL";
        static final String KAFKA = "Kafka";

        static Ports from(Map<String, String> environment) {
            Map<String, Integer> defaults = new LinkedHashMap<>();
            Map<String, String> variables = new LinkedHashMap<>();
            for (Service service : Service.values()) {
                defaults.put(service.label(), service.defaultPort());
                variables.put(service.label(), service.portVariable());
            }
            defaults.put(POSTGRES, LocalStack.POSTGRES_PORT);
            variables.put(POSTGRES, "LOTS_PORT_POSTGRES");
            defaults.put(KAFKA, LocalStack.KAFKA_PORT);
            variables.put(KAFKA, "LOTS_PORT_KAFKA");

            Map<String, Integer> ports = new LinkedHashMap<>();
            variables.forEach((name, variable) -> {
                String configured = environment.get(variable);
                ports.put(name, configured == null ? defaults.getOrDefault(name, 0) : port(variable, configured));
            });
            return new Ports(ports, variables);
        }

        private static int port(String variable, String text) {
            try {
                int port = Integer.parseInt(text.strip());
                if (port >= 1 && port <= 65535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new CannotRun(variable + " is \"" + text + "\"; a port is a number from 1 to 65535");
        }

        int of(String name) {
            Integer port = byName.get(name);
            if (port == null) {
                throw new IllegalArgumentException("nobody is called " + name);
            }
            return port;
        }

        /** Names every port that is taken, who wants it, and what to do. */
        void check(IntPredicate isFree) {
            List<String> problems = new ArrayList<>();
            Map<Integer, String> wanted = new LinkedHashMap<>();
            byName.forEach((name, port) -> {
                String first = wanted.putIfAbsent(port, name);
                if (first != null) {
                    problems.add("port " + port + " is wanted by " + first + " and by " + name + "; set "
                            + variables.get(name) + " to another one");
                } else if (!isFree.test(port)) {
                    problems.add("port " + port + ", wanted by " + name + ", is taken by another program; set "
                            + variables.get(name) + " to a free one, or end that program");
                }
            });
            if (!problems.isEmpty()) {
                problems.add("(another folder's `make run` may be running; `lsof -nP -iTCP:<port>` shows who listens)");
                throw new CannotRun(String.join(System.lineSeparator(), problems));
            }
        }
    }
}
