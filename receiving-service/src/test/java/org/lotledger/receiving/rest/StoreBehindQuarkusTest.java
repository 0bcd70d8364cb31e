package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.receiving.OlderStore.awaitCommands;
import static org.lotledger.receiving.OlderStore.awaitRefusal;
import static org.lotledger.receiving.OlderStore.text;
import static org.lotledger.receiving.rest.ReceiptCalls.adjustment;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;
import org.lotledger.receiving.OlderStore;
import org.lotledger.receiving.Shipping;

/** A store that was restored behind what it published (docs/decisions/0020). */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class StoreBehindQuarkusTest {
    private static final String GOOD = "2040-01-31";
    private static final String LATER = "2041-01-31";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @AfterEach
    void letKafkaAnswer() {
        OlderStore.letRead();
    }

    /**
     * Goal: all that was published in the lost time is here again, with its effects on every limit, and no number is given
     * out twice. Method: the database is copied, work goes on, the copy is put back under the running service.
     */
    @Test
    void a_store_that_went_back_refuses_takes_back_and_goes_on() {
        String item = newCode("I");
        String opened = newCode("I");
        String sold = newCode("S");
        String transfer = newCode("T");
        String run = newCode("M");
        delivered(item, "A", GOOD, "30");
        try (Shipping shipping = new Shipping(kafka)) {
            heard(
                    shipping.shipped(item, "A", "10", sold),
                    shipping.transferred(item, "A", "4", transfer, "MAIN"),
                    shipping.issued(item, "A", "6", run));
        }
        Answer waiting = created(receipt(line(1, item, "5", lot("A", GOOD, "5"))));
        OlderStore.copy();

        Answer first = receive(created(receipt(
                line(1, item, "3", lot("A", GOOD, "1"), lot("B", GOOD, "2")),
                line(2, opened, "7", lot("Z", GOOD, "7")))));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        received(receive(waiting));
        received(receive(created(customerReturn(sold, line(1, item, "2", lot("A", null, "2"))))));
        received(receive(
                created(receiptOf("TRANSFER", "transfer", transfer, "MAIN", line(1, item, "3", lot("A", null, "3"))))));
        received(receive(
                created(receiptOf("ASSEMBLY", "assembly", run, "MAIN", line(1, item, "1", lot("A", null, "1"))))));
        posted(adjustment("COUNT", "\"order\":\"7\"", line(1, item, "1", lot("A", null, "1"))));
        posted(adjustment(
                "SHIPMENT_CORRECTION", "\"shipment\":\"" + sold + "\"", line(1, item, "1", lot("A", null, "1"))));
        posted(adjustment("BEGINNING_BALANCE", "", line(1, opened, "9", lot("O", GOOD, "9"))));
        json("{\"itemCode\":\"" + item + "\",\"lotNumber\":\"B\",\"expirationDate\":\"" + LATER
                        + "\",\"reason\":\"misread\"}")
                .post("/lots/expiration-corrections")
                .mustBe(200);
        String before = state(item, opened);
        OlderStore.putBack();

        Answer refused = awaitRefusal("/receipts");
        assertThat(refused.<String>path("code")).isEqualTo("STORE_BEHIND");
        assertThat(refused.header("Retry-After")).isNotNull();
        OlderStore.letRead();
        awaitCommands("/receipts");

        assertThat(state(item, opened)).isEqualTo(before);
        String number = first.path("receiptNumber");
        Answer again = given().get("/receipts/" + number);
        assertThat(again.<Object>path("status")).isEqualTo("RECEIVED");
        assertThat(lotsByLine(again, "eventId")).isEqualTo(lotsByLine(first, "eventId"));
        assertThat(lotsByLine(again, "quantity")).isEqualTo(lotsByLine(first, "quantity"));
        assertThat(codes(receive(given().get("/receipts/" + waiting.path("receiptNumber")))))
                .containsExactly("/status DOCUMENT_NOT_PENDING");
        String same = receipt(line(1, item, "1")).replaceFirst("\\{", "{\"receiptNumber\":\"" + number + "\",");
        assertThat(codes(json(same).post("/receipts"))).containsExactly("/receiptNumber ALREADY_EXISTS");
        // 10 were sold: 2 came back and 1 was corrected in the lost time.
        Answer tooMuch = receive(created(customerReturn(sold, line(1, item, "8", lot("A", null, "8")))));
        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(tooMuch.text()).contains("RETURN_LIMIT");
        Answer late = receive(
                created(receiptOf("TRANSFER", "transfer", transfer, "MAIN", line(1, item, "2", lot("A", null, "2")))));
        assertThat(late.text()).contains("TRANSFER_LIMIT");
        received(receive(created(customerReturn(sold, line(1, item, "7", lot("A", null, "7"))))));
        delivered(item, "B", LATER, "1");
        assertThat(OlderStore.mappingDifferences()).isEmpty();
        assertThat(text("select count(*) from lost_announcement where state <> 'TAKEN_BACK'"))
                .isEqualTo("0");
    }

    /** What guards decide on, and what was announced, of the lots of this test. */
    private static String state(String item, String opened) {
        StringBuilder state = new StringBuilder();
        for (String lot : new String[] {item + " A", item + " B", opened + " O", opened + " Z"}) {
            String lotId = LotId.of(lot.split(" ")[0], new LotNumber(lot.split(" ")[1]))
                    .toString();
            state.append(lot)
                    .append(given().get("/announcements?limit=500&key=" + lotId).text())
                    .append(text("select concat_ws(' ', booked, expiration_date, dated_by, received, used, given_back,"
                            + " latest_occurred_at, latest_recorded_at) from lot where lot_id = '" + lotId + "'"))
                    .append(text(
                            "select string_agg(concat_ws(' ', kind, number, quantity, taken_back), ',' order by kind,"
                                    + " number) from removal where lot_id = '" + lotId + "'"))
                    .append(text("select string_agg(concat_ws(' ', location, quantity), ',') from opening_balance"
                            + " where lot_id = '" + lotId + "'"))
                    .append('\n');
        }
        return state.toString();
    }

    private static void received(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void posted(String adjustment) {
        Answer answer = json(adjustment).post("/adjustments");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    /** By line and lot: they are taken back in the order in which the topic's partitions are read. */
    private static Map<Object, Object> lotsByLine(Answer receipt, String field) {
        List<Object> lines = receipt.path("lines.lineNumber");
        List<List<Object>> lotNumbers = receipt.path("lines.lots.lotNumber");
        List<List<Object>> values = receipt.path("lines.lots." + field);
        Map<Object, Object> byLine = new HashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            for (int lot = 0; lot < lotNumbers.get(line).size(); lot++) {
                byLine.put(
                        lines.get(line) + " " + lotNumbers.get(line).get(lot),
                        values.get(line).get(lot));
            }
        }
        return byLine;
    }
}
