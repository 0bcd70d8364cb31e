package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.announced;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.available;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.json;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.DocumentType;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/** Adjustments that take stock out, on the real service. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class AdjustmentQuarkusTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");
    private final String receipt = newCode("R-");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @Test
    void what_is_counted_less_is_taken_out_and_announced() {
        String box = newCode("U");
        String arrived = others.of(item, "A").date(GOOD).received("10");
        String boxes = others.of(box, null).received("10");
        Answer posted = post(
                "/adjustments" + after(arrived, boxes),
                adjustment(
                        "COUNT",
                        "",
                        line(1, item, "3", lot("A", "3")),
                        line(2, box, "4").replace("}", ",\"countedQuantity\":6,\"systemQuantity\":10}")));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        assertThat(posted.<String>path("adjustmentNumber")).startsWith("SA-");
        assertThat(posted.header("Location")).endsWith("/adjustments/" + posted.path("adjustmentNumber"));
        assertThat(posted.<String>path("lines[0].lots[0].expirationDate")).isEqualTo(GOOD);
        assertThat(posted.<Integer>path("lines[1].countedQuantity")).isEqualTo(6);
        assertThat(posted.<String>path("lines[1].eventId")).isEqualTo(posted.header("Event-Id"));
        assertThat(posted.<List<Object>>path("warnings")).isEmpty();
        assertThat(available(item)).startsWith("7 on hand");
        assertThat(available(box)).startsWith("6 on hand");

        Answer told = announced(posted.path("lines[0].lots[0].lotId"));
        assertThat(told.<String>path("items[0].eventId")).isEqualTo(posted.path("lines[0].lots[0].eventId"));
        assertThat(told.<String>path("items[0].data.reason")).isEqualTo("COUNT");
        assertThat(told.<Integer>path("items[0].data.quantityChange")).isEqualTo(-3);
        assertThat(told.<String>path("items[0].data.document.type")).isEqualTo("ADJUSTMENT");
        assertThat(told.<String>path("items[0].data.reasonText")).isEqualTo("as counted");
        assertThat(told.<Integer>path("items[0].data.basedOn.receiving")).isEqualTo(1);
        assertThat(told.<Object>path("items[0].data.corrects")).isNull();

        Answer shown = given().get("/adjustments/" + posted.path("adjustmentNumber"));
        assertThat(shown.text()).isEqualTo(posted.text());
        assertThat(shown.header("ETag")).isEqualTo(posted.header("ETag"));
        assertThat(given().get("/adjustments?limit=1").<String>path("items[0].adjustmentNumber"))
                .isEqualTo(posted.path("adjustmentNumber"));
        assertThat(given().get("/adjustments/none").status()).isEqualTo(404);
    }

    @Test
    void what_is_reserved_is_not_taken_and_the_refusal_says_by_whom() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer held = created(shipment(CUSTOMER, line(1, item, "8", lot("A", "8"))), arrived);
        Answer refused = post("/adjustments", adjustment("LOSS", "", line(1, item, "3", lot("A", "3"))));
        assertThat(refused(refused, 409)).containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
        assertThat(refused.<String>path("detail"))
                .contains("3 of lot A", "2 are available (10 on hand)", "reserved by " + held.path("shipmentNumber"));
        act(held, "void");
        assertThat(post("/adjustments", adjustment("LOSS", "", line(1, item, "3", lot("A", "3"))))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_receipt_is_corrected_by_naming_the_event_and_only_once() {
        String other = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .received("6");
        String arrived = others.of(item, "A").date(GOOD).received("10");
        given().get("/availability" + after(arrived)).mustBe(200);
        String reference = ",\"references\":{\"receipt\":\"" + receipt + "\"}";
        Answer posted =
                post("/adjustments", adjustment("RECEIPT_CORRECTION", reference, line(1, item, "4", lot("A", "4"))));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        assertThat(announced(posted.path("lines[0].lots[0].lotId")).<String>path("items[0].data.corrects"))
                .isEqualTo(other);
        assertThat(refused(
                        post(
                                "/adjustments",
                                adjustment("RECEIPT_CORRECTION", reference, line(1, item, "3", lot("A", "3")))),
                        409))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        // A return to the supplier and a correction share what is left.
        Answer giveBack = created(shipment(
                "\"purpose\":\"SUPPLIER_RETURN\",\"party\":{\"code\":\"S1\"},\"location\":\"MAIN\"" + reference,
                line(1, item, "3", lot("A", "3"))));
        assertThat(refused(act(giveBack, "ship"), 409)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        act(giveBack, "void");
        assertThat(post("/adjustments", adjustment("RECEIPT_CORRECTION", reference, line(1, item, "2", lot("A", "2"))))
                        .status())
                .isEqualTo(201);
        assertThat(available(item)).startsWith("10 on hand");
    }

    @Test
    void a_correction_needs_a_receipt_that_is_known() {
        assertThat(refused(post("/adjustments", adjustment("RECEIPT_CORRECTION", "", line(1, item, "1"))), 422))
                .containsExactly("/references/receipt FIELD_MISSING");
        String arrived = others.of(item, "A").date(GOOD).received("10");
        assertThat(refused(
                        post(
                                "/adjustments" + after(arrived),
                                adjustment(
                                        "RECEIPT_CORRECTION",
                                        ",\"references\":{\"receipt\":\"" + receipt + "\"}",
                                        line(1, item, "1", lot("A", "1")))),
                        409))
                .containsExactly("/references/receipt REFERENCE_UNKNOWN");
    }

    @Test
    void late_news_only_refuses_too_early() {
        String loss = adjustment("LOSS", "", line(1, item, "5", lot("A", "5")));
        assertThat(refused(post("/adjustments", loss), 409)).containsExactly("/lines/0/lots/0/lotNumber LOT_UNKNOWN");
        String some = others.of(item, "A").date(GOOD).received("4");
        assertThat(refused(post("/adjustments" + after(some), loss), 409))
                .containsExactly("/lines/0/lots/0/quantity NOT_AVAILABLE");
        String rest = others.of(item, "A").date(GOOD).received("1");
        assertThat(post("/adjustments" + after(rest), loss).status()).isEqualTo(201);
    }

    @Test
    void what_is_dated_back_was_there_all_the_time_since() {
        Instant came = Instant.now().minus(Duration.ofHours(2));
        String arrived = others.of(item, "A").date(GOOD).when(came).received("5");
        given().get("/availability" + after(arrived)).mustBe(200);
        String line = line(1, item, "2", lot("A", "2"));
        Answer refused =
                post("/adjustments", adjustment("LOSS", ",\"occurredAt\":\"" + came.minusSeconds(60) + "\"", line));
        assertThat(refused(refused, 409)).containsExactly("/lines/0/lots/0/quantity NEGATIVE_IN_PAST");
        assertThat(refused.<String>path("detail"))
                .contains(came.minusSeconds(60).toString().substring(0, 19));
        Answer posted = post("/adjustments", adjustment("LOSS", ",\"occurredAt\":\"" + came + "\"", line));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        assertThat(refused(
                        post(
                                "/adjustments",
                                adjustment(
                                        "LOSS",
                                        ",\"occurredAt\":\"" + Instant.now().plusSeconds(120) + "\"",
                                        line)),
                        409))
                .contains("/occurredAt OCCURRED_IN_FUTURE");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_nothing_is_taken() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        given().get("/availability" + after(arrived)).mustBe(200);
        assertThat(refused(
                        post(
                                "/adjustments",
                                "{\"type\":\"COUNT\",\"location\":\"NOWHERE\",\"reason\":\"r\",\"lines\":["
                                        + line(1, item, "11", lot("A", "11")) + ","
                                        + line(2, newCode("NO"), "1") + ","
                                        + line(3, newCode("U"), "1", lot("A", "1")) + ","
                                        + line(4, item, "1") + ","
                                        + line(5, item, "2", lot("A", "1"), lot("A", "2")) + "]}"),
                        409))
                .containsExactlyInAnyOrder(
                        "/location LOCATION_UNKNOWN",
                        "/lines/1/itemCode ITEM_UNKNOWN",
                        "/lines/2/lots LOT_NOT_TRACKED",
                        "/lines/3/lots LOTS_MISSING",
                        "/lines/4/lots/1 LOT_TWICE",
                        "/lines/4/lots LOTS_DO_NOT_SUM",
                        "/lines/0/lots/0/quantity NOT_AVAILABLE");
        assertThat(available(item)).startsWith("10 on hand, 0 reserved");
        assertThat(refused(post("/adjustments", "{\"type\":\"SHRINK\"}"), 422))
                .containsExactlyInAnyOrder(
                        "/type FIELD_INVALID",
                        "/location FIELD_MISSING",
                        "/reason FIELD_MISSING",
                        "/lines FIELD_MISSING");
        assertThat(refused(post("/adjustments", adjustment("LOSS", "", line(1, item, "1.0005", lot("A", "0")))), 422))
                .containsExactly("/lines/0/quantity QUANTITY_INVALID");
    }

    @Test
    void fifty_who_write_off_the_last_five_units_write_off_five() throws Exception {
        String arrived = others.of(item, "A").date(GOOD).received("5");
        given().get("/availability" + after(arrived)).mustBe(200);
        String loss = adjustment("LOSS", "", line(1, item, "1", lot("A", "1")));
        done(act(created(shipment(CUSTOMER, line(1, item, "1"))), "void"));
        List<Integer> statuses = atOnce(50, () -> post("/adjustments", loss).status());
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(45);
        assertThat(available(item)).startsWith("0 on hand");
    }

    @Test
    void a_named_request_books_once_and_a_number_is_used_once() {
        String arrived = others.of(item, "A").date(GOOD).received("5");
        given().get("/availability" + after(arrived)).mustBe(200);
        String number = newCode("MINE-");
        String loss = adjustment("LOSS", ",\"adjustmentNumber\":\"" + number + "\"", line(1, item, "1", lot("A", "1")));
        String key = newCode("key-");
        Answer first = json(loss).header("Idempotency-Key", key).post("/adjustments");
        Answer again = json(loss).header("Idempotency-Key", key).post("/adjustments");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(refused(post("/adjustments", loss), 409)).containsExactly("/adjustmentNumber ALREADY_EXISTS");
        assertThat(available(item)).startsWith("4 on hand");
    }

    private static String adjustment(String type, String more, String... lines) {
        return "{\"type\":\"" + type + "\",\"location\":\"MAIN\",\"reason\":\"as counted\"" + more + ",\"lines\":["
                + String.join(",", lines) + "]}";
    }
}
