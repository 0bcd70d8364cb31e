package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.local.ServiceProcess;
import org.lotledger.system.history.Ledger.Head;

/**
 * Goal: a new version comes in without anybody noticing. Method: two processes of each service behind a balancer, clients at
 * work; one after the other is taken out, ended in good order, started again and brought back. No request may fail but by a 503
 * that says so, nothing is lost or twice, and the ledger is never far behind.
 */
class RollingRestartIT {
    private static final String RUN = "ROLLING";
    private static final long SEED = 90_000;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A consumer that leaves in good order gives its partitions on at once. */
    private static final Duration LAG_MAX = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration WARM = Duration.ofSeconds(3);

    private final AtomicBoolean working = new AtomicBoolean(true);
    private final AtomicLong lagMax = new AtomicLong();
    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);

    @Test
    void nobody_notices_that_every_process_is_replaced() throws Exception {
        Client.prepare(RUN);
        Map<Service, ServiceProcess> twins = new ConcurrentHashMap<>();
        Map<Service, Balancer> balancers = new EnumMap<>(Service.class);
        try {
            atOnce(service -> twins.put(service, stack.startTwin(service)));
            for (Service service : Service.values()) {
                balancers.put(service, new Balancer(stack.service(service), twins.get(service)));
            }
            Workload workload = new Workload(service -> balancers.get(service).baseUri(), RUN, SEED, CLIENTS);
            try (workload) {
                workload.start();
                Thread lag = Thread.ofPlatform().name("lag").start(this::watchLag);
                Thread.sleep(WARM);
                atOnce(service -> replace(balancers.get(service), stack.service(service)));
                atOnce(service -> replace(balancers.get(service), twins.get(service)));
                working.set(false);
                lag.join();
            }
            workload.settle(PATIENCE);
            balancers.forEach((service, balancer) ->
                    assertThat(balancer.failures()).as(service.label()).isZero());
            assertThat(workload.surprises()).isEmpty();
            System.out.println("rolling restart: " + workload.sent() + " requests, " + workload.unanswered()
                    + " answered 503 first, the ledger at most "
                    + Duration.ofNanos(lagMax.get()).toMillis() + " ms behind");
            assertThat(Duration.ofNanos(lagMax.get())).isLessThan(LAG_MAX);
            records.mustAgreeWithin(PATIENCE, workload.operations());
            // Their logs are of this test alone.
            for (ServiceProcess twin : twins.values()) {
                endedItsConsumersFirst(twin);
            }
        } finally {
            balancers.values().forEach(Balancer::close);
            twins.values().forEach(ServiceProcess::close);
        }
    }

    /** A consumer that is still there when the database's connections are closed begins with the whole topic again. */
    private static void endedItsConsumersFirst(ServiceProcess process) throws IOException {
        assertThat(Files.readString(process.log())).as(process.name()).doesNotContain("reading from the start");
    }

    /** A step of one service's. */
    private interface Step {
        void of(Service service) throws Exception;
    }

    private static void atOnce(Step step) throws Exception {
        List<Future<?>> begun = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Service service : Service.values()) {
                begun.add(threads.submit(() -> {
                    step.of(service);
                    return service;
                }));
            }
        }
        for (Future<?> each : begun) {
            each.get();
        }
    }

    private static void replace(Balancer balancer, ServiceProcess process) throws InterruptedException {
        balancer.takeOut(process);
        process.stop();
        process.startAgain();
        process.waitUntilReady(PATIENCE);
        balancer.bringBack(process);
    }

    /** For how long what was announced at some moment was not yet in the ledger, at most. */
    private void watchLag() {
        while (working.get()) {
            long begin = System.nanoTime();
            Eventually.unchecked(PATIENCE, () -> {
                Map<String, Map<String, Head>> announced = records.announced();
                Eventually.succeeds(PATIENCE, () -> {
                    assertThat(records.notApplied(announced)).isEmpty();
                    return true;
                });
                return true;
            });
            lagMax.accumulateAndGet(System.nanoTime() - begin, Math::max);
            pause();
        }
    }

    /** Between two looks at all lots: they would keep a processor busy. */
    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
