package org.lotledger.benchmarks.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lotledger.local.LocalPostgres;

/** PostgreSQL's own benchmark client, where it is installed: the embedded server comes without it. */
final class PgBench implements BareDriver {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final Path program;
    private final LocalPostgres server;
    private final Path script;
    private final int lots;

    private PgBench(Path program, LocalPostgres server, Path script, int lots) {
        this.program = program;
        this.server = server;
        this.script = script;
        this.lots = lots;
    }

    /** Empty where no pgbench is installed. */
    static Optional<BareDriver> find(LocalPostgres server, ShipScript script, int lots, Path folder)
            throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve("ship.pgbench.sql");
        Files.writeString(file, script.withValues());
        return Optional.of(new PgBench(program.get(), server, file, lots));
    }

    private static Optional<Path> program() throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.map(version -> version.resolve("bin")).sorted().forEach(folders::addFirst);
            }
        }
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
                folders.add(Path.of(folder));
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String name() {
        return program.toString();
    }

    @Override
    public double run(int round, int clients, Duration time) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--username=" + BareShipping.DATABASE,
                        "--client=" + clients,
                        "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                        "--time=" + time.toSeconds(),
                        "--protocol=prepared",
                        "--define=lots=" + lots,
                        "--define=round=" + round,
                        "--define=count=0",
                        "--file=" + script,
                        BareShipping.DATABASE)
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", BareShipping.DATABASE);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
