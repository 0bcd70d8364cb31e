package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * Plays the demo and asks for its recalled lot. The numbers are worked out by hand from the demo's script: 20 of lot
 * 104303/5 and 10 of lot 100 E02 come from DAIRY-7. CAFE-1 gets 12 of the first and sends 2 back to RETURNS, from where
 * they go to MAIN. One is counted less, and one more again. 4 of each lot go into 2 of lot B-1, and HOTEL-2 gets 1 of
 * these. Then 104303/5 is recalled.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final Pattern RUN = Pattern.compile("register YOGHURT-(\\w+) ");

    private final LocalStack stack = SharedStack.get();
    private final Api api = new Api(stack);
    private String recalled;
    private String other;
    private String made;

    @BeforeAll
    void play() throws Exception {
        Map<String, String> ports = new HashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.portVariable(), Integer.toString(stack.port(service)));
        }
        String said = DemoRun.played(ports);
        Matcher run = RUN.matcher(said);
        assertThat(run.find()).as(said).isTrue();
        recalled = lotId("YOGHURT-" + run.group(1), "104303/5");
        other = lotId("YOGHURT-" + run.group(1), "100 E02");
        made = lotId("BREAKFAST-" + run.group(1), "B-1");
    }

    private String lotId(String itemCode, String lotNumber) {
        return ledger("/lots?itemCode=" + itemCode + "&lotNumber=" + Api.encoded(lotNumber))
                .at("/items/0/lotId")
                .asText();
    }

    @Test
    void the_trace_of_the_recalled_lot_goes_to_everybody_who_has_it() {
        JsonNode trace = ledger("/lots/" + recalled + "/trace?direction=both");

        assertThat(edges(trace))
                .containsExactlyInAnyOrder(
                        "SUPPLIER:DAIRY-7 RECEIVED " + recalled + " 20",
                        recalled + " SHIPPED CUSTOMER:CAFE-1 12",
                        "CUSTOMER:CAFE-1 CUSTOMER_RETURN " + recalled + " 2",
                        "LOCATION:RETURNS TRANSFER_OUT " + recalled + " 2",
                        recalled + " TRANSFER_IN LOCATION:MAIN 2",
                        recalled + " ASSEMBLY " + made + " 4",
                        made + " SHIPPED CUSTOMER:HOTEL-2 1");
        assertThat(ids(trace))
                .containsExactlyInAnyOrder(
                        recalled,
                        made,
                        "SUPPLIER:DAIRY-7",
                        "CUSTOMER:CAFE-1",
                        "CUSTOMER:HOTEL-2",
                        "LOCATION:RETURNS",
                        "LOCATION:MAIN");
        assertThat(trace.path("cutOff").isNull()).isTrue();
    }

    @Test
    void the_trace_of_the_box_goes_back_to_both_lots_and_their_supplier() {
        JsonNode trace = ledger("/lots/" + made + "/trace?direction=backward");

        assertThat(edges(trace))
                .containsExactlyInAnyOrder(
                        "SUPPLIER:DAIRY-7 RECEIVED " + recalled + " 20",
                        "SUPPLIER:DAIRY-7 RECEIVED " + other + " 10",
                        recalled + " ASSEMBLY " + made + " 4",
                        other + " ASSEMBLY " + made + " 4");
    }

    @Test
    void the_recall_report_says_what_is_left_and_who_has_the_rest() {
        JsonNode report = ledger("/lots/" + recalled + "/recall-report");

        assertThat(rows(report.path("lots"), "lotId", "status", "onHand", "asked"))
                .containsExactlyInAnyOrder(recalled + " RECALLED 6 true", made + " AVAILABLE 1 false");
        assertThat(rows(report.path("stock"), "lotId", "location", "onHand"))
                .containsExactlyInAnyOrder(recalled + " MAIN 6", made + " MAIN 1");
        assertThat(rows(report.path("customers"), "party/code", "shipped", "returned", "net", "documentCount"))
                .containsExactlyInAnyOrder("CAFE-1 12 2 10 2", "HOTEL-2 1 0 1 1");
        assertThat(rows(report.path("suppliers"), "party/code", "received", "returned", "net", "documentCount"))
                .containsExactly("DAIRY-7 20 0 20 1");
        assertThat(report.path("shippedAfterRecall")).isEmpty();
        assertThat(report.path("parked")).isEmpty();
        assertThat(report.path("cutOff").isNull()).isTrue();
    }

    @Test
    void what_came_in_is_all_accounted_for() {
        Map<String, String> expected = Map.of(
                "received", "20",
                "onHand", "6",
                "shipped", "12",
                "returned", "2",
                "lost", "0",
                "consumed", "4",
                "supplierReturned", "0",
                "counted", "0",
                "inTransit", "0",
                "difference", "0");

        JsonNode massBalance = ledger("/lots/" + recalled + "/recall-report").path("massBalance");

        expected.forEach((part, quantity) ->
                assertThat(massBalance.path(part).asText()).as(part).isEqualTo(quantity));
        assertThat(massBalance.path("balanced").asBoolean()).isTrue();
    }

    private JsonNode ledger(String path) {
        return api.get(Service.LOT_LEDGER, path).mustBe(200).body();
    }

    private static List<String> edges(JsonNode trace) {
        return rows(trace.path("edges"), "from", "kind", "to", "quantity");
    }

    private static Set<String> ids(JsonNode trace) {
        return StreamSupport.stream(trace.path("nodes").spliterator(), false)
                .map(node -> node.path("id").asText())
                .collect(Collectors.toSet());
    }

    /** Each element as the values of its fields, in one line. */
    private static List<String> rows(JsonNode array, String... pointers) {
        List<String> rows = new ArrayList<>();
        for (JsonNode element : array) {
            rows.add(List.of(pointers).stream()
                    .map(pointer -> element.at("/" + pointer).asText())
                    .collect(Collectors.joining(" ")));
        }
        return rows;
    }
}
