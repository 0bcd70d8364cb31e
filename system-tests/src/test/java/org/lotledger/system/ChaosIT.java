package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lotledger.local.LocalStack;
import org.lotledger.system.ChaosRun.Row;
import org.lotledger.system.history.History;
import org.lotledger.system.history.Ledger;
import org.lotledger.system.history.Operation;

/**
 * Goal: the promises hold whatever is killed, cut, filled up or repeated. Method: clients do everything that the services
 * offer, one fault follows the other, requests that were not answered are asked again; then stores, topic, ledger,
 * shipping and what the clients were told are read as one history and held against every invariant, once more after the
 * ledger was made anew. A seed plans operations and faults; it is printed, and `make chaos SEED=…` plans the same again.
 */
class ChaosIT {
    /** What every `make test` sees; the seed decides the order, and which others join them. */
    private static final List<String> ALWAYS = List.of(
            "kill-item-catalog",
            "kill-receiving",
            "kill-shipping",
            "kill-lot-ledger",
            "stop-kafka",
            "kill-postgres-shipping",
            "replayed-topic",
            "topic-refilled");

    private static final List<String> SOMETIMES = List.of(
            "cut-postgres-receiving",
            "cut-postgres-shipping",
            "cut-postgres-lot-ledger",
            "cut-kafka-receiving",
            "cut-kafka-shipping",
            "cut-kafka-lot-ledger",
            "kill-kafka",
            "kill-postgres",
            "repeated-batches",
            "garbage",
            "clock-ahead-shipping",
            "clock-behind-receiving");

    /** What clients do; a run of a few faults is too short for all of it. */
    private static final String[] EVERYTHING = {
        "receive",
        "ship",
        "take back",
        "count up",
        "count down",
        "lose",
        "transfer out",
        "transfer in",
        "hold",
        "release",
        "void",
        "save /receipts",
        "save /shipments",
        "lots"
    };

    private static final int SOMETIMES_TAKEN = 2;
    /** As many as let the services of the short mix recover at their own pace on a small machine. */
    private static final int CLIENTS = ChaosSettings.FULL ? 4 : 2;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration COMMAND_MAX = Duration.ofSeconds(10);
    private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(30);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);
    private final Api api = new Api(stack);

    @Test
    void the_promises_hold_whatever_goes_wrong() throws Exception {
        long seed = ChaosSettings.seed();
        System.out.println("make chaos SEED=" + seed + " REPLICAS=" + ChaosSettings.REPLICAS);
        String run = "X" + seed;
        Client.prepare(run);
        try (Replicas replicas = Replicas.start(stack, ChaosSettings.REPLICAS)) {
            holdUnder(replicas, seed, run);
        }
    }

    private void holdUnder(Replicas replicas, long seed, String run) throws Exception {
        Workload workload = new Workload(replicas::next, run, seed, CLIENTS);
        Faults faults = new Faults(stack, replicas, workload, new Warehouse(stack), Client.dated(run));
        ChaosRun chaos = new ChaosRun(stack, replicas::next, workload, Client.dated(run));
        try {
            chaos.run(faults.named(planned(new Random(seed), faults)));
            workload.settle(PATIENCE);
            new TopicFaults(stack).discardAgain();
        } finally {
            ChaosRun.keep(ChaosRun.table(seed, workload, chaos.rows()));
        }

        List<Operation> operations = workload.operations();
        records.mustAgreeWithin(PATIENCE, operations);
        Ledger before = records.ledger();
        Rebuild.done(api, PATIENCE);
        History after = records.history(operations, before);
        assertThat(after.violations()).isEmpty();
        Proof.mustBeClean(api);
        nothingElseWentWrong(operations, workload);
        if (ChaosSettings.FULL) {
            assertThat(chaos.rows()).allSatisfy(this::recoversInTime);
        }
    }

    private static List<String> planned(Random random, Faults faults) {
        List<String> names = new ArrayList<>(ChaosSettings.faults());
        if (names.isEmpty() && ChaosSettings.FULL) {
            faults.named(List.of()).forEach(fault -> names.add(fault.name()));
            Collections.shuffle(names, random);
        } else if (names.isEmpty()) {
            List<String> others = new ArrayList<>(SOMETIMES);
            Collections.shuffle(others, random);
            names.addAll(ALWAYS);
            names.addAll(others.subList(0, SOMETIMES_TAKEN));
            Collections.shuffle(names, random);
        }
        return names;
    }

    private void recoversInTime(Row row) {
        assertThat(row.command()).as(row.toString()).isLessThanOrEqualTo(COMMAND_MAX);
        assertThat(row.caughtUp()).as(row.toString()).isLessThanOrEqualTo(CAUGHT_UP_MAX);
    }

    /** No client got an answer that nobody should get, and every kind of thing was done. */
    private void nothingElseWentWrong(List<Operation> operations, Workload workload) {
        assertThat(workload.surprises()).isEmpty();
        if (ChaosSettings.faults().isEmpty()) {
            assertThat(operations.stream()
                            .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                            .map(Operation::what))
                    .contains(EVERYTHING);
        }
    }
}
