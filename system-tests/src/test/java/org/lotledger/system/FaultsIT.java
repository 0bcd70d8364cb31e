package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/**
 * Goal: nothing lost, nothing twice, always in order. Method: clients work, something is killed or stopped, it comes
 * back; then the event stores, Kafka and the ledger are read directly and compared with each other and with what the
 * clients were told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final String ITEM = "FAULTS";
    private static final int CLIENTS = 6;
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration RESTART = Duration.ofSeconds(60);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);

    @BeforeAll
    void setUp() throws InterruptedException {
        Warehouse warehouse = new Warehouse(stack);
        // The places that the workload moves goods between.
        new Trade();
        warehouse.item(ITEM, true, true);
        Api.Answer received = warehouse.receive(ITEM, "W-0", "2040-01-31", "100");
        warehouse.ship(ITEM, "W-0", "1", received.eventId());
    }

    @Test
    @Order(1)
    void every_service_killed_under_load_loses_and_doubles_nothing() throws Exception {
        Workload workload = new Workload(stack, ITEM, CLIENTS, 1_000);
        try (workload) {
            workload.start();
            for (Service victim : Service.values()) {
                // Let it get into its work first, so that it is killed in the middle of it.
                Thread.sleep(1_000);
                stack.service(victim).kill();
                stack.service(victim).startAgain();
            }
            for (Service victim : Service.values()) {
                stack.service(victim).waitUntilReady(RESTART);
            }
            Thread.sleep(1_000);
        }
        everythingAgrees(workload);
    }

    @Test
    @Order(2)
    void with_kafka_stopped_work_goes_on_and_the_ledger_catches_up_in_order() throws Exception {
        Warehouse warehouse = new Warehouse(stack);
        Workload workload = new Workload(stack, ITEM, CLIENTS, 9_000);
        try (workload) {
            workload.start();
            Thread.sleep(500);
            stack.kafka().stop();
            warehouse.receive(ITEM, "W-0", "2040-01-31", "5");
            warehouse.ship(ITEM, "W-0", "1", null);
            Thread.sleep(2_000);
            stack.kafka().startAgain();
        }
        everythingAgrees(workload);
    }

    /** Receiving and shipping hear of each other late: they refuse too early, and never allow too much. */
    @Test
    @Order(2)
    void facts_known_late_only_refuse_too_early() throws Exception {
        Trade trade = new Trade();
        String gauze = trade.gauze();
        String known = trade.delivered(gauze, 5, "EARLY").eventId();
        trade.heard(Service.SHIPPING, known);

        stack.kafka().stop();
        Answer out = trade.sold(gauze, 5, "EARLY").mustBe(200);
        String line = Trade.line(gauze, 5, Trade.lot("EARLY", 5));
        Answer back = trade.receipt("CUSTOMER_RETURN", ",'references':{'shipment':'" + Trade.numberOf(out) + "'}", line)
                .mustBe(201);
        assertThat(trade.receive(back).mustBe(409).code()).isEqualTo("REFERENCE_UNKNOWN");
        Trade.refused(trade.countUp(gauze, 1, "EARLY"), "GIVE_BACK_LIMIT");
        Answer in = trade.delivered(gauze, 3, "LATE");
        Trade.refused(trade.sold(gauze, 1, "LATE"), "LOT_UNKNOWN");
        stack.kafka().startAgain();

        Answer returned = Eventually.succeeds(
                CATCH_UP, () -> trade.receive(back, out.eventId()).mustBe(200));
        Answer sold = Eventually.succeeds(
                CATCH_UP, () -> trade.sold(gauze, 3, "LATE", in.eventId()).mustBe(200));
        assertThat(trade.onHand(gauze, "EARLY", returned.eventId())).isEqualByComparingTo("5");
        assertThat(trade.onHand(gauze, "LATE", sold.eventId())).isZero();
        everythingAgrees(null);
    }

    @Test
    @Order(3)
    void a_service_whose_postgresql_is_restarted_recovers_without_a_restart() throws Exception {
        long before = stack.service(Service.SHIPPING).pid();
        Workload workload = new Workload(stack, ITEM, CLIENTS, 10_000);
        try (workload) {
            workload.start();
            Thread.sleep(500);
            stack.postgres(Service.SHIPPING).kill();
            Answer away = new Api(stack).get(Service.SHIPPING, "/shipments");
            assertThat(away.mustBe(503).code()).isEqualTo("STORE_UNREACHABLE");
            stack.postgres(Service.SHIPPING).startAgain();
            Thread.sleep(1_500);
        }
        everythingAgrees(workload);
        assertThat(stack.service(Service.SHIPPING).pid()).isEqualTo(before);
        assertThat(stack.service(Service.SHIPPING).isRunning()).isTrue();
    }

    @Test
    @Order(4)
    void republishing_all_announcements_changes_no_balance() throws Exception {
        Map<String, String> before = records.balances();
        Map<String, List<String>> history = records.inLedger();
        int onTopic = records.topic().size();
        int announced = republish();

        Eventually.holds(CATCH_UP, () -> assertThat(records.topic()).hasSizeGreaterThanOrEqualTo(onTopic + announced));
        // An event behind the repeats in the same lot proves that they were read.
        Warehouse warehouse = new Warehouse(stack);
        Api.Answer received = warehouse.receive(ITEM, "W-REP", "2040-01-31", "5");
        warehouse.lot(received.body().at("/lines/0/lots/0/lotId").asText(), received.eventId());
        Map<String, String> after = records.balances();
        assertThat(after).containsAllEntriesOf(before);
        assertThat(records.inLedger()).containsAllEntriesOf(history);
        everythingAgrees(null);
    }

    @Test
    @Order(5)
    void a_topic_deleted_and_refilled_gives_the_same_ledger() throws Exception {
        Map<String, String> before = records.balances();
        stack.kafka().deleteTopic("lot-events");
        stack.kafka().createTopics(Map.of("lot-events", 4));
        republish();

        Eventually.holds(CATCH_UP, this::kafkaHoldsTheStores);
        Warehouse warehouse = new Warehouse(stack);
        Api.Answer received = warehouse.receive(ITEM, "W-NEW", "2040-01-31", "5");
        Eventually.succeeds(CATCH_UP, () -> warehouse.ship(ITEM, "W-NEW", "2", received.eventId()));
        everythingAgrees(null);
        assertThat(records.balances()).containsAllEntriesOf(before);
    }

    /** All of it; how many of the announcements are about lots, at least. */
    private int republish() {
        Api api = new Api(stack);
        int announced = 0;
        for (Service writer : List.of(Service.ITEM_CATALOG, Service.RECEIVING, Service.SHIPPING)) {
            int all = api.post(writer, "/announcements/republish", "{}")
                    .mustBe(200)
                    .body()
                    .path("announcements")
                    .asInt();
            announced += writer == Service.ITEM_CATALOG ? 0 : all;
        }
        return announced;
    }

    private void kafkaHoldsTheStores() {
        try {
            assertThat(records.inKafka()).isEqualTo(records.inStores());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void everythingAgrees(Workload workload) throws Exception {
        records.mustAgreeWithin(CATCH_UP);
        contiguous(records.inStores());
        if (workload != null) {
            assertThat(workload.surprises()).isEmpty();
            assertThat(workload.promisedEvents()).isNotEmpty().doesNotHaveDuplicates();
            Set<String> inLedger =
                    records.inLedger().values().stream().flatMap(List::stream).collect(Collectors.toSet());
            assertThat(inLedger).containsAll(workload.promisedEvents());
            // Each document of the workload moves one lot, so it may come up once at most.
            List<String> documents = records.documentsInLedger().stream()
                    .filter(number -> number.startsWith("W"))
                    .toList();
            assertThat(documents).doesNotHaveDuplicates();
            assertThat(workload.refusedDocuments()).doesNotContainAnyElementsOf(documents);
        }
    }

    /** Sequences of each source and lot run 1, 2, 3 … without a gap. */
    private static void contiguous(Map<String, List<String>> events) {
        events.forEach((key, ids) -> {
            for (int i = 0; i < ids.size(); i++) {
                assertThat(ids.get(i)).endsWith("." + (i + 1));
            }
        });
    }
}
