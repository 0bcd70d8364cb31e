package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.create;
import static org.lotledger.catalog.rest.ItemCalls.hasViolation;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemResourceQuarkusTest {
    @Test
    void a_new_item_is_answered_whole_and_read_back_the_same() {
        String code = newCode();
        String body = """
                {"itemCode":"%s","description":"Gauze 10 × 10 cm\\nsterile","type":"INVENTORIED","unit":"EA",
                 "quantityScale":2,"gtin":"96385074","manufacturer":"Müller & Söhne","lotTracked":true,
                 "shelfLifeDays":1825,"minimumRemainingDays":90}""".formatted(code);

        Answer created = json(body).post("/items");

        created.mustBe(201)
                .mustBeOf("application/json")
                .mustHaveHeader("Location", endsWith("/items/" + code))
                .mustHaveHeader("ETag", "\"1\"")
                .mustHaveHeader("Event-Id", "item-catalog.item:" + code + ".1")
                .mustHave("itemCode", equalTo(code))
                .mustHave("description", equalTo("Gauze 10 × 10 cm\nsterile"))
                .mustHave("type", equalTo("INVENTORIED"))
                .mustHave("unit", equalTo("EA"))
                .mustHave("quantityScale", equalTo(2))
                .mustHave("gtin", equalTo("96385074"))
                .mustHave("manufacturer", equalTo("Müller & Söhne"))
                .mustHave("lotTracked", equalTo(true))
                .mustHave("perishable", equalTo(true))
                .mustHave("shelfLifeDays", equalTo(1825))
                .mustHave("minimumRemainingDays", equalTo(90))
                .mustHave("status", equalTo("ACTIVE"))
                .mustHave("usedBy", empty())
                .mustHave("version", equalTo(1))
                .mustHave("eventId", equalTo("item-catalog.item:" + code + ".1"));
        Answer read = given().get("/items/" + code);
        read.mustBe(200).mustHaveHeader("ETag", "\"1\"");
        assertThat(read.text()).isEqualTo(created.text());
    }

    @Test
    void what_an_item_has_not_is_shown_as_null() {
        String code = create();

        given().get("/items/" + code)
                .mustHave("", aMapWithSize(15))
                .mustHave("", hasKey("gtin"))
                .mustHave("gtin", nullValue())
                .mustHave("manufacturer", nullValue())
                .mustHave("shelfLifeDays", nullValue())
                .mustHave("minimumRemainingDays", nullValue())
                .mustHave("perishable", equalTo(false));
    }

    @Test
    void all_that_is_wrong_with_the_fields_is_said_at_once() {
        Answer refused = json("""
                {"itemCode":"-bad","description":"  ","type":"GOODS","unit":"much too long","quantityScale":7,
                 "gtin":"4006381333932","lotTracked":"yes","shelfLifeDays":0,"minimumRemainingDays":-1,
                 "manufacturer":5,"expiry":"2030-01-01"}""").post("/items");

        assertProblem(refused, 422, "FIELD_INVALID");
        refused.mustHave("violations", hasSize(11))
                .mustHave("violations", hasViolation("/expiry", "code", "UNKNOWN_FIELD"))
                .mustHave(
                        "violations",
                        hasViolation("/gtin", "detail", "gtin \"4006381333932\" must end in the check digit 1."))
                .mustHave("violations", hasViolation("/quantityScale", "detail", "quantityScale 7 must be 0 to 6."))
                .mustHave(
                        "violations.pointer",
                        hasItems(
                                "/itemCode",
                                "/description",
                                "/type",
                                "/unit",
                                "/lotTracked",
                                "/shelfLifeDays",
                                "/minimumRemainingDays",
                                "/manufacturer"));
    }

    @Test
    void all_that_is_missing_is_said_at_once() {
        Answer refused = json("{}").post("/items");

        assertProblem(refused, 422, "FIELD_MISSING");
        refused.mustHave(
                "violations.pointer", contains("/description", "/itemCode", "/quantityScale", "/type", "/unit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantityScale |  0",
                "quantityScale | 6",
                "shelfLifeDays | 1",
                "shelfLifeDays | 36500",
                "minimumRemainingDays | 0",
                "minimumRemainingDays | 36500",
                "unit | \"0123456789\"",
                "unit | \"m²\"",
                "description | \"x\"",
                "status | \"PENDING\"",
                "status | \"INACTIVE\"",
                "gtin | null",
                "lotTracked | null",
                "perishable | true"
            })
    void a_value_at_the_edge_of_a_field_is_taken(String field, String value) {
        json(with(body(newCode()), field, value)).post("/items").mustBe(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantityScale | -1",
                "quantityScale | 7",
                "quantityScale | 1.5",
                "quantityScale | \"1\"",
                "shelfLifeDays | 0",
                "shelfLifeDays | 36501",
                "shelfLifeDays | 1.5",
                "minimumRemainingDays | -1",
                "minimumRemainingDays | 36501",
                "unit | \"\"",
                "unit | \" \"",
                "unit | \"01234567890\"",
                "unit | \"E\\nA\"",
                "unit | 1",
                "description | \"\"",
                "description | \"\\n\"",
                "description | \"a\\u0000b\"",
                "description | \"\\ud800\"",
                "description | 7",
                "status | \"\"",
                "status | \"active\"",
                "status | 0",
                "type | 0",
                "type | \"\"",
                "gtin | \"\"",
                "gtin | 96385074",
                "gtin | \"96385075\"",
                "lotTracked | \"true\"",
                "perishable | 1",
                "itemCode | \"\"",
                "itemCode | \".a\"",
                "itemCode | \"a/b\"",
                "itemCode | \"ä\"",
                "itemCode | 1"
            })
    void a_value_beyond_the_edge_of_a_field_is_refused(String field, String value) {
        assertProblem(json(with(body(newCode()), field, value)).post("/items"), 422, "FIELD_INVALID")
                .mustHave("violations.pointer", contains("/" + field));
    }

    @Test
    void a_text_is_measured_in_characters() {
        json(with(body(newCode()), "description", "\"" + "🩹".repeat(500) + "\""))
                .post("/items")
                .mustBe(201);
        assertProblem(
                json(with(body(newCode()), "description", "\"" + "x".repeat(501) + "\""))
                        .post("/items"),
                422,
                "FIELD_INVALID");
        json(body("c".repeat(64))).post("/items").mustBe(201);
        assertProblem(json(body("c".repeat(65))).post("/items"), 422, "FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no", "{\"itemCode\":\"A\",\"itemCode\":\"B\"}", "{} {}"})
    void a_body_that_is_no_json_is_refused(String body) {
        assertProblem(json(body).post("/items"), 400, "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\""})
    void a_body_that_is_no_object_is_refused(String body) {
        assertProblem(json(body).post("/items"), 422, "FIELD_INVALID");
    }

    @Test
    void a_body_of_another_content_type_is_refused() {
        assertProblem(
                given().contentType("text/plain").body(body(newCode())).post("/items"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused() {
        assertProblem(
                json(with(body(newCode()), "description", "\"" + "x".repeat(1 << 20) + "\""))
                        .post("/items"),
                413,
                "TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/items/NO-SUCH", "/items/a%00b", "/items/a%2Fb", "/items/%C3%A4", "/no-such-path"})
    void what_does_not_exist_is_not_found(String path) {
        assertProblem(given().get(path), 404, "NOT_FOUND");
    }

    @Test
    void a_code_that_exists_is_refused_and_the_item_stays_as_it_is() {
        String code = create();

        assertProblem(json(with(body(code), "unit", "\"KG\"")).post("/items"), 409, "ALREADY_EXISTS")
                .mustHave("violations.pointer", contains("/itemCode"));

        given().get("/items/" + code).mustHave("unit", equalTo("EA")).mustHave("version", equalTo(1));
    }

    @Test
    void all_broken_rules_are_said_at_once() {
        String gtin = newGtin13();
        String holder = newCode();
        json(with(body(holder), "gtin", "\"" + gtin + "\"")).post("/items").mustBe(201);
        String code = create();
        String refused = with(
                with(with(body(code), "gtin", "\"" + gtin + "\""), "lotTracked", "true"),
                "type",
                "\"NON_INVENTORIED\"");

        assertProblem(json(refused).post("/items"), 409, "ALREADY_EXISTS")
                .mustHave("violations.code", contains("ALREADY_EXISTS", "GTIN_TAKEN", "LOT_TRACKING_NOT_ALLOWED"))
                .mustHave("violations[1].detail", equalTo("GTIN " + gtin + " is that of item " + holder + "."));
    }

    @Test
    void of_many_who_create_one_code_at_once_exactly_one_does() throws InterruptedException {
        String code = newCode();

        List<Integer> statuses = AtOnce.call(
                20,
                caller -> json(with(body(code), "description", "\"By " + caller + "\""))
                        .post("/items")
                        .status());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        given().get("/items/" + code).mustHave("version", equalTo(1));
    }

    @Test
    void the_catalog_knows_its_own_events_at_once_and_none_of_others() {
        String code = create();

        given().queryParam("after", "item-catalog.item:" + code + ".1")
                .get("/items/" + code)
                .mustBe(200);
        assertProblem(given().queryParam("after", "receiving.x.1").get("/items/" + code), 422, "AFTER_UNKNOWN");
    }

    @Test
    void the_heads_of_the_announcements_are_told() {
        String code = create();
        given().put("/items/" + code + "/uses/receiving").mustBe(200);

        given().queryParam("key", "item:" + code)
                .get("/announcements")
                .mustBe(200)
                .mustHave("items.sequence", contains(1, 2))
                .mustHave("items.type", contains("ItemChanged.v1", "ItemChanged.v1"))
                .mustHave("items[1].data.previousHash", notNullValue());
    }
}
