package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Items out of a CSV file, row by row, and the same file again. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemImportQuarkusTest {
    private static final String HEADER = "itemCode,description,type,unit,quantityScale,lotTracked,perishable,gtin\n";

    @Test
    void a_file_is_answered_row_by_row_and_again_without_doubling() {
        String first = newCode();
        String second = newCode();
        String gtin = newGtin13();
        String file = HEADER
                + first + ",\"Gauze, wide\",INVENTORIED,EA,2,true,,0" + gtin + "\n"
                + second + ",Bandage,INVENTORIED_ASSEMBLY,EA,0,,,\n"
                + newCode() + ",Service,NON_INVENTORIED,HUR,0,true,,\n"
                + ",Nothing,INVENTORIED,EA,0,,,\n"
                + newCode() + ",Copy,INVENTORIED,EA,0,,," + gtin + "\n";

        Answer answer = send(file);

        answer.mustHave("accepted", equalTo(2))
                .mustHave("unchanged", equalTo(0))
                .mustHave("rejected", equalTo(3))
                .mustHave("rows", hasSize(5))
                .mustHave("rows[0].code", nullValue())
                .mustHave("rows[0].detail", nullValue());
        assertThat(answer.<List<Integer>>path("rows.row")).containsExactly(1, 2, 3, 4, 5);
        assertThat(answer.<List<String>>path("rows.outcome"))
                .containsExactly("ACCEPTED", "ACCEPTED", "REJECTED", "REJECTED", "REJECTED");
        assertThat(answer.<List<String>>path("rows.code"))
                .containsExactly(null, null, "LOT_TRACKING_NOT_ALLOWED", "FIELD_MISSING", "GTIN_TAKEN");
        assertThat(answer.<String>path("rows[4].detail")).contains(first);
        given().get("/items/" + first)
                .mustHave("description", equalTo("Gauze, wide"))
                .mustHave("lotTracked", equalTo(true))
                .mustHave("perishable", equalTo(true))
                .mustHave("gtin", equalTo("0" + gtin))
                .mustHave("status", equalTo("ACTIVE"))
                .mustHave("version", equalTo(1));

        send(file)
                .mustHave("accepted", equalTo(0))
                .mustHave("unchanged", equalTo(2))
                .mustHave("rejected", equalTo(3));
        given().get("/items/" + first).mustHave("version", equalTo(1));
    }

    @Test
    void what_a_file_does_not_say_may_have_changed_since() {
        String code = newCode();
        String file = HEADER + code + ",Gauze,INVENTORIED,EA,0,,,\n";
        send(file);
        patch(code, "\"1\"", "{\"manufacturer\":\"Müller\",\"shelfLifeDays\":30,\"status\":\"INACTIVE\"}")
                .mustBe(200);
        given().put("/items/" + code + "/uses/receiving").mustBe(200);

        send(file).mustHave("unchanged", equalTo(1));
    }

    @Test
    void an_item_that_is_there_otherwise_is_rejected_with_every_difference() {
        String code = newCode();
        send(HEADER + code + ",Gauze,INVENTORIED,EA,0,,,\n");

        Answer answer = send(HEADER + code + ",Bandage,INVENTORIED,EA,2,true,,\n");

        answer.mustHave("rejected", equalTo(1)).mustHave("rows[0].code", equalTo("ALREADY_EXISTS"));
        assertThat(answer.<String>path("rows[0].detail"))
                .isEqualTo("Item " + code + " exists already and differs: description is Gauze, the file says Bandage;"
                        + " quantityScale is 0, the file says 2; lotTracked is false, the file says true; perishable"
                        + " is false, the file says true.");
        given().get("/items/" + code).mustHave("description", equalTo("Gauze"));
    }

    @Test
    void of_rows_that_name_one_item_the_first_counts() {
        StringBuilder file = new StringBuilder(HEADER);
        List<String> codes = IntStream.range(0, 20).mapToObj(i -> newCode()).toList();
        for (String description : List.of("First", "Second", "First")) {
            codes.forEach(
                    code -> file.append(code).append(',').append(description).append(",INVENTORIED,EA,0,,,\n"));
        }

        Answer answer = send(file.toString());

        assertThat(answer.<List<String>>path("rows.outcome").subList(0, 20)).containsOnly("ACCEPTED");
        assertThat(answer.<List<String>>path("rows.outcome").subList(20, 40)).containsOnly("REJECTED");
        assertThat(answer.<List<String>>path("rows.outcome").subList(40, 60)).containsOnly("UNCHANGED");
    }

    @Test
    void a_file_sent_by_many_at_once_is_taken_once() throws InterruptedException {
        List<String> codes = IntStream.range(0, 30).mapToObj(i -> newCode()).toList();
        StringBuilder file = new StringBuilder(HEADER);
        codes.forEach(code -> file.append(code)
                .append(",Gauze,INVENTORIED,EA,0,,,")
                .append(newGtin13())
                .append('\n'));

        List<Answer> answers = AtOnce.call(4, caller -> send(file.toString()));

        assertThat(answers.stream()
                        .mapToInt(answer -> answer.<Integer>path("accepted"))
                        .sum())
                .isEqualTo(30);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.<Integer>path("rejected")).isZero());
    }

    @Test
    void a_repeated_named_import_gets_its_first_answer() {
        String file = HEADER + newCode() + ",Gauze,INVENTORIED,EA,0,,,\n";
        String key = newCode();
        List<String> answers = IntStream.range(0, 2)
                .mapToObj(time -> given().contentType("text/csv")
                        .body(file)
                        .header("Idempotency-Key", key)
                        .post("/imports/items")
                        .text())
                .toList();

        assertThat(answers.get(1)).isEqualTo(answers.get(0)).contains("\"accepted\":1");
    }

    @Test
    void what_is_no_such_file_is_refused_whole() {
        assertProblem(post("text/csv", ""), 400, "MALFORMED");
        assertProblem(post("text/csv", "itemCode;description\n"), 422, "FIELD_INVALID");
        assertProblem(post("text/plain", HEADER), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_file_of_more_than_64_mebibytes_is_refused() {
        Answer answer = post("text/csv", HEADER + "x".repeat(64 * 1024 * 1024));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("\"TOO_LARGE\"");
    }

    private static Answer send(String file) {
        Answer answer = post("text/csv", file);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static Answer post(String contentType, String file) {
        return given().contentType(contentType)
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/imports/items");
    }
}
