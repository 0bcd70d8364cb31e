package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class BeginningBalanceQuarkusTest {
    private static final String HEADER = "itemCode,lotNumber,expirationDate,quantity,location\n";

    @Test
    void a_balance_is_opened_and_shown_and_opened_once() {
        String item = newCode("I");
        Answer posted = post(item, "L", "5", "MAIN");
        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.<String>path("lines[0].lots[0].eventId")).isEqualTo(posted.header("Event-Id"));
        assertThat(given().get(posted.header("Location")).text()).isEqualTo(posted.text());
        assertThat(codes(post(item, "L", "6", "MAIN"))).containsExactly("/lines/0/lots/0 BALANCE_ALREADY_OPENED");
        assertThat(post(item, "L", "6", "COLD").status()).isEqualTo(201);
    }

    @Test
    void a_lot_that_was_received_is_in_use() {
        String item = newCode("I");
        receive(created(receipt(line(1, item, "1", lot("L", null, "1")))));
        assertThat(codes(post(item, "L", "5", "MAIN"))).containsExactly("/lines/0/lots/0 LOT_IN_USE");
    }

    @Test
    void a_file_is_answered_row_by_row_and_again_without_doubling() {
        String item = newCode("P");
        String file = HEADER
                + item + ",A,2030-01-31,2,MAIN\n"
                + item + ",A,2030-01-31,3,MAIN\n"
                + item + ",B,,1,MAIN\n"
                + item + ",,,1,MAIN\n"
                + ",,,52109,MAIN\n"
                + newCode("NO") + ",C,,1,MAIN\n";
        Answer first = send(file);
        assertThat(first.<Integer>path("accepted")).isEqualTo(2);
        assertThat(first.<Integer>path("rejected")).isEqualTo(4);
        assertThat(first.<List<String>>path("rows.code"))
                .containsExactly(null, null, "EXPIRATION_MISSING", "LOTS_MISSING", "FIELD_MISSING", "ITEM_UNKNOWN");

        Answer again = send(file);
        assertThat(again.<Integer>path("accepted")).isZero();
        assertThat(again.<Integer>path("unchanged")).isEqualTo(2);
        assertThat(announced(item, "A")).isEqualTo(1);

        Answer changed = send(file.replace(",2,MAIN", ",7,MAIN"));
        assertThat(changed.<List<String>>path("rows.code").getFirst()).isEqualTo("BALANCE_ALREADY_OPENED");
        assertThat(changed.<String>path("rows[0].detail")).contains("5").contains("10");
    }

    @Test
    void a_file_sent_by_many_at_once_is_booked_once() throws Exception {
        String item = newCode("I");
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 20; i++) {
            file.append(item).append(",L").append(i).append(",,1,MAIN\n");
        }
        List<Answer> answers = atOnce(4, () -> send(file.toString()));
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.<Integer>path("accepted"))
                        .sum())
                .isEqualTo(20);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.<Integer>path("rejected")).isZero());
        assertThat(announced(item, "L7")).isEqualTo(1);
    }

    @Test
    void a_repeated_named_import_gets_its_first_answer() {
        String file = HEADER + newCode("I") + ",A,,2,MAIN\n";
        String key = newCode("key");
        String first = given().contentType("text/csv")
                .body(file)
                .header("Idempotency-Key", key)
                .post("/imports/beginning-balances")
                .text();
        assertThat(given().contentType("text/csv")
                        .body(file)
                        .header("Idempotency-Key", key)
                        .post("/imports/beginning-balances")
                        .text())
                .isEqualTo(first)
                .contains("\"accepted\":1");
    }

    private static int announced(String item, String lotNumber) {
        return given().get("/announcements?key=" + LotId.of(item, new LotNumber(lotNumber)))
                .<List<Object>>path("items")
                .size();
    }

    private static Answer send(String file) {
        Answer answer = given().contentType("text/csv").body(file).post("/imports/beginning-balances");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static Answer post(String item, String lotNumber, String quantity, String location) {
        return json("{\"type\":\"BEGINNING_BALANCE\",\"location\":\"" + location
                        + "\",\"reason\":\"counted\",\"lines\":["
                        + line(1, item, quantity, lot(lotNumber, null, quantity)) + "]}")
                .post("/adjustments");
    }
}
