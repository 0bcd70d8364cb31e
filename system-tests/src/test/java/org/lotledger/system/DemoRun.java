package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lotledger.local.Demo;

/** The demo, played in a process of its own as `make demo` does. */
public final class DemoRun {
    private static final Duration LENGTH_MAX = Duration.ofSeconds(120);

    private DemoRun() {}

    /** Returns what it said when it has ended well; the environment tells it where the services are. */
    public static String played(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName())
                .redirectErrorStream(true);
        demo.environment().putAll(environment);
        Process process = demo.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LENGTH_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
