package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.LocalPostgres;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** The database of shipping restored from an older copy (docs/decisions/0020). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreBehindIT {
    private static final String ITEM = "RESTORED";
    private static final String RUN = "RESTORED-RUN";
    private static final long SEED = 20;
    private static final int CLIENTS = 4;
    private static final String COPY = "shipping_copy";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack = SharedStack.get();
    private final Records records = new Records(stack);
    private final Api api = new Api(stack);
    private Warehouse warehouse;

    @BeforeAll
    void setUp() {
        warehouse = new Warehouse(stack);
        Client.prepare(RUN);
        warehouse.item(ITEM, true, true);
    }

    @AfterAll
    void everybodyIsUp() {
        stack.kafka().startAgain();
        stack.service(Service.SHIPPING).startAgain();
        stack.service(Service.SHIPPING).waitUntilReady(PATIENCE);
    }

    /**
     * Goal: shipping, restored from an older copy, refuses commands until it has taken back in what it had published, and
     * then goes on, without a number given out twice. Method: copy, work, put the copy in the place of the database while
     * the service is stopped, and start it, with Kafka away at first.
     */
    @Test
    void a_restored_service_refuses_takes_back_and_goes_on() throws Exception {
        Api.Answer received = warehouse.receive(ITEM, "W-0", "2040-01-31", "1000");
        warehouse.ship(ITEM, "W-0", "10", received.eventId());
        LocalPostgres postgres = stack.postgres(Service.SHIPPING);
        stack.service(Service.SHIPPING).stop();
        postgres.copyDatabase(Service.SHIPPING.database(), COPY);
        startShipping();
        Workload workload = new Workload(stack, RUN, SEED, CLIENTS);
        try (workload) {
            workload.start();
            Thread.sleep(Duration.ofSeconds(5));
        }
        assertThat(workload.surprises()).isEmpty();
        Api.Answer lost = warehouse.ship(ITEM, "W-0", "10", received.eventId());
        records.mustAgreeWithin(PATIENCE);
        var storesBefore = records.announced();

        stack.service(Service.SHIPPING).stop();
        stack.kafka().stop();
        postgres.restoreDatabase(Service.SHIPPING.database(), COPY);
        startShipping();
        Api.Answer refused = api.post(Service.SHIPPING, "/shipments", "{}").mustBe(503);
        assertThat(refused.code()).isEqualTo("STORE_BEHIND");
        stack.kafka().startAgain();
        Eventually.holds(
                PATIENCE,
                () -> assertThat(api.post(Service.SHIPPING, "/shipments", "{}").status())
                        .isEqualTo(422));

        assertThat(records.announced()).isEqualTo(storesBefore);
        String number = lost.body().path("shipmentNumber").asText();
        assertThat(api.get(Service.SHIPPING, "/shipments/" + number)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("SHIPPED");
        String again =
                Warehouse.shipment(ITEM, "1").put("shipmentNumber", number).toString();
        assertThat(api.post(Service.SHIPPING, "/shipments", again).mustBe(409).code())
                .isEqualTo("ALREADY_EXISTS");
        warehouse.ship(ITEM, "W-0", "10", received.eventId());
        records.mustAgreeWithin(PATIENCE);
        Proof.mustBeClean(api);
    }

    @Test
    void a_service_starts_and_takes_commands_while_kafka_is_away_and_nothing_has_changed() throws Exception {
        Api.Answer received = warehouse.receive(ITEM, "W-9", "2040-01-31", "100");
        Api.Answer reserved =
                warehouse.reserve(ITEM, "W-9", "10", received.eventId()).mustBe(200);
        stack.service(Service.SHIPPING).stop();
        stack.kafka().stop();
        startShipping();
        api.post(
                        Service.SHIPPING,
                        "/shipments/" + reserved.body().path("shipmentNumber").asText() + "/ship",
                        "{}",
                        Map.of("If-Match", reserved.eTag()))
                .mustBe(200);
        stack.kafka().startAgain();
        records.mustAgreeWithin(PATIENCE);
    }

    private void startShipping() {
        stack.service(Service.SHIPPING).startAgain();
        stack.service(Service.SHIPPING).waitUntilReady(PATIENCE);
    }
}
