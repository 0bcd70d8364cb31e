package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    /** A jar that only points at {@link TinyService}. */
    @BeforeAll
    static void packageTheService() throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, TinyService.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                TinyService.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        new JarOutputStream(Files.newOutputStream(folder.resolve("quarkus-run.jar")), manifest).close();
    }

    @Test
    void isReadyAgainAfterSigkill() {
        try (ServiceProcess service = start("tiny", Map.of())) {
            service.waitUntilReady(PATIENCE);
            long first = service.pid();

            service.kill();
            assertFalse(service.isRunning());
            service.startAgain();
            service.waitUntilReady(PATIENCE);

            assertNotEquals(first, service.pid());
            service.stop();
            assertFalse(service.isRunning());
        }
    }

    @Test
    void answersNothingWhileSuspended() {
        try (ServiceProcess service = start("sleepy", Map.of())) {
            service.waitUntilReady(PATIENCE);
            service.suspend();
            assertThrows(IllegalStateException.class, () -> service.waitUntilReady(Duration.ofSeconds(1)));
            assertTrue(service.isRunning());
            service.resume();
            service.waitUntilReady(PATIENCE);
        }
    }

    @Test
    void livesInAnotherTimeUntilItsClockIsSetRight() throws IOException {
        try (ServiceProcess service = start("timeless", Map.of())) {
            service.waitUntilReady(PATIENCE);
            assertSeconds(0, service);
            service.stepClock(Duration.ofHours(1));
            assertSeconds(3600, service);
            service.stepClock(Duration.ofHours(-1));
            assertSeconds(-3600, service);
            service.stepClock(Duration.ZERO);
            assertSeconds(0, service);
        }
    }

    /** How far its clock is ahead of ours, but for the time that an answer takes. */
    private static void assertSeconds(long expected, ServiceProcess service) throws IOException {
        try (InputStream answer = service.baseUri().resolve("/now").toURL().openStream()) {
            Instant there = Instant.parse(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(expected, Duration.between(Instant.now(), there).toSeconds(), 60);
        }
    }

    @Test
    void showsItsLastWordsWhenItDoesNotStart() throws IOException {
        Files.writeString(folder.resolve("broken.log"), "an older story\n");
        try (ServiceProcess service = start("broken", Map.of("REASON_TO_FAIL", "no database"))) {
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> service.waitUntilReady(PATIENCE));
            assertTrue(failure.getMessage().contains("broken ended before it was ready"), failure.getMessage());
            assertTrue(failure.getMessage().contains("cannot start: no database"), failure.getMessage());
            assertFalse(failure.getMessage().contains("an older story"), failure.getMessage());
        }
    }

    @Test
    void saysWhatIsMissingWhenItIsNotBuilt() {
        ServiceSettings settings =
                new ServiceSettings("absent", folder.resolve("nowhere"), 1, Map.of(), List.of(), folder);
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> ServiceProcess.start(settings));
        assertEquals(
                "absent is not built: " + folder.resolve("nowhere/quarkus-run.jar") + " is missing",
                failure.getMessage());
    }

    private static ServiceProcess start(String name, Map<String, String> environment) {
        return ServiceProcess.start(
                new ServiceSettings(name, folder, FreePorts.next(), environment, List.of(), folder));
    }
}
