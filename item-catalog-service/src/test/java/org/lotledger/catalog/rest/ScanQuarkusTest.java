package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ScanQuarkusTest {

    @Test
    void a_scan_tells_item_lot_dates_and_quantity() {
        String gtin13 = newGtin13();
        String item = create(gtin13);

        scan("]C1010" + gtin13 + "11250131" + "15251100" + "17251231" + "3103001250" + "21S1\u001D10104303/5")
                .mustBe(200)
                .mustBeOf("application/json")
                .mustHave("", aMapWithSize(10))
                .mustHave("gtin", equalTo("0" + gtin13))
                .mustHave("itemCode", equalTo(item))
                .mustHave("lotNumber", equalTo("104303/5"))
                .mustHave(
                        "lotId",
                        equalTo(LotId.of(item, new LotNumber("104303/5")).toString()))
                .mustHave("productionDate", equalTo("2025-01-31"))
                .mustHave("bestBeforeDate", equalTo("2025-11-30"))
                .mustHave("expirationDate", equalTo("2025-12-31"))
                .mustHave("quantity", equalTo(new BigDecimal("1.25")))
                .mustHave("serial", equalTo("S1"))
                .mustHave("elements.ai", equalTo(List.of("01", "11", "15", "17", "3103", "21", "10")))
                .mustHave("elements[6].value", equalTo("104303/5"));
    }

    @Test
    void absent_parts_are_null_and_an_unknown_item_is_no_mistake() {
        Answer answer = scan("(01)" + "0" + newGtin13() + "(10)A").mustBe(200);

        for (String absent : new String[] {
            "itemCode", "lotId", "expirationDate", "bestBeforeDate", "productionDate", "quantity", "serial"
        }) {
            answer.mustHave("", hasKey(absent)).mustHave(absent, nullValue());
        }
        answer.mustHave("lotNumber", equalTo("A"));
    }

    @Test
    void a_digital_link_with_a_short_gtin_finds_the_item() {
        String gtin13 = newGtin13();
        String item = create(gtin13);

        scan("https://example.com/01/" + gtin13 + "/10/100%25?17=251231&30=12")
                .mustBe(200)
                .mustHave("itemCode", equalTo(item))
                .mustHave("lotId", equalTo(LotId.of(item, new LotNumber("100%")).toString()))
                .mustHave("quantity", equalTo(12));
        scan(gtin13).mustBe(200).mustHave("itemCode", equalTo(item)).mustHave("lotId", nullValue());
    }

    @Test
    void C19_a_text_without_separators_is_refused_with_its_candidates() {
        String gtin13 = newGtin13();
        String item = create(gtin13);

        assertProblem(scan("010" + gtin13 + "10ABC17251231"), 422, "SCAN_AMBIGUOUS")
                .mustHave("violations", hasSize(1))
                .mustHave("violations[0].pointer", equalTo("/text"))
                .mustHave("candidates", hasSize(2))
                .mustHave("candidates.itemCode", everyItem(equalTo(item)))
                .mustHave("candidates[0].lotNumber", equalTo("ABC17251231"))
                .mustHave("candidates[0].expirationDate", nullValue())
                .mustHave("candidates[1].lotNumber", equalTo("ABC"))
                .mustHave(
                        "candidates[1].lotId",
                        equalTo(LotId.of(item, new LotNumber("ABC")).toString()))
                .mustHave("candidates[1].expirationDate", equalTo("2025-12-31"));
        assertProblem(scan("1021072911172405310100693570007182"), 422, "SCAN_AMBIGUOUS")
                .mustHave("violations.code", equalTo(List.of("SCAN_AMBIGUOUS", "SCAN_INVALID")))
                .mustHave("candidates", hasSize(10))
                .mustHave("candidates[1].lotNumber", equalTo("21072911"));
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertProblem(scan("0109506000134353" + "17251331" + "\u001D88"), 422, "SCAN_INVALID")
                .mustHave("", not(hasKey("candidates")))
                .mustHave("violations", hasSize(3))
                .mustHave("violations.pointer", everyItem(equalTo("/text")))
                .mustHave("violations[0].detail", startsWith("At offset 2: the GTIN "))
                .mustHave("violations[1].detail", startsWith("At offset 18: the expiration date "))
                .mustHave("violations[2].detail", startsWith("At offset 25: no AI that is known "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | FIELD_MISSING",
                "{\"text\":null} | 422 | FIELD_MISSING",
                "{\"text\":\"\"} | 422 | FIELD_INVALID",
                "{\"text\":12} | 422 | FIELD_INVALID",
                "{\"text\":\" \"} | 422 | SCAN_INVALID",
                "{\"text\":\"10A\",\"txt\":\"\"} | 422 | UNKNOWN_FIELD",
                "{\"text\": | 400 | MALFORMED",
                "'' | 400 | MALFORMED",
                "null | 422 | FIELD_INVALID"
            })
    void a_body_that_is_none_is_refused(String body, int status, String code) {
        assertProblem(json(body).post("/scans"), status, code);
    }

    @Test
    void a_text_at_its_limit_is_read_and_one_beyond_refused() {
        String longest = "(10)A" + " ".repeat(1_995);

        scan(longest).mustBe(200);
        assertProblem(scan(longest + " "), 422, "FIELD_INVALID")
                .mustHave("detail", containsString("1 to 2000 characters"));
    }

    @Test
    void a_text_that_asks_much_of_the_reader_is_answered_in_a_moment() {
        long before = System.nanoTime();
        scan("10" + "1021303721".repeat(18)).mustBe(422);
        scan("91".repeat(1_000)).mustBe(422);
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    @Test
    void a_body_of_another_type_is_refused() {
        assertProblem(given().contentType("text/plain").body("10A").post("/scans"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    private static String create(String gtin) {
        String code = newCode();
        json(with(body(code), "gtin", "\"" + gtin + "\"")).post("/items").mustBe(201);
        return code;
    }

    private static Answer scan(String text) {
        return given().json(Map.of("text", text)).post("/scans");
    }
}
