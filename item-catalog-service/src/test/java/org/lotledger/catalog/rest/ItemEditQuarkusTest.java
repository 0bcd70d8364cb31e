package org.lotledger.catalog.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.create;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.catalog.rest.ItemCalls.with;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;

/** Merge patches of items. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemEditQuarkusTest {
    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        String code = newCode();
        json(with(with(body(code), "manufacturer", "\"Müller\""), "shelfLifeDays", "30"))
                .post("/items")
                .then()
                .statusCode(201);

        Response edited = patch(
                code,
                "\"1\"",
                "{\"description\":\"Gauze\",\"unit\":\"KG\",\"quantityScale\":3,\"shelfLifeDays\":null}");

        edited.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .header("Event-Id", "item-catalog.item:" + code + ".2")
                .body("description", equalTo("Gauze"))
                .body("unit", equalTo("KG"))
                .body("quantityScale", equalTo(3))
                .body("manufacturer", equalTo("Müller"))
                .body("shelfLifeDays", nullValue())
                .body("version", equalTo(2))
                .body("eventId", equalTo("item-catalog.item:" + code + ".2"));
        assertThat(given().get("/items/" + code).asString()).isEqualTo(edited.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void a_patch_comes_as_either_media_type(String mediaType) {
        String code = create();
        given().contentType(mediaType)
                .header("If-Match", "\"1\"")
                .body("{\"description\":\"Gauze\"}")
                .patch("/items/" + code)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"description\":\"An item\"}", "{\"gtin\":null}", "{\"perishable\":false}"})
    void a_patch_that_changes_nothing_makes_no_event(String nothing) {
        String code = create();
        String before = given().get("/items/" + code).asString();

        Response same = patch(code, "\"1\"", nothing);

        same.then().statusCode(200).header("ETag", "\"1\"").header("Event-Id", nullValue());
        assertThat(same.asString()).isEqualTo(before);
    }

    @Test
    void setting_lot_tracking_sets_perishable_unless_the_patch_says_otherwise() {
        String code = create();

        patch(code, "\"1\"", "{\"lotTracked\":true}")
                .then()
                .body("lotTracked", equalTo(true))
                .body("perishable", equalTo(true));
        patch(code, "\"2\"", "{\"lotTracked\":false}")
                .then()
                .body("lotTracked", equalTo(false))
                .body("perishable", equalTo(true));
        patch(code, "\"3\"", "{\"perishable\":false}").then().body("perishable", equalTo(false));
        patch(code, "\"4\"", "{\"lotTracked\":true,\"perishable\":false}")
                .then()
                .body("lotTracked", equalTo(true))
                .body("perishable", equalTo(false));
        patch(code, "\"5\"", "{\"lotTracked\":true}")
                .then()
                .header("ETag", "\"5\"")
                .body("perishable", equalTo(false));
        patch(code, "\"5\"", "{\"perishable\":null}").then().body("perishable", equalTo(true));
    }

    @Test
    void a_status_can_be_patched_too() {
        String code = create();
        patch(code, "\"1\"", "{\"status\":\"INACTIVE\"}").then().statusCode(200).body("status", equalTo("INACTIVE"));
    }

    @Test
    void without_if_match_a_patch_is_refused() {
        String code = create();
        assertProblem(
                        json("{\"description\":\"Gauze\"}")
                                .patch("/items/" + code)
                                .then(),
                        428,
                        "IF_MATCH_REQUIRED")
                .header("ETag", "\"1\"");
    }

    @Test
    void who_has_seen_another_version_is_shown_the_one_that_is_there() {
        String code = create();
        patch(code, "\"1\"", "{\"description\":\"First\"}").then().statusCode(200);

        assertProblem(patch(code, "\"1\"", "{\"description\":\"Second\"}").then(), 412, "DOCUMENT_CHANGED")
                .header("ETag", "\"2\"")
                .body("current.description", equalTo("First"))
                .body("current.version", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/items/NO-SUCH", "/items/a%00b"})
    void an_item_that_does_not_exist_is_not_found(String path) {
        assertProblem(
                json("{}")
                        .header("If-Match", "*")
                        .urlEncodingEnabled(false)
                        .patch(path)
                        .then(),
                404,
                "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"itemCode\":\"OTHER\"}|FIELD_INVALID|/itemCode",
                "{\"description\":null}|FIELD_MISSING|/description",
                "{\"unit\":\"\"}|FIELD_INVALID|/unit",
                "{\"quantityScale\":7}|FIELD_INVALID|/quantityScale",
                "{\"gtin\":\"96385075\"}|FIELD_INVALID|/gtin",
                "{\"usedBy\":[]}|UNKNOWN_FIELD|/usedBy",
                "{\"version\":1}|UNKNOWN_FIELD|/version"
            })
    void a_patch_that_makes_no_item_is_refused(String patch, String code, String pointer) {
        assertProblem(patch(create(), "\"1\"", patch).then(), 422, code).body("violations.pointer", contains(pointer));
    }

    @Test
    void all_broken_rules_are_said_at_once_and_nothing_changes() {
        String gtin = newGtin13();
        String holder = newCode();
        json(with(body(holder), "gtin", "\"" + gtin + "\""))
                .post("/items")
                .then()
                .statusCode(201);
        String code = newCode();
        json(with(body(code), "type", "\"NON_INVENTORIED\""))
                .post("/items")
                .then()
                .statusCode(201);
        given().put("/items/" + code + "/uses/receiving").then().statusCode(200);
        given().put("/items/" + code + "/uses/shipping").then().statusCode(200);
        String before = given().get("/items/" + code).asString();

        assertProblem(patch(code, "\"3\"", """
                                {"description":"Other","type":"INVENTORIED","gtin":"%s","lotTracked":true,"unit":"KG",
                                 "quantityScale":2}""".formatted(gtin)).then(), 409, "TYPE_FIXED")
                .body(
                        "violations.code",
                        contains(
                                "TYPE_FIXED",
                                "GTIN_TAKEN",
                                "LOT_TRACKING_NOT_ALLOWED",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE"))
                .body(
                        "violations.pointer",
                        contains(
                                "/type",
                                "/gtin",
                                "/lotTracked",
                                "/unit",
                                "/quantityScale",
                                "/lotTracked",
                                "/perishable"))
                .body(
                        "violations[3].detail",
                        equalTo("Item " + code
                                + " is in use by receiving and shipping: its unit is EA and cannot become KG any"
                                + " more."));

        assertThat(given().get("/items/" + code).asString()).isEqualTo(before);
    }

    @Test
    void an_item_in_use_can_still_change_what_documents_do_not_rely_on() {
        String code = create();
        given().put("/items/" + code + "/uses/receiving").then().statusCode(200);

        patch(code, "\"2\"", "{\"description\":\"Gauze\",\"minimumRemainingDays\":7,\"unit\":\"EA\"}")
                .then()
                .statusCode(200)
                .body("description", equalTo("Gauze"))
                .body("minimumRemainingDays", equalTo(7))
                .body("usedBy", contains("receiving"));
    }

    @Test
    void a_gtin_that_is_taken_away_or_replaced_is_free_for_another_item() {
        String first = newGtin13();
        String second = newGtin13();
        String code = create();
        patch(code, "\"1\"", gtin(first)).then().statusCode(200).body("gtin", equalTo(first));
        assertProblem(patch(create(), "\"1\"", gtin(first)).then(), 409, "GTIN_TAKEN");

        patch(code, "\"2\"", gtin(second)).then().statusCode(200).body("gtin", equalTo(second));
        patch(create(), "\"1\"", gtin(first)).then().statusCode(200);
        patch(code, "\"3\"", "{\"gtin\":null}").then().statusCode(200).body("gtin", nullValue());
        patch(create(), "\"1\"", gtin(second)).then().statusCode(200);

        assertProblem(patch(code, "\"4\"", gtin(second)).then(), 409, "GTIN_TAKEN");
    }

    @Test
    void a_gtin_in_another_length_stays_the_items_own() {
        String gtin13 = newGtin13();
        String code = create();
        patch(code, "\"1\"", gtin(gtin13)).then().statusCode(200);

        patch(code, "\"2\"", gtin("0" + gtin13)).then().statusCode(200).body("gtin", equalTo("0" + gtin13));

        assertProblem(patch(create(), "\"1\"", gtin(gtin13)).then(), 409, "GTIN_TAKEN");
    }

    @Test
    void two_items_that_change_gtins_against_each_other_at_once_do_not_block() throws InterruptedException {
        List<String> codes = List.of(create(), create());
        List<String> gtins = List.of(newGtin13(), newGtin13());
        patch(codes.get(0), "*", gtin(gtins.get(0))).then().statusCode(200);
        patch(codes.get(1), "*", gtin(gtins.get(1))).then().statusCode(200);

        List<Response> answers = AtOnce.call(
                40,
                caller -> patch(
                        codes.get(caller % 2),
                        "*",
                        caller % 3 == 0 ? "{\"gtin\":null}" : gtin(gtins.get((caller / 2) % 2))));

        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 409);
        List<String> held = codes.stream()
                .map(code -> given().get("/items/" + code).<String>path("gtin"))
                .filter(gtin -> gtin != null)
                .toList();
        assertThat(held).doesNotHaveDuplicates();
    }

    @Test
    void of_many_patches_of_one_version_exactly_one_is_taken() throws InterruptedException {
        String code = create();

        List<Response> answers =
                AtOnce.call(20, caller -> patch(code, "\"1\"", "{\"description\":\"By " + caller + "\"}"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 412)
                .containsOnlyOnce(200);
        given().get("/items/" + code).then().body("version", equalTo(2));
    }

    @Test
    void a_named_patch_that_is_repeated_gets_its_first_answer() {
        String code = create();
        List<Response> answers = List.of(1, 2).stream()
                .map(time -> json("{\"description\":\"Gauze\"}")
                        .header("If-Match", "\"1\"")
                        .header("Idempotency-Key", code)
                        .patch("/items/" + code))
                .toList();

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers.get(1).asString()).isEqualTo(answers.get(0).asString());
    }

    @Test
    void the_status_is_set_with_if_match_and_once() {
        String code = create();

        setStatus(code, "\"1\"", "INACTIVE")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .header("Event-Id", "item-catalog.item:" + code + ".2")
                .body("status", equalTo("INACTIVE"));
        setStatus(code, "\"2\"", "INACTIVE").then().statusCode(200).header("ETag", "\"2\"");
        assertProblem(setStatus(code, "\"1\"", "PENDING").then(), 412, "DOCUMENT_CHANGED")
                .body("current.status", equalTo("INACTIVE"));
        assertProblem(
                json("{\"status\":\"PENDING\"}")
                        .put("/items/" + code + "/status")
                        .then(),
                428,
                "IF_MATCH_REQUIRED");
        assertProblem(setStatus("NO-SUCH", "*", "PENDING").then(), 404, "NOT_FOUND");
        assertProblem(setStatus(code, "\"2\"", "OFF").then(), 422, "FIELD_INVALID");
        assertProblem(
                json("{}")
                        .header("If-Match", "\"2\"")
                        .put("/items/" + code + "/status")
                        .then(),
                422,
                "FIELD_MISSING");
        given().queryParam("q", code)
                .queryParam("status", "INACTIVE")
                .get("/items")
                .then()
                .body("items.itemCode", hasItems(code));
    }

    private static String gtin(String digits) {
        return "{\"gtin\":\"" + digits + "\"}";
    }

    private static Response setStatus(String code, String ifMatch, String status) {
        return json("{\"status\":\"" + status + "\"}")
                .header("If-Match", ifMatch)
                .put("/items/" + code + "/status");
    }
}
