package org.lotledger.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * Goal: when Kafka and the databases are lost together, backups of the three event stores bring all of it back, as of their
 * moment. Method: the stores are copied while clients work, and the work goes on; then the topics are deleted, the copies put in
 * the place of the stores, the topics refilled from them and the ledger begun anew. It is the procedure of docs/operations.md.
 */
class RestoreIT {
    private static final String RUN = "RESTORED";
    private static final long SEED = 95_000;
    private static final int CLIENTS = 4;
    private static final Duration WORK = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Service> WRITERS = List.of(Service.ITEM_CATALOG, Service.RECEIVING, Service.SHIPPING);
    private static final Map<String, Integer> TOPICS = Map.of("catalog-events", 4, "lot-events", 4);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);
    private final Api api = new Api(stack);

    @Test
    void stores_of_one_moment_bring_back_topics_and_ledger() throws Exception {
        Client.prepare(RUN);
        try (Workload workload = new Workload(stack, RUN, SEED, CLIENTS)) {
            workload.start();
            Thread.sleep(WORK);
            workload.between(PATIENCE, this::backUp);
            Thread.sleep(WORK);
        }
        for (Service service : Service.values()) {
            stack.service(service).stop();
        }
        for (Service writer : WRITERS) {
            stack.postgres(writer).restoreDatabase(writer.database(), copyOf(writer));
        }
        // It would not forget what it has read and the stores do not have any more.
        stack.postgres(Service.LOT_LEDGER).emptyDatabase(Service.LOT_LEDGER.database());
        TOPICS.keySet().forEach(stack.kafka()::deleteTopic);
        stack.kafka().createTopics(TOPICS);
        SharedStack.topicLoses();
        for (Service service : Service.values()) {
            stack.service(service).startAgain();
        }
        for (Service service : Service.values()) {
            stack.service(service).waitUntilReady(PATIENCE);
        }
        new TopicFaults(stack).republish();
        records.mustAgreeWithin(PATIENCE);
        Rebuild.done(api, PATIENCE);
        records.mustAgreeWithin(PATIENCE);
        Proof.mustBeClean(api);

        // And it goes on from there.
        Warehouse warehouse = new Warehouse(stack);
        Api.Answer received = warehouse.receive(Client.dated(RUN), "AFTER", "2040-01-31", "5");
        warehouse.ship(Client.dated(RUN), "AFTER", "5", received.eventId());
        records.mustAgreeWithin(PATIENCE);
    }

    private void backUp() {
        for (Service writer : WRITERS) {
            stack.postgres(writer).copyDatabase(writer.database(), copyOf(writer));
        }
    }

    private static String copyOf(Service writer) {
        return writer.database() + "_backup";
    }
}
