package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.Service.ITEM_CATALOG;
import static org.lotledger.local.Service.LOT_LEDGER;
import static org.lotledger.local.Service.RECEIVING;
import static org.lotledger.local.Service.SHIPPING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.local.ServiceProcess;
import org.lotledger.local.SmallDisk;
import org.lotledger.local.WeakPoints;
import org.lotledger.system.Api.Answer;
import org.lotledger.system.history.Ledger.Head;

/** All that can go wrong with the stack. Each fault leaves it whole. */
final class Faults {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration WHILE = Duration.ofSeconds(6);
    /** Longer than a consumer's session (10 s) and than the relay waits for an acknowledgement (20 s less a little). */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String OLDER_COPY = "shipping_before";

    private static final Duration HOUR = Duration.ofHours(1);

    private final LocalStack stack;
    private final Replicas replicas;
    private final WeakPoints weak;
    private final Workload workload;
    private final Api api;
    private final TopicFaults topic;
    private final List<ServiceProcess> twins = new ArrayList<>();
    private final List<Fault> all = new ArrayList<>();
    private long pidBefore;
    private long copiedAt;

    Faults(LocalStack stack, Replicas replicas, Workload workload, Warehouse warehouse, String item) {
        this.stack = stack;
        this.replicas = replicas;
        this.weak = stack.weakPoints();
        this.workload = workload;
        this.api = new Api(stack);
        this.topic = new TopicFaults(stack);
        for (Service service : Service.values()) {
            ServiceProcess process = stack.service(service);
            add("kill", service, process::kill, MOMENT, process::startAgain);
            add("pause", service, process::suspend, LONG, process::resume);
            add("cut-postgres", service, weak.wireToPostgres(service)::cut, WHILE, weak.wireToPostgres(service)::mend);
            add("cut-kafka", service, weak.wireToKafka(service)::cut, WHILE, weak.wireToKafka(service)::mend);
        }
        add("kill-kafka", stack.kafka()::kill, WHILE, stack.kafka()::startAgain);
        add("pause-kafka", stack.kafka()::suspend, LONG, stack.kafka()::resume);
        all.add(Fault.of("stop-kafka", stack.kafka()::stop, WHILE, stack.kafka()::startAgain)
                .meanwhile(() -> warehouse.receive(item, "KAFKA-AWAY", "2040-01-31", "5")));
        add("kill-postgres", stack.postgres()::kill, MOMENT, stack.postgres()::startAgain);
        all.add(Fault.of("kill-postgres-shipping", this::crashShippingsStore, MOMENT, this::startShippingsStore)
                .meanwhile(() -> assertThat(
                                api.get(SHIPPING, "/shipments").mustBe(503).code())
                        .isEqualTo("STORE_UNREACHABLE")));
        add("pause-postgres", this::suspendPostgres, LONG, this::resumePostgres);
        add("two-relays", this::twoRelays, WHILE, this::endTwins);
        add("two-ledgers", this::twoLedgers, WHILE, this::endTwins);
        add("repeated-batches", topic::repeat, WHILE, () -> {});
        add("replayed-topic", topic::republish, WHILE, () -> {});
        add("garbage", topic::garbage, WHILE, topic::discardGarbage);
        losing("topic-refilled", topic::deleteAndCreate, topic::republish);
        add("store-restored", this::copyShippingsStore, WHILE, this::restoreShippingsStore);
        losing("lost-tail", this::loseTail, this::afterLostTail);
        losing("lost-tail-read", this::loseTailThatWasRead, stack.kafka()::startAgain);
        for (Service service : List.of(ITEM_CATALOG, RECEIVING, SHIPPING)) {
            ServiceProcess process = stack.service(service);
            add("clock-ahead", service, () -> process.stepClock(HOUR), WHILE, () -> process.stepClock(Duration.ZERO));
            add(
                    "clock-behind",
                    service,
                    () -> process.stepClock(HOUR.negated()),
                    WHILE,
                    () -> process.stepClock(Duration.ZERO));
        }
        if (ChaosSettings.FULL && SmallDisk.possible()) {
            add("full-disk-postgres", weak.postgresDisk(SHIPPING)::fill, WHILE, this::roomForPostgres);
            add("full-disk-kafka", weak.kafkaDisk()::fill, WHILE, this::roomForKafka);
        } else if (ChaosSettings.FULL) {
            System.out.println(
                    "full-disk-postgres, full-disk-kafka: left out, only root on Linux can make a small disk");
        }
    }

    private void add(String kind, Service service, Fault.Step strike, Duration lasts, Fault.Step mend) {
        add(kind + "-" + service.label(), strike, lasts, mend);
    }

    private void add(String name, Fault.Step strike, Duration lasts, Fault.Step mend) {
        all.add(Fault.of(name, strike, lasts, mend));
    }

    /** The topic loses records; whoever reads it anew must find all that was ever announced. */
    private void losing(String name, Fault.Step strike, Fault.Step mend) {
        all.add(Fault.of(name, strike, MOMENT, mend).recovered(topic::hasEverything));
    }

