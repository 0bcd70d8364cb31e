package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.receiving.rest.ReceiptCalls.act;
import static org.lotledger.receiving.rest.ReceiptCalls.atOnce;
import static org.lotledger.receiving.rest.ReceiptCalls.codes;
import static org.lotledger.receiving.rest.ReceiptCalls.created;
import static org.lotledger.receiving.rest.ReceiptCalls.json;
import static org.lotledger.receiving.rest.ReceiptCalls.line;
import static org.lotledger.receiving.rest.ReceiptCalls.lot;
import static org.lotledger.receiving.rest.ReceiptCalls.newCode;
import static org.lotledger.receiving.rest.ReceiptCalls.receipt;
import static org.lotledger.receiving.rest.ReceiptCalls.receive;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class ReceiptQuarkusTest {
    private static final String GOOD = "2040-01-31";

    @ConfigProperty(name = "test.catalog")
    String catalog;

    @Test
    void two_lots_on_a_line_are_entered_received_and_shown_with_their_events() {
        String item = newCode("P");
        Answer saved = created(receipt(line(1, item, "30")));
        String number = saved.path("receiptNumber");
        assertThat(saved.header("Location")).isEqualTo("/receipts/" + number);
        assertThat(saved.<String>path("lines[0].lotEntry")).isEqualTo("MISSING");

        Answer entered = json("[" + lot("104303/5", GOOD, "20") + "," + lot("100 E02", GOOD, "10") + "]")
                .header("If-Match", saved.header("ETag"))
                .put("/receipts/" + number + "/lines/1/lots");
        assertThat(entered.<String>path("lines[0].lotEntry")).isEqualTo("COMPLETE");

        Answer received = receive(entered);
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.<String>path("status")).isEqualTo("RECEIVED");
        List<String> events = received.path("lines[0].lots.eventId");
        assertThat(events).hasSize(2).doesNotContainNull();
        assertThat(received.header("Event-Id")).isEqualTo(events.getLast());
        assertThat(given().get("/receipts/" + number).text()).isEqualTo(received.text());
        assertThat(given().get("/announcements?key=" + received.path("lines[0].lots[0].lotId"))
                        .<Integer>path("items[0].data.quantityChange"))
                .isEqualTo(20);
    }

    @Test
    void what_is_missing_is_shown_on_the_receipt_and_refused_all_at_once_and_changes_nothing() {
        String item = newCode("P");
        Answer saved = created(receipt(line(1, item, "30"), line(2, item, "5", lot("B", null, "4"))));
        List<String> expected = List.of(
                "/lines/0/lots LOTS_MISSING",
                "/lines/1/lots LOTS_DO_NOT_SUM",
                "/lines/1/lots/0/expirationDate EXPIRATION_MISSING");
        assertThat(saved.<List<String>>path("lines[1].problems.code"))
                .containsExactly("LOTS_DO_NOT_SUM", "EXPIRATION_MISSING");

        Answer refused = receive(saved);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(codes(refused)).isEqualTo(expected);
        Answer shown = given().get("/receipts/" + saved.path("receiptNumber"));
        assertThat(shown.text()).isEqualTo(saved.text());
        assertThat(shown.header("ETag")).isEqualTo(saved.header("ETag"));
    }

    @Test
    void the_same_lot_adds_up_and_another_date_for_it_conflicts() {
        String item = newCode("P");
        assertThat(receive(created(receipt(line(1, item, "1", lot("L", GOOD, "1")))))
                        .status())
                .isEqualTo(200);
        assertThat(receive(created(receipt(line(1, item, "2", lot("L", GOOD, "2")))))
                        .status())
                .isEqualTo(200);
        Answer conflict = receive(created(receipt(line(1, item, "3", lot("L", "2041-01-31", "3")))));
        assertThat(codes(conflict)).containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        assertThat(conflict.<String>path("detail")).contains("2040-01-31").contains("2041-01-31");
    }

    /** What one of them learns by claiming holds for all: none is saved on what was known before. */
    @Test
    void first_uses_at_once_are_all_decided_on_the_item_as_it_was_claimed() throws Exception {
        for (int round = 0; round < 5; round++) {
            String item = newCode("FLIP");
            // A refused receipt makes the item known here, and claims nothing.
            assertThat(json(receipt(line(1, item, "0"))).post("/receipts").status())
                    .isEqualTo(422);
            assertThat(atOnce(16, () -> created(receipt(line(1, item, "1")))))
                    .extracting(saved -> saved.<Boolean>path("lines[0].lotTracked"))
                    .containsOnly(true);
        }
    }

    @Test
    void decimals_are_exact() {
        String item = newCode("I");
        Answer received = receive(created(receipt(line(1, item, "0.3", lot("A", null, "0.1"), lot("B", null, "0.2")))));
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.text()).contains("\"quantity\":0.3").contains("\"quantity\":0.1");
    }

    @Test
    void changing_needs_the_e_tag_and_a_stale_one_is_told_the_current() {
        Answer saved = created(receipt(line(1, newCode("I"), "1")));
        String path = "/receipts/" + saved.path("receiptNumber") + "/void";
        assertThat(json("{}").post(path).status()).isEqualTo(428);
        Answer lost = json("{}").header("If-Match", "\"99\"").post(path);
        assertThat(lost.status()).isEqualTo(412);
        assertThat(lost.header("ETag")).isEqualTo(saved.header("ETag"));
        assertThat(json("{\"a\":1}")
                        .header("If-Match", saved.header("ETag"))
                        .post(path)
                        .status())
                .isEqualTo(422);
        assertThat(act(saved, "void").<String>path("status")).isEqualTo("VOID");
    }

    @Test
    void twins_of_one_named_request_receive_once() throws Exception {
        Answer saved = created(receipt(line(1, newCode("I"), "1", lot("T", null, "1"))));
        String key = newCode("key");
        List<Answer> answers = atOnce(
                20,
                () -> json("{}")
                        .header("If-Match", saved.header("ETag"))
                        .header("Idempotency-Key", key)
                        .post("/receipts/" + saved.path("receiptNumber") + "/receive"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(answers.getFirst().text());
        });
        assertThat(given().get("/announcements?key=" + answers.getFirst().path("lines[0].lots[0].lotId"))
                        .<List<Object>>path("items"))
                .hasSize(1);
    }

    @Test
    void of_two_who_receive_at_once_one_loses() throws Exception {
        Answer saved = created(receipt(line(1, newCode("I"), "1", lot("T", null, "1"))));
        List<Integer> statuses =
                atOnce(10, () -> receive(saved)).stream().map(Answer::status).toList();
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 412)).isEqualTo(9);
    }

    @Test
    void receipts_that_name_the_same_lots_in_other_orders_do_not_get_in_each_others_way() throws Exception {
        String item = newCode("I");
        List<String> lots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lots.add(lot("L" + i, null, "1"));
        }
        List<Integer> statuses = atOnce(12, () -> {
                    List<String> shuffled = new ArrayList<>(lots);
                    Collections.shuffle(shuffled);
                    return receive(created(receipt(line(1, item, "20", shuffled.toArray(String[]::new)))));
                })
                .stream()
                .map(Answer::status)
                .toList();
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void an_item_is_claimed_once_and_only_by_a_document_that_breaks_no_rule() {
        String item = newCode("I");
        json(receipt(line(1, item, "0"))).post("/receipts").mustBe(422);
        assertThat(claims()).doesNotContain(item + "/");
        created(receipt(line(1, item, "1")));
        created(receipt(line(1, item, "1")));
        assertThat(claims()).containsOnlyOnce(item + "/receiving");
    }

    private String claims() {
        return given().baseUri(catalog).get("/claims").text();
    }

    @Test
    void an_unknown_item_is_asked_for_before_it_is_refused_and_a_silent_catalog_is_told() {
        assertThat(codes(json(receipt(line(1, newCode("NO"), "1"))).post("/receipts")))
                .containsExactly("/lines/0/itemCode ITEM_UNKNOWN");
        Answer silent = json(receipt(line(1, newCode("DOWN"), "1"))).post("/receipts");
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.<String>path("code")).isEqualTo("PEER_UNREACHABLE");
        assertThat(silent.header("Retry-After")).isNotNull();
    }

    @Test
    void all_mistakes_of_a_request_are_told_with_their_places() {
        Answer refused = json("""
                        {"receiptNumber":"no blank","source":"THEFT","party":{"gln":"1"},"colour":"red",
                         "lines":[{"lineNumber":0,"itemCode":"A","quantity":"1","lots":[{"lotNumber":"\\u202e","quantity":1}]}]}""").post("/receipts");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(codes(refused))
                .containsExactlyInAnyOrder(
                        "/receiptNumber FIELD_INVALID",
                        "/source FIELD_INVALID",
                        "/party/code FIELD_MISSING",
                        "/party/gln FIELD_INVALID",
                        "/colour UNKNOWN_FIELD",
                        "/location FIELD_MISSING",
                        "/lines/0/lineNumber FIELD_INVALID",
                        "/lines/0/quantity FIELD_INVALID",
                        "/lines/0/lots/0/lotNumber FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "7"})
    void a_body_that_is_no_receipt_is_refused(String body) {
        assertThat(json(body).post("/receipts").status()).isIn(400, 422);
    }

    @Test
    void media_types_and_sizes_have_their_limits() {
        assertThat(given().contentType("text/plain").body("x").post("/receipts").status())
                .isEqualTo(415);
        assertThat(json("{\"x\":\"" + "y".repeat(1_048_576) + "\"}")
                        .post("/receipts")
                        .status())
                .isEqualTo(413);
        assertThat(given().get("/receipts/none").status()).isEqualTo(404);
        assertThat(given().get("/receipts?limit=0").status()).isEqualTo(422);
    }

    @Test
    void receipts_are_listed_newest_first_and_found_by_what_stands_on_them() {
        String item = newCode("I");
        for (int i = 0; i < 3; i++) {
            created(receipt(line(1, item, "1", lot("N" + i, null, "1"))));
        }
        Answer first = given().get("/receipts?limit=2&itemCode=" + item);
        assertThat(first.<List<String>>path("items.lines[0].lots[0].lotNumber").toString())
                .contains("N2");
        Answer rest = given().get("/receipts?limit=2&itemCode=" + item + "&cursor=" + first.path("nextCursor"));
        assertThat(rest.<List<Object>>path("items")).hasSize(1);
        assertThat(rest.<String>path("nextCursor")).isNull();
        assertThat(given().get("/receipts?itemCode=" + item + "&lotNumber=N1").<List<Object>>path("items"))
                .hasSize(1);
        assertThat(given().get("/receipts?itemCode=" + item + "&status=VOID").<List<Object>>path("items"))
                .isEmpty();
    }
}
