package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.OVER;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.json;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.pathOf;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.DocumentType;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/** Rule 14 on the real service: first expired, first out, suggested for a line and named for a whole shipment. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class AllocationQuarkusTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    /** C15: a lot without a date is no error, and comes last. */
    @Test
    void c15_the_order_is_date_then_first_received_then_number_and_no_date_last() {
        Instant now = Instant.now();
        others.of(item, "NODATE").when(now.minusSeconds(9_000)).received("1");
        others.of(item, "LATE").date("2040-02-01").received("1");
        others.of(item, "B").date(GOOD).when(now.minusSeconds(100)).received("1");
        others.of(item, "A").date(GOOD).when(now.minusSeconds(100)).received("1");
        // Received again: what counts is when the first of it came.
        others.of(item, "Z").date(GOOD).when(now.minusSeconds(50)).received("1");
        String last =
                others.of(item, "Z").date(GOOD).when(now.minusSeconds(200)).received("1");
        Answer saved = created(shipment(CUSTOMER, line(1, item, "6")), last);
        assertThat(suggested(saved)).containsExactly("Z 2", "A 1", "B 1", "LATE 1", "NODATE 1");
        assertThat(suggestion(saved).<List<Object>>path("lots.expirationDate")).endsWith((Object) null);
        assertThat(suggestion(saved).<Integer>path("openQuantity")).isZero();
        assertThat(suggestion(saved).<List<String>>path("lots.location")).containsOnly("MAIN");
        // Only looked at.
        assertThat(given().get(pathOf(saved)).<String>path("lines[0].lotEntry")).isEqualTo("MISSING");
    }

    /** C14: the date that decides is the lot's, and it must reach beyond the delivery. */
    @Test
    void c14_what_would_expire_before_the_customer_has_used_it_is_not_suggested() {
        others.of(item, "SHORT").date("2039-01-14").received("5");
        String last = others.of(item, "ENOUGH").date("2039-01-15").received("5");
        Answer saved = created(
                shipment(CUSTOMER + ",\"deliverOn\":\"2039-01-05\",\"minimumRemainingDays\":10", line(1, item, "8")),
                last);
        assertThat(suggested(saved)).containsExactly("ENOUGH 5");
        assertThat(suggestion(saved).<Integer>path("openQuantity")).isEqualTo(3);
    }

    @Test
    void one_request_fills_all_lines_and_tells_what_stays_open_and_why() {
        String other = newCode("I");
        String box = newCode("U");
        others.of(item, "HELD").date("2030-01-01").received("3");
        others.of(item, "OVER").date(OVER).received("4");
        others.of(item, "A").date("2031-01-01").received("6");
        others.of(item, "ELSEWHERE").date("2030-01-01").at("COLD").received("99");
        String last = others.of(item, "B").date(GOOD).received("2");
        String second = others.of(other, "C").date(GOOD).received("5");
        done(json("{\"itemCode\":\"" + item + "\",\"lotNumber\":\"HELD\",\"kind\":\"HOLD\",\"released\":false}")
                .put("/lot-holds/" + newCode("H-")));
        Answer saved = created(
                shipment(
                        CUSTOMER,
                        line(1, item, "5", lot("A", "1")),
                        line(2, box, "1"),
                        line(3, item, "7"),
                        line(4, other, "5")),
                last,
                second);
        assertThat(saved.<List<Object>>path("warnings")).isEmpty();

        Answer allocated = done(act(saved, "allocate"));
        assertThat(lots(allocated, 0)).containsExactly("A 5");
        assertThat(lots(allocated, 2)).containsExactly("A 1", "B 2");
        assertThat(lots(allocated, 3)).containsExactly("C 5");
        assertThat(listed(allocated, "warnings")).containsExactly("/lines/2 NOT_AVAILABLE");
        assertThat(allocated.<String>path("warnings[0].detail"))
                .contains(
                        "4 EA of line 3 (" + item + ") stay open",
                        "15 are on hand at MAIN",
                        "8 are reserved",
                        "3 are held, quarantined or recalled",
                        "4 are not good until");
        assertThat(given().get(pathOf(saved)).<List<Object>>path("warnings")).isEmpty();

        // Nothing more to be had: no event, the same version, the same answer.
        Answer again = done(act(allocated, "allocate"));
        assertThat(again.header("ETag")).isEqualTo(allocated.header("ETag"));
        assertThat(again.text()).isEqualTo(allocated.text());
    }

    private static List<String> lots(Answer shown, int line) {
        List<String> numbers = shown.path("lines[" + line + "].lots.lotNumber");
        List<Integer> quantities = shown.path("lines[" + line + "].lots.quantity");
        List<String> lots = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            lots.add(numbers.get(i) + " " + quantities.get(i));
        }
        return lots;
    }

    @Test
    void an_allocated_shipment_leaves_and_keeps_the_reason_of_an_override() {
        others.of(item, "A").date("2030-01-01").received("5");
        String last = others.of(item, "B").date(GOOD).received("5");
        String overridden = "{\"lotNumber\":\"B\",\"quantity\":2,\"overrideReason\":\"asked by the customer\"}";
        Answer saved = created(shipment(CUSTOMER, line(1, item, "7", overridden)), last);
        Answer allocated = done(act(saved, "allocate"));
        assertThat(lots(allocated, 0)).containsExactly("B 2", "A 5");
        assertThat(allocated.<String>path("lines[0].lots[0].overrideReason")).isEqualTo("asked by the customer");
        done(act(allocated, "ship"));
    }

    @Test
    void a_return_takes_only_what_came_by_its_receipt() {
        String receipt = newCode("R-");
        others.of(item, "A").date("2030-01-01").received("50");
        String last = others.of(item, "B")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .received("4");
        Answer saved = created(
                shipment(
                        "\"purpose\":\"SUPPLIER_RETURN\",\"party\":{\"code\":\"S1\"},\"location\":\"MAIN\","
                                + "\"references\":{\"receipt\":\"" + receipt + "\"}",
                        line(1, item, "6")),
                last);
        Answer allocated = done(act(saved, "allocate"));
        assertThat(lots(allocated, 0)).containsExactly("B 4");
        assertThat(allocated.<String>path("warnings[0].detail")).contains("came by receipt " + receipt);
    }

    @Test
    void nothing_is_suggested_for_a_line_that_takes_no_lots_or_a_shipment_that_is_over() {
        String box = newCode("U");
        String last = others.of(item, "A").date(GOOD).received("5");
        Answer saved = created(shipment(CUSTOMER, line(1, item, "5"), line(2, box, "3")), last);
        Answer none = given().get(pathOf(saved) + "/lines/2/suggestion");
        assertThat(none.<List<Object>>path("lots")).isEmpty();
        assertThat(none.<Integer>path("openQuantity")).isZero();
        act(saved, "void");
        assertThat(suggested(saved)).isEmpty();
        assertThat(given().get(pathOf(saved) + "/lines/9/suggestion").status()).isEqualTo(404);
        assertThat(given().get("/shipments/none/lines/1/suggestion").status()).isEqualTo(404);
    }

    /**
     * Fifty allocations of one unit over fifty lots of one unit: all choose the same lot at first, all must get one.
     */
    @Test
    void fifty_at_once_over_fifty_lots_each_get_one_of_their_own() throws Exception {
        String last = null;
        for (int i = 0; i < 50; i++) {
            last = others.of(item, "L" + i).date(GOOD).received("1");
        }
        given().get("/availability" + after(last)).mustBe(200);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Answer saved = created(shipment(CUSTOMER, line(1, item, "1")));
            calls.add(() -> act(saved, "allocate"));
        }
        List<Answer> answers = atOnce(calls);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.<List<Object>>path("warnings")).isEmpty();
        });
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("lines[0].lots[0].lotNumber"))
                        .distinct())
                .hasSize(50);
        assertThat(given().get("/availability?limit=100&itemCode=" + item).<List<Integer>>path("items.available"))
                .hasSize(50)
                .containsOnly(0);
    }

    private static Answer suggestion(Answer saved) {
        return done(given().get(pathOf(saved) + "/lines/1/suggestion"));
    }

    private static List<String> suggested(Answer saved) {
        Answer suggestion = suggestion(saved);
        List<String> numbers = suggestion.path("lots.lotNumber");
        List<Integer> quantities = suggestion.path("lots.quantity");
        List<String> lots = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            lots.add(numbers.get(i) + " " + quantities.get(i));
        }
        return lots;
    }
}
