package org.lotledger.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Notices when a part dies, says so with the end of its log, and starts it again, a few times. The rest goes on meanwhile:
 * the services are made for that.
 */
final class Supervisor {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SERVICE_START_MAX = Duration.ofMinutes(2);

    /** A part that keeps dying has a reason that another start does not cure. */
    private static final int RESTARTS_MAX = 3;

    private static final Duration RESTARTS_WINDOW = Duration.ofMinutes(10);

    private final List<Part> parts = new ArrayList<>();
    private final Consumer<String> say;

    Supervisor(LocalStack stack, Consumer<String> say) {
        this.say = say;
        parts.add(new Part(
                "PostgreSQL",
                stack.postgres()::isRunning,
                stack.postgres()::startAgain,
                stack.postgres().log()));
        parts.add(new Part(
                "Kafka",
                stack.kafka()::isRunning,
                stack.kafka()::startAgain,
                stack.kafka().log()));
        for (Service service : Service.values()) {
            ServiceProcess process = stack.service(service);
            Runnable restart = () -> {
                process.startAgain();
                process.waitUntilReady(SERVICE_START_MAX);
            };
            parts.add(new Part(process.name(), process::isRunning, restart, process.log()));
        }
    }

    /** Returns when told to stop. */
    void watch(BooleanSupplier stopping) {
        while (!stopping.getAsBoolean()) {
            for (Part part : parts) {
                if (!part.abandoned && part.isDead() && !stopping.getAsBoolean()) {
                    revive(part, stopping);
                }
            }
            OwnProcess.pause(POLL);
        }
    }

    private void revive(Part part, BooleanSupplier stopping) {
        say.accept("!! " + part.name + " has died; " + LogTail.of(part.log));
        if (!part.mayRestart(Instant.now())) {
            part.abandoned = true;
            say.accept("!! " + part.name + " died " + (RESTARTS_MAX + 1) + " times within "
                    + RESTARTS_WINDOW.toMinutes() + " minutes and stays down; the rest keeps running."
                    + " Ctrl-C and `make run` start everything anew.");
            return;
        }
        say.accept("!! starting " + part.name + " again, attempt " + part.restarts.size() + " of " + RESTARTS_MAX);
        try {
            part.restart.run();
            say.accept(part.name + " is up again");
        } catch (RuntimeException e) {
            if (!stopping.getAsBoolean()) {
                say.accept("!! " + e.getMessage());
            }
        }
    }

    private static final class Part {
        private final String name;
        private final BooleanSupplier running;
        private final Runnable restart;
        private final Path log;
        private final Deque<Instant> restarts = new ArrayDeque<>();
        private boolean abandoned;

        private Part(String name, BooleanSupplier running, Runnable restart, Path log) {
            this.name = name;
            this.running = running;
            this.restart = restart;
            this.log = log;
        }

        private boolean isDead() {
            if (running.getAsBoolean()) {
                return false;
            }
            OwnProcess.pause(POLL);
            return !running.getAsBoolean();
        }

        private boolean mayRestart(Instant now) {
            restarts.removeIf(restart -> restart.isBefore(now.minus(RESTARTS_WINDOW)));
            if (restarts.size() >= RESTARTS_MAX) {
                return false;
            }
            restarts.add(now);
            return true;
        }
    }
}
