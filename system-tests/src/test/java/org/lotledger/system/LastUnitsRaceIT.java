package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;

/**
 * Goal: never oversold. Method: 100 clients at once try to ship one unit each of a lot of which 10 are left; they must
 * get 10 yes and 90 no, and the ledger must count 10.
 */
class LastUnitsRaceIT {
    private static final int CLIENTS = 100;
    private static final int UNITS = 10;

    @Test
    void of_a_hundred_clients_exactly_ten_get_the_last_ten_units() throws Exception {
        Warehouse warehouse = new Warehouse(SharedStack.get());
        warehouse.location(Warehouse.MAIN);
        warehouse.item("RACE-1", true, true);
        Api.Answer received = warehouse.receive("RACE-1", "R/10", "2040-01-31", Integer.toString(UNITS));
        String lotId = received.body().at("/lines/0/lots/0/lotId").asText();
        // Shipping must have heard of the lot, and claimed the item, before the race begins.
        Api.Answer first =
                warehouse.reserve("RACE-1", "R/10", "1", received.eventId()).mustBe(200);
        warehouse
                .api
                .post(
                        Service.SHIPPING,
                        "/shipments/" + first.body().path("shipmentNumber").asText() + "/void",
                        "{}",
                        Map.of("If-Match", first.eTag()))
                .mustBe(200);

        List<Api.Answer> answers = race(warehouse);

        List<Api.Answer> shipped =
                answers.stream().filter(a -> a.status() == 200).toList();
        List<Api.Answer> refused =
                answers.stream().filter(a -> a.status() == 409).toList();
        assertThat(shipped).hasSize(UNITS);
        assertThat(refused).hasSize(CLIENTS - UNITS);
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo("NOT_AVAILABLE");
            assertThat(answer.body().path("detail").asText())
                    .contains("R/10")
                    .contains("1")
                    .contains("0");
        });

        String[] events = shipped.stream().map(Api.Answer::eventId).toArray(String[]::new);
        JsonNode lot = warehouse.lot(lotId, events);
        assertThat(lot.path("onHand").asInt()).isZero();
        assertThat(lot.path("shipped").asInt()).isEqualTo(UNITS);
        assertThat(warehouse.api.all(Service.LOT_LEDGER, "/lots/" + lotId + "/transactions"))
                .filteredOn(row -> row.path("type").asText().startsWith("LotShipped"))
                .hasSize(UNITS)
                .allSatisfy(
                        row -> assertThat(row.path("runningBalance").asInt()).isNotNegative());
    }

    private static List<Api.Answer> race(Warehouse warehouse) throws Exception {
        List<Callable<Api.Answer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(() -> {
                Api.Answer reserved = warehouse.reserve("RACE-1", "R/10", "1", null);
                return reserved.status() != 200
                        ? reserved
                        : warehouse.api.post(
                                Service.SHIPPING,
                                "/shipments/"
                                        + reserved.body().path("shipmentNumber").asText() + "/ship",
                                "{}",
                                Map.of("If-Match", reserved.eTag()));
            });
        }
        List<Api.Answer> answers = new ArrayList<>();
        try (ExecutorService atOnce = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Api.Answer> answer : atOnce.invokeAll(clients)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
