package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.receiving.rest.ReceiptCalls.adjustment;
import static org.lotledger.receiving.rest.ReceiptCalls.announced;
import static org.lotledger.receiving.rest.ReceiptCalls.atOnce;
import static org.lotledger.receiving.rest.ReceiptCalls.codes;
import static org.lotledger.receiving.rest.ReceiptCalls.created;
import static org.lotledger.receiving.rest.ReceiptCalls.customerReturn;
import static org.lotledger.receiving.rest.ReceiptCalls.delivered;
import static org.lotledger.receiving.rest.ReceiptCalls.heard;
import static org.lotledger.receiving.rest.ReceiptCalls.json;
import static org.lotledger.receiving.rest.ReceiptCalls.line;
import static org.lotledger.receiving.rest.ReceiptCalls.lot;
import static org.lotledger.receiving.rest.ReceiptCalls.newCode;
import static org.lotledger.receiving.rest.ReceiptCalls.receipt;
import static org.lotledger.receiving.rest.ReceiptCalls.receiptOf;
import static org.lotledger.receiving.rest.ReceiptCalls.receive;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;
import org.lotledger.receiving.Shipping;

/** What comes back: returns, transfers, components; shipping is played and announces on the real topic. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class ReturnQuarkusTest {
    private static final String GOOD = "2040-01-31";
    private static final String LOT = "104303/5";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Shipping shipping;
    private final String item = newCode("P");
    private final String number = newCode("N");

    @BeforeEach
    void open() {
        shipping = new Shipping(kafka);
    }

    @AfterEach
    void close() {
        shipping.close();
    }

    @Test
    void ten_received_ten_shipped_two_returned_and_a_further_return_of_nine_is_refused() {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.shipped(item, LOT, "10", number));

        Answer two = receive(created(customerReturn(number, line(1, item, "2", lot(LOT, null, "2")))));
        assertThat(two.status()).as(two.text()).isEqualTo(200);
        assertThat(two.<String>path("lines[0].lots[0].expirationDate")).isEqualTo(GOOD);
        assertThat(two.<String>path("party.role")).isEqualTo("CUSTOMER");
        Answer announced = announced(two, "lines[0].lots[0].lotId");
        assertThat(announced.<String>path("items[1].data.reason")).isEqualTo("CUSTOMER_RETURN");
        assertThat(announced.<String>path("items[1].eventId")).isEqualTo(two.header("Event-Id"));
        assertThat(announced.<String>path("items[1].data.references.shipment")).isEqualTo(number);
        assertThat(announced.<Integer>path("items[1].data.basedOn.shipping")).isEqualTo(1);

        Answer pending = created(customerReturn(number, line(1, item, "9", lot(LOT, null, "9"))));
        Answer nine = receive(pending);
        assertThat(nine.status()).isEqualTo(409);
        assertThat(codes(nine))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        assertThat(nine.<List<String>>path("violations.detail").toString())
                .contains("10 of lot " + LOT)
                .contains("2 came in again already")
                .contains("room for 8")
                .contains("asked are 9");
        assertThat(pending.<List<String>>path("lines[0].problems.code"))
                .containsExactly("RETURN_LIMIT", "GIVE_BACK_LIMIT");
    }

    @Test
    void of_fifty_who_return_the_last_unit_at_once_exactly_one_succeeds() throws Exception {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.shipped(item, LOT, "1", number));
        List<Answer> answers =
                atOnce(50, () -> receive(created(customerReturn(number, line(1, item, "1", lot(LOT, null, "1"))))));
        List<Integer> statuses = answers.stream().map(Answer::status).toList();
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(49);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(refused -> assertThat(codes(refused))
                        .containsExactly(
                                "/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT"));
    }

    @Test
    void a_return_and_a_count_that_both_want_the_last_unit_do_not_both_get_it() throws Exception {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.shipped(item, LOT, "1", number));
        Answer pending = created(customerReturn(number, line(1, item, "1", lot(LOT, null, "1"))));
        String count = adjustment("COUNT", "", line(1, item, "1", lot(LOT, null, "1")));
        List<Integer> statuses = atOnce(
                        20,
                        () -> Thread.currentThread().threadId() % 2 == 0
                                ? receive(pending)
                                : json(count).post("/adjustments"))
                .stream()
                .map(Answer::status)
                .toList();
        assertThat(Collections.frequency(statuses, 200) + Collections.frequency(statuses, 201))
                .isEqualTo(1);
    }

    @Test
    void what_is_refused_before_its_shipment_is_heard_of_is_accepted_after() {
        delivered(item, LOT, GOOD, "10");
        Answer pending = created(customerReturn(number, line(1, item, "3", lot(LOT, null, "3"))));
        assertThat(pending.<List<String>>path("problems.code")).containsExactly("REFERENCE_UNKNOWN");
        assertThat(codes(receive(pending)))
                .containsExactly("/references/shipment REFERENCE_UNKNOWN", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");

        heard(shipping.shipped(item, LOT, "2", number));
        assertThat(codes(receive(pending)))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");

        String more = shipping.shipped(item, LOT, "1", number);
        Answer received = json("{}")
                .header("If-Match", pending.header("ETag"))
                .post("/receipts/" + pending.path("receiptNumber") + "/receive?after=" + more);
        assertThat(received.status()).as(received.text()).isEqualTo(200);
        assertThat(announced(received, "lines[0].lots[0].lotId").<Integer>path("items[1].data.basedOn.shipping"))
                .isEqualTo(2);
    }

    @Test
    void nothing_comes_back_before_it_was_shipped() {
        delivered(item, LOT, GOOD, "10");
        Instant left = Instant.parse("2026-03-01T10:00:00Z");
        heard(shipping.shipped(item, LOT, "2", number, left));
        String asked = customerReturn(number, line(1, item, "1", lot(LOT, null, "1")));
        Answer early =
                receive(created(asked.replace("{\"source\"", "{\"occurredAt\":\"2026-03-01T09:59:59Z\",\"source\"")));
        assertThat(codes(early)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        assertThat(early.<String>path("detail")).contains("2026-03-01T10:00:00Z");
        assertThat(receive(created(asked.replace("{\"source\"", "{\"occurredAt\":\"2026-03-01T10:00:00Z\",\"source\"")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_left_on_a_transfer_arrives_where_it_was_sent_and_no_more_than_left() {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.transferred(item, LOT, "5", number, "WARD"));
        Answer wrongPlace = receive(transfer("MAIN", "3"));
        assertThat(codes(wrongPlace)).containsExactly("/lines/0/lots/0/location TRANSFER_LIMIT");

        Answer arrived = receive(transfer("WARD", "3"));
        assertThat(arrived.status()).as(arrived.text()).isEqualTo(200);
        assertThat(arrived.<Object>path("party")).isNull();
        assertThat(announced(arrived, "lines[0].lots[0].lotId").<String>path("items[1].data.reason"))
                .isEqualTo("TRANSFER_IN");
        assertThat(receive(transfer("RETURNS", "1")).status()).isEqualTo(200);

        Answer tooMuch = receive(transfer("WARD", "2"));
        assertThat(codes(tooMuch)).containsExactly("/lines/0/lots/0/quantity TRANSFER_LIMIT");
        assertThat(tooMuch.<String>path("detail")).contains("5 of lot").contains("4 came in again already");
    }

    @Test
    void a_transfer_does_not_count_as_used() {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.transferred(item, LOT, "5", number, "WARD"));
        assertThat(codes(json(adjustment("COUNT", "", line(1, item, "1", lot(LOT, null, "1"))))
                        .post("/adjustments")))
                .containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
    }

    @Test
    void an_assembly_puts_out_only_once_components_went_in_and_gives_back_no_more_than_that() {
        String kit = newCode("P");
        delivered(item, LOT, GOOD, "10");
        String asked = receiptOf(
                "ASSEMBLY",
                "assembly",
                number,
                "MAIN",
                line(1, kit, "4", lot("K-1", GOOD, "4")),
                line(2, item, "1", lot(LOT, null, "1")));
        Answer tooEarly = receive(created(asked));
        assertThat(codes(tooEarly)).contains("/references/assembly REFERENCE_UNKNOWN");

        heard(shipping.issued(item, LOT, "5", number));
        Answer received = receive(created(asked));
        assertThat(received.status()).as(received.text()).isEqualTo(200);
        assertThat(announced(received, "lines[0].lots[0].lotId").<String>path("items[0].data.reason"))
                .isEqualTo("ASSEMBLY_OUTPUT");
        assertThat(announced(received, "lines[1].lots[0].lotId").<String>path("items[1].data.reason"))
                .isEqualTo("ASSEMBLY_UNISSUE");

        Answer tooMuch = receive(
                created(receiptOf("ASSEMBLY", "assembly", number, "MAIN", line(1, item, "5", lot(LOT, null, "5")))));
        assertThat(codes(tooMuch))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
    }

    /** What came out counts against what went in, when the news of the issue comes late. */
    @Test
    void a_component_that_came_back_before_its_issue_was_heard_of_does_not_come_back_twice() {
        delivered(item, LOT, GOOD, "10");
        heard(shipping.issued(newCode("P"), "C-1", "1", number));
        String back = receiptOf("ASSEMBLY", "assembly", number, "MAIN", line(1, item, "4", lot(LOT, GOOD, "4")));
        Answer early = receive(created(back));
        assertThat(early.status()).as(early.text()).isEqualTo(200);
        heard(shipping.issued(item, LOT, "5", number));

        assertThat(codes(receive(created(back))))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        Answer rest = receive(
                created(receiptOf("ASSEMBLY", "assembly", number, "MAIN", line(1, item, "1", lot(LOT, null, "1")))));
        assertThat(rest.status()).as(rest.text()).isEqualTo(200);
    }

    @Test
    void untracked_goods_come_back_too() {
        String cable = newCode("U");
        receive(created(receipt(line(1, cable, "10"))));
        heard(shipping.shipped(cable, null, "4", number));
        Answer back = receive(created(customerReturn(number, line(1, cable, "4"))));
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.<String>path("lines[0].eventId")).isEqualTo(back.header("Event-Id"));
        assertThat(codes(receive(created(customerReturn(number, line(1, cable, "1"))))))
                .containsExactly("/lines/0/quantity RETURN_LIMIT", "/lines/0/quantity GIVE_BACK_LIMIT");
    }

    @Test
    void goods_entered_again_name_the_receipt_that_they_mend() {
        Answer first = delivered(item, LOT, GOOD, "10");
        String again = receipt(line(1, item, "10", lot("104303/6", GOOD, "10")));
        Answer unknown = receive(
                created(again.replace("\"source\"", "\"references\":{\"receipt\":\"" + number + "\"},\"source\"")));
        assertThat(codes(unknown)).containsExactly("/references/receipt REFERENCE_UNKNOWN");
        String named = again.replace(
                "\"source\"", "\"references\":{\"receipt\":\"" + first.path("receiptNumber") + "\"},\"source\"");
        assertThat(receive(created(named)).status()).isEqualTo(200);
    }

    @Test
    void a_receipt_still_pending_or_of_another_source_is_none_to_enter_again() {
        Answer pending = created(receipt(line(1, item, "1")));
        Answer again = receive(created(receipt(line(1, item, "10", lot(LOT, GOOD, "10")))
                .replace(
                        "\"source\"",
                        "\"references\":{\"receipt\":\"" + pending.path("receiptNumber") + "\"},\"source\"")));
        assertThat(codes(again)).containsExactly("/references/receipt REFERENCE_UNKNOWN");
    }

    @Test
    void a_document_must_name_what_its_source_asks_for() {
        Answer refused = json("{\"source\":\"TRANSFER\",\"party\":{\"code\":\"C1\"},\"location\":\"MAIN\",\"lines\":["
                        + line(1, item, "0") + "]}")
                .post("/receipts");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(codes(refused))
                .containsExactly(
                        "/party FIELD_INVALID",
                        "/references/transfer FIELD_MISSING",
                        "/lines/0/quantity QUANTITY_INVALID");
        Answer roles = json(customerReturn(number).replace("\"code\"", "\"role\":\"SUPPLIER\",\"code\""))
                .post("/receipts");
        assertThat(codes(roles)).containsExactly("/party/role FIELD_INVALID");
    }

    @Test
    void losses_counts_and_returns_to_suppliers_are_used_and_corrections_of_receipts_are_not() {
        delivered(item, LOT, GOOD, "10");
        heard(
                shipping.adjusted(AdjustmentReason.LOSS, item, LOT, "1", Map.of()),
                shipping.adjusted(AdjustmentReason.COUNT, item, LOT, "1", Map.of()),
                shipping.adjusted(AdjustmentReason.SUPPLIER_RETURN, item, LOT, "1", Map.of("receipt", "R")),
                shipping.adjusted(AdjustmentReason.RECEIPT_CORRECTION, item, LOT, "1", Map.of("receipt", "R")));
        Answer four = json(adjustment("COUNT", "", line(1, item, "4", lot(LOT, null, "4"))))
                .post("/adjustments");
        assertThat(codes(four)).containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        assertThat(four.<String>path("detail")).contains("3 were used");
        assertThat(json(adjustment("COUNT", "", line(1, item, "3", lot(LOT, null, "3"))))
                        .post("/adjustments")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void receipts_are_found_by_the_document_that_they_name() {
        Answer saved = created(customerReturn(number));
        assertThat(given().get("/receipts?source=CUSTOMER_RETURN&party=C1&reference=" + number)
                        .<List<String>>path("items.receiptNumber"))
                .containsExactly(saved.<String>path("receiptNumber"));
        assertThat(given().get("/receipts?source=TRANSFER&reference=" + number).<List<String>>path("items"))
                .isEmpty();
    }

    private Answer transfer(String location, String quantity) {
        return created(
                receiptOf("TRANSFER", "transfer", number, location, line(1, item, quantity, lot(LOT, null, quantity))));
    }
}
