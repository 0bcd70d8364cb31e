package org.lotledger.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One packaged service in a JVM of its own on 127.0.0.1; it ends when this JVM does. */
public final class ServiceProcess implements AutoCloseable {
    private static final List<String> USUAL_JVM_ARGUMENTS = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final Duration PROBE_MAX = Duration.ofSeconds(2);
    private static final long KILOBYTES_PER_MEGABYTE = 1024;

    private final ServiceSettings settings;
    private final ChildJvm jvm;
    private final LifeLine lifeLine;

    private ServiceProcess(ServiceSettings settings, ChildJvm jvm) {
        this.settings = settings;
        this.jvm = jvm;
        this.lifeLine = LifeLine.of(jvm.process(), "TERM");
    }

    /** Returns at once; see {@link #waitUntilReady}. */
    public static ServiceProcess start(ServiceSettings settings) {
        return start(settings, StartupCache.of(settings.applicationFolder()).toUse());
    }

    /** Starts and stops it once, so that its next starts are quick. Nothing to do where that was done since the build. */
    static void recordStartup(ServiceSettings settings) {
        StartupCache cache = StartupCache.of(settings.applicationFolder());
        if (cache.isThere()) {
            return;
        }
        try (ServiceProcess recorded = start(settings, cache.toRecord())) {
            recorded.waitUntilReady(StartupCache.RECORD_MAX);
            recorded.jvm.process().stop("TERM", StartupCache.RECORD_MAX);
        }
        cache.take();
    }

    private static ServiceProcess start(ServiceSettings settings, List<String> startupArguments) {
        Path program = settings.applicationFolder().resolve("quarkus-run.jar");
        if (!Files.exists(program)) {
            throw new IllegalStateException(settings.name() + " is not built: " + program + " is missing");
        }
        Folders.create(settings.runFolder());
        List<String> arguments = new ArrayList<>(USUAL_JVM_ARGUMENTS);
        arguments.addAll(startupArguments);
        arguments.addAll(settings.jvmArguments());
        arguments.addAll(List.of("-jar", program.toString()));
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port()));
        ServiceProcess service = new ServiceProcess(
                settings, new ChildJvm(settings.name(), arguments, environment, settings.log(), settings.pidFile()));
        service.jvm.start();
        return service;
    }

    public String name() {
        return settings.name();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    public Path log() {
        return settings.log();
    }

    /** Fails with the end of its log when it takes longer, or as soon as the process has ended. */
    public void waitUntilReady(Duration patience) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PROBE_MAX).build()) {
            jvm.awaitReady(() -> isReady(client), patience);
        }
    }

    private boolean isReady(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(baseUri().resolve("/q/health/ready"))
                .timeout(PROBE_MAX)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw OwnProcess.interrupted(e);
        }
    }

    public boolean isRunning() {
        return jvm.process().running().isPresent();
    }

    public long pid() {
        return jvm.process()
                .running()
                .orElseThrow(() -> new IllegalStateException(name() + " is not running"))
                .pid();
    }

    /** Empty where the system has no {@code /proc}, and when it is not running. */
    public OptionalLong residentMemoryMegabytes() {
        if (!isRunning()) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE)
                    .findFirst();
        } catch (IOException noSuchFile) {
            return OptionalLong.empty();
        }
    }

    /** SIGKILL. */
    public void kill() {
        jvm.process().kill();
    }

    /** SIGTERM, and SIGKILL after 30 seconds. */
    public void stop() {
        jvm.process().stop("TERM", STOP_MAX);
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void suspend() {
        jvm.process().signal("STOP");
    }

    public void resume() {
        jvm.process().signal("CONT");
    }

    /** Its wall clock differs from the machine's by so much from now on, until it is stepped again or ends. */
    public void stepClock(Duration step) {
        ClockStep.into(pid(), step, settings.runFolder());
    }

    /** With the same settings. Running already: nothing to do. */
    public void startAgain() {
        jvm.start();
    }

    @Override
    public void close() {
        stop();
        lifeLine.close();
    }
}