    /** Those with these names, in this order; all of them for none. */
    List<Fault> named(List<String> names) {
        if (names.isEmpty()) {
            return List.copyOf(all);
        }
        return names.stream()
                .map(name -> all.stream()
                        .filter(fault -> fault.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name + " is none of "
                                + all.stream().map(Fault::name).toList())))
                .toList();
    }

    private void crashShippingsStore() {
        pidBefore = stack.service(SHIPPING).pid();
        stack.postgres(SHIPPING).kill();
    }

    /** The service recovers without a restart of its own. */
    private void startShippingsStore() {
        stack.postgres(SHIPPING).startAgain();
        assertThat(stack.service(SHIPPING).pid()).isEqualTo(pidBefore);
    }

    private void copyShippingsStore() {
        copiedAt = System.nanoTime();
        stack.postgres(SHIPPING).copyDatabase(SHIPPING.database(), OLDER_COPY);
    }

    /**
     * The topic is ahead of it then. What is known of idempotency keys goes with what was written since the copy, so nothing
     * that was answered before may be sent again: a restore is told to the callers (docs/decisions/0020).
     */
    private void restoreShippingsStore() throws Exception {
        workload.between(LONG, () -> {
            replicas.of(SHIPPING).forEach(ServiceProcess::stop);
            stack.postgres(SHIPPING).restoreDatabase(SHIPPING.database(), OLDER_COPY);
            workload.restored(SHIPPING, copiedAt);
        });
        replicas.of(SHIPPING).forEach(ServiceProcess::startAgain);
    }

    private void suspendPostgres() {
        stack.postgres().suspend();
        stack.postgres(SHIPPING).suspend();
    }

    private void resumePostgres() {
        stack.postgres().resume();
        stack.postgres(SHIPPING).resume();
    }

    /**
     * A relay that has lost the connection to its database goes on sending what it had read, while the other one, which got
     * the lead with the end of that connection, sends the same. So the lead is passed on in the middle of the work.
     */
    private void twoRelays() throws InterruptedException {
        for (Service service : List.of(RECEIVING, SHIPPING)) {
            twins.add(stack.startTwin(service));
        }
        for (int i = 0; i < 3; i++) {
            for (Service service : List.of(RECEIVING, SHIPPING)) {
                stack.endSessions(service);
            }
            Thread.sleep(MOMENT);
        }
    }

    /** A consumer that is thought dead comes back when its partitions are another's; then that one dies. */
    private void twoLedgers() throws InterruptedException {
        ServiceProcess twin = stack.startTwin(LOT_LEDGER);
        twins.add(twin);
        Thread.sleep(WHILE);
        stack.service(LOT_LEDGER).suspend();
        Thread.sleep(LONG.minus(WHILE));
        stack.service(LOT_LEDGER).resume();
        Thread.sleep(WHILE);
        twin.kill();
    }

    private void endTwins() {
        twins.forEach(ServiceProcess::close);
        twins.clear();
    }

    /** What the ledger has not read yet, the broker had acknowledged, and nobody has any more. */
    private void loseTail() throws InterruptedException {
        replicas.of(LOT_LEDGER).forEach(ServiceProcess::kill);
        Map<Path, Long> sizes = stack.kafka().logSizes("lot-events");
        Thread.sleep(WHILE);
        SharedStack.topicLoses();
        stack.kafka().loseTail(sizes);
    }

    /** The ledger has most of what the broker loses; who reads the topic anew would not. */
    private void loseTailThatWasRead() throws Exception {
        Map<Path, Long> sizes = stack.kafka().logSizes("lot-events");
        Thread.sleep(WHILE);
        Records records = new Records(stack);
        Map<String, Map<String, Head>> announced = records.announced();
        Eventually.succeeds(LONG, () -> {
            assertThat(records.notApplied(announced)).isEmpty();
            return true;
        });
        SharedStack.topicLoses();
        stack.kafka().loseTail(sizes);
    }

    private void afterLostTail() {
        stack.kafka().startAgain();
        replicas.of(LOT_LEDGER).forEach(ServiceProcess::startAgain);
    }

    private void roomForPostgres() {
        weak.postgresDisk(SHIPPING).free();
        stack.postgres(SHIPPING).startAgain();
    }

    /** A broker whose only disk has failed does not use it again before it is started anew. */
    private void roomForKafka() {
        weak.kafkaDisk().free();
        stack.kafka().kill();
        stack.kafka().startAgain();
    }

    /** A command at each writer: small, and without an event of a lot. */
    static Answer command(Api api, Service writer, String item) {
        String line = "{\"lineNumber\":1," + Trade.line(item, 1) + "}";
        String rest = ",\"location\":\"MAIN\",\"lines\":[" + line + "]}";
        return switch (writer) {
            case ITEM_CATALOG -> api.put(writer, "/locations/PROBE", "{\"name\":\"Probe\"}", Map.of());
            case RECEIVING ->
                api.post(writer, "/receipts", "{\"source\":\"SUPPLIER\",\"party\":{\"code\":\"S1\"}" + rest);
            case SHIPPING ->
                api.post(writer, "/shipments", "{\"purpose\":\"CUSTOMER\",\"party\":{\"code\":\"C1\"}" + rest);
            case LOT_LEDGER -> throw new IllegalArgumentException("the ledger takes no commands");
        };
    }
}
