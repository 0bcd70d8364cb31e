package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import static org.lotledger.receiving.rest.ReceiptCalls.receive;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;
import org.lotledger.receiving.Shipping;

/** What is known of lots beyond receipts: counts and corrections, dates put right, numbers that look alike. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class LotQuarkusTest {
    private static final String GOOD = "2040-01-31";
    private static final String BETTER = "2041-01-31";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Pool database;

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
    void of_a_lot_of_ten_with_one_sold_and_two_found_only_one_goes_back() {
        delivered(item, "A", GOOD, "10");
        heard(shipping.shipped(item, "A", "1", number));
        Answer two = count("2");
        assertThat(two.status()).isEqualTo(409);
        assertThat(codes(two)).containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        assertThat(two.<String>path("detail"))
                .contains("1 were used")
                .contains("0 were given back")
                .contains("room for 1")
                .contains("asked are 2");

        Answer one = count("1");
        assertThat(one.status()).as(one.text()).isEqualTo(201);
        assertThat(one.<String>path("type")).isEqualTo("COUNT");
        assertThat(one.<String>path("lines[0].lots[0].expirationDate")).isEqualTo(GOOD);
        assertThat(given().get(one.header("Location")).text()).isEqualTo(one.text());
        assertThat(given().get(one.header("Location")).header("ETag")).isEqualTo(one.header("ETag"));
        assertThat(given().get("/adjustments?limit=1").<String>path("items[0].adjustmentNumber"))
                .isEqualTo(one.path("adjustmentNumber"));
        Answer announced = announced(one, "lines[0].lots[0].lotId");
        assertThat(announced.<String>path("items[1].data.reason")).isEqualTo("COUNT");
        assertThat(announced.<String>path("items[1].data.reasonText")).isEqualTo("found");
        assertThat(announced.<Integer>path("items[1].data.basedOn.shipping")).isEqualTo(1);
        assertThat(codes(count("1"))).containsExactly("/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
    }

    @Test
    void of_fifty_counts_of_the_last_unit_at_once_exactly_one_is_booked() throws Exception {
        delivered(item, "A", GOOD, "10");
        heard(shipping.shipped(item, "A", "1", number));
        List<Integer> statuses =
                atOnce(50, () -> count("1")).stream().map(Answer::status).toList();
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(49);
    }

    @Test
    void what_was_counted_and_what_the_books_said_is_kept_as_information() {
        String cable = newCode("U");
        receive(created(receipt(line(1, cable, "10"))));
        heard(shipping.shipped(cable, null, "4.5", number));
        Answer counted = json(adjustment(
                        "COUNT",
                        "",
                        "{\"lineNumber\":1,\"itemCode\":\"" + cable
                                + "\",\"quantity\":2.5,\"countedQuantity\":8,\"systemQuantity\":5.5}"))
                .post("/adjustments");
        assertThat(counted.status()).as(counted.text()).isEqualTo(201);
        assertThat(counted.text()).contains("\"countedQuantity\":8,\"systemQuantity\":5.5");
        assertThat(counted.<String>path("lines[0].eventId")).isEqualTo(counted.header("Event-Id"));
        Answer wrong = json(adjustment(
                        "COUNT",
                        "",
                        "{\"lineNumber\":1,\"itemCode\":\"" + cable
                                + "\",\"quantity\":1,\"countedQuantity\":-1,\"systemQuantity\":0.1234567}"))
                .post("/adjustments");
        assertThat(codes(wrong))
                .containsExactlyInAnyOrder(
                        "/lines/0/countedQuantity FIELD_INVALID", "/lines/0/systemQuantity FIELD_INVALID");
    }

    @Test
    void a_lot_that_nobody_knows_is_neither_counted_nor_corrected() {
        assertThat(codes(count("1"))).containsExactly("/lines/0/lots/0/lotNumber LOT_UNKNOWN");
        assertThat(codes(correct("1")))
                .containsExactly("/references/shipment REFERENCE_UNKNOWN", "/lines/0/lots/0/lotNumber LOT_UNKNOWN");
        assertThat(codes(correctDate(item, "A", "\"" + GOOD + "\""))).containsExactly("/lotNumber LOT_UNKNOWN");
    }

    @Test
    void a_correction_of_a_shipment_shares_its_limit_with_returns_and_names_its_event() {
        delivered(item, "A", GOOD, "10");
        assertThat(codes(correct("1")))
                .containsExactly("/references/shipment REFERENCE_UNKNOWN", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        String shipped = shipping.shipped(item, "A", "5", number);
        heard(shipped);
        assertThat(receive(created(customerReturn(number, line(1, item, "2", lot("A", null, "2")))))
                        .status())
                .isEqualTo(200);
        assertThat(codes(correct("4")))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        Answer three = correct("3");
        assertThat(three.status()).as(three.text()).isEqualTo(201);
        Answer announced = announced(three, "lines[0].lots[0].lotId");
        assertThat(announced.<String>path("items[2].data.reason")).isEqualTo("SHIPMENT_CORRECTION");
        assertThat(announced.<String>path("items[2].data.corrects")).isEqualTo(shipped);
        assertThat(codes(receive(created(customerReturn(number, line(1, item, "1", lot("A", null, "1")))))))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT", "/lines/0/lots/0/quantity GIVE_BACK_LIMIT");
        assertThat(codes(json(adjustment("SHIPMENT_CORRECTION", "", line(1, item, "1", lot("A", null, "1"))))
                        .post("/adjustments")))
                .containsExactly("/references/shipment FIELD_MISSING");
    }

    @Test
    void the_database_itself_refuses_more_than_was_used_or_left() {
        delivered(item, "A", GOOD, "10");
        heard(shipping.shipped(item, "A", "1", number));
        assertThatThrownBy(() -> run("update lot set given_back = 2 where item_code = '" + item + "'"))
                .hasMessageContaining("lot_gives_back_only_what_was_used");
        assertThatThrownBy(() -> run("update removal set taken_back = 2 where number = '" + number + "'"))
                .hasMessageContaining("removal_takes_back_only_what_left");
    }

    private void run(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    @Nested
    class Dates {
        @Test
        void a_wrong_date_is_put_right_once_and_pending_receipts_show_the_conflict() {
            Answer first = delivered(item, "A", GOOD, "10");
            Answer pending = created(receipt(line(1, item, "1", lot("A", GOOD, "1"))));
            assertThat(pending.<List<Object>>path("lines[0].problems")).isEmpty();

            Answer corrected = correctDate(item, "A", "\"" + BETTER + "\"");
            assertThat(corrected.status()).as(corrected.text()).isEqualTo(200);
            assertThat(corrected.<String>path("correctionNumber")).startsWith("X-");
            assertThat(corrected.<String>path("previousExpirationDate")).isEqualTo(GOOD);
            assertThat(corrected.<String>path("expirationDate")).isEqualTo(BETTER);
            assertThat(corrected.<String>path("lotId")).isEqualTo(first.path("lines[0].lots[0].lotId"));
            assertThat(corrected.<String>path("eventId")).isEqualTo(corrected.header("Event-Id"));
            Answer announced = announced(corrected, "lotId");
            assertThat(announced.<String>path("items[1].data.reason")).isEqualTo("EXPIRATION_CORRECTED");
            assertThat(announced.<String>path("items[1].data.expirationDate")).isEqualTo(BETTER);
            assertThat(announced.<String>path("items[1].data.corrects")).isEqualTo(first.header("Event-Id"));
            assertThat(announced.<Object>path("items[1].data.location")).isNull();

            Answer shown = given().get("/receipts/" + pending.path("receiptNumber"));
            assertThat(shown.<List<String>>path("lines[0].problems.code")).containsExactly("EXPIRATION_CONFLICT");
            assertThat(codes(receive(pending))).containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
            delivered(item, "A", BETTER, "1");

            Answer again = correctDate(item, "A", "\"" + BETTER + "\"");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.<Object>path("eventId")).isNull();
            assertThat(again.header("Event-Id")).isNull();
            Answer back = correctDate(item, "A", "\"" + GOOD + "\"");
            assertThat(announced(back, "lotId").<String>path("items[3].data.corrects"))
                    .isEqualTo(corrected.header("Event-Id"));
        }

        @Test
        void a_date_may_be_taken_away_only_where_goods_do_not_perish() {
            String glove = newCode("I");
            delivered(item, "A", GOOD, "1");
            delivered(glove, "A", GOOD, "1");
            assertThat(codes(correctDate(item, "A", "null"))).containsExactly("/expirationDate EXPIRATION_MISSING");
            Answer none = correctDate(glove, "A", "null");
            assertThat(none.status()).isEqualTo(200);
            assertThat(none.<Object>path("expirationDate")).isNull();
            assertThat(codes(receive(created(receipt(line(1, glove, "1", lot("A", GOOD, "1")))))))
                    .containsExactly("/lines/0/lots/0/expirationDate EXPIRATION_CONFLICT");
        }

        @Test
        void mistakes_are_told_by_their_names() {
            assertThat(codes(correctDate(newCode("NO"), "A", "null"))).containsExactly("/itemCode ITEM_UNKNOWN");
            assertThat(codes(correctDate(newCode("U"), "A", "null"))).containsExactly("/lotNumber LOT_NOT_TRACKED");
            assertThat(codes(json("{\"itemCode\":\"a b\",\"date\":1}").post("/lots/expiration-corrections")))
                    .containsExactlyInAnyOrder(
                            "/itemCode FIELD_INVALID",
                            "/date UNKNOWN_FIELD",
                            "/lotNumber FIELD_MISSING",
                            "/reason FIELD_MISSING");
        }

        @Test
        void of_many_who_correct_a_date_alike_at_once_one_does() throws Exception {
            delivered(item, "A", GOOD, "1");
            List<Answer> answers = atOnce(10, () -> correctDate(item, "A", "\"" + BETTER + "\""));
            assertThat(answers.stream().filter(answer -> answer.path("eventId") != null))
                    .hasSize(1);
            assertThat(announced(answers.getFirst(), "lotId").<List<Object>>path("items"))
                    .hasSize(2);
        }
    }

    @Nested
    class LookAlikes {
        @Test
        void a_number_that_looks_like_that_of_a_booked_lot_is_warned_of_everywhere_and_never_refused() {
            delivered(item, "LO7", GOOD, "5");
            heard(shipping.shipped(item, "LO7", "5", number));

            Answer saved = created(receipt(line(1, item, "2", lot("l 07", GOOD, "1"), lot("LO7", GOOD, "1"))));
            assertWarned(saved);
            assertThat(given().get("/receipts/" + saved.path("receiptNumber")).<List<Object>>path("warnings"))
                    .isEmpty();
            assertWarned(json("{\"references\":{\"notice\":\"N\"}}")
                    .header("If-Match", saved.header("ETag"))
                    .patch("/receipts/" + saved.path("receiptNumber")));
            Answer entered = json("[" + lot("l 07", GOOD, "1") + "," + lot("LO7", GOOD, "1") + "]")
                    .header(
                            "If-Match",
                            given().get("/receipts/" + saved.path("receiptNumber"))
                                    .header("ETag"))
                    .put("/receipts/" + saved.path("receiptNumber") + "/lines/1/lots");
            assertWarned(entered);
            Answer received = receive(entered);
            assertThat(received.status()).isEqualTo(200);
            assertThat(received.<List<String>>path("warnings.pointer"))
                    .containsExactly("/lines/0/lots/0/lotNumber", "/lines/0/lots/1/lotNumber");

            Answer count = json(adjustment("COUNT", "", line(1, item, "1", lot("LO7", null, "1"))))
                    .post("/adjustments");
            assertThat(count.status()).isEqualTo(201);
            assertThat(count.<List<String>>path("warnings.code")).containsExactly("SIMILAR_LOT");
            assertThat(given().get(count.header("Location")).<List<Object>>path("warnings"))
                    .isEmpty();
        }

        @Test
        void a_lot_that_was_only_named_or_belongs_to_another_item_is_none_to_confuse_it_with() {
            created(receipt(line(1, item, "1", lot("LO8", GOOD, "1"))));
            delivered(newCode("P"), "LO8", GOOD, "1");
            assertThat(created(receipt(line(1, item, "1", lot("L08", GOOD, "1"))))
                            .<List<Object>>path("warnings"))
                    .isEmpty();
        }

        private void assertWarned(Answer answer) {
            assertThat(answer.<List<String>>path("warnings.code"))
                    .as(answer.text())
                    .containsExactly("SIMILAR_LOT");
            assertThat(answer.<String>path("warnings[0].pointer")).isEqualTo("/lines/0/lots/0/lotNumber");
            assertThat(answer.<String>path("warnings[0].detail"))
                    .contains("l 07")
                    .contains("LO7");
        }
    }

    private Answer count(String quantity) {
        return json(adjustment("COUNT", "", line(1, item, quantity, lot("A", null, quantity))))
                .post("/adjustments");
    }

    private Answer correct(String quantity) {
        return json(adjustment(
                        "SHIPMENT_CORRECTION",
                        "\"shipment\":\"" + number + "\"",
                        line(1, item, quantity, lot("A", null, quantity))))
                .post("/adjustments");
    }

    private static Answer correctDate(String itemCode, String lotNumber, String date) {
        return json("{\"itemCode\":\"" + itemCode + "\",\"lotNumber\":\"" + lotNumber + "\",\"expirationDate\":" + date
                        + ",\"reason\":\"misread\"}")
                .post("/lots/expiration-corrections");
    }
}
