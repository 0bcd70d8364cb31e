package org.lotledger.catalog.rest;

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

/** Merge patches of items. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemEditQuarkusTest {
    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        String code = newCode();
        json(with(with(body(code), "manufacturer", "\"Müller\""), "shelfLifeDays", "30"))
                .post("/items")
                .mustBe(201);

        Answer edited = patch(
                code,
                "\"1\"",
                "{\"description\":\"Gauze\",\"unit\":\"KG\",\"quantityScale\":3,\"shelfLifeDays\":null}");

        edited.mustBe(200)
                .mustHaveHeader("ETag", "\"2\"")
                .mustHaveHeader("Event-Id", "item-catalog.item:" + code + ".2")
                .mustHave("description", equalTo("Gauze"))
                .mustHave("unit", equalTo("KG"))
                .mustHave("quantityScale", equalTo(3))
                .mustHave("manufacturer", equalTo("Müller"))
                .mustHave("shelfLifeDays", nullValue())
                .mustHave("version", equalTo(2))
                .mustHave("eventId", equalTo("item-catalog.item:" + code + ".2"));
        assertThat(given().get("/items/" + code).text()).isEqualTo(edited.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void a_patch_comes_as_either_media_type(String mediaType) {
        String code = create();
        given().contentType(mediaType)
                .header("If-Match", "\"1\"")
                .body("{\"description\":\"Gauze\"}")
                .patch("/items/" + code)
                .mustBe(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"description\":\"An item\"}", "{\"gtin\":null}", "{\"perishable\":false}"})
    void a_patch_that_changes_nothing_makes_no_event(String nothing) {
        String code = create();
        String before = given().get("/items/" + code).text();

        Answer same = patch(code, "\"1\"", nothing);

        same.mustBe(200).mustHaveHeader("ETag", "\"1\"").mustHaveHeader("Event-Id", nullValue());
        assertThat(same.text()).isEqualTo(before);
    }

    @Test
    void setting_lot_tracking_sets_perishable_unless_the_patch_says_otherwise() {
        String code = create();

        patch(code, "\"1\"", "{\"lotTracked\":true}")
                .mustHave("lotTracked", equalTo(true))
                .mustHave("perishable", equalTo(true));
        patch(code, "\"2\"", "{\"lotTracked\":false}")
                .mustHave("lotTracked", equalTo(false))
                .mustHave("perishable", equalTo(true));
        patch(code, "\"3\"", "{\"perishable\":false}").mustHave("perishable", equalTo(false));
        patch(code, "\"4\"", "{\"lotTracked\":true,\"perishable\":false}")
                .mustHave("lotTracked", equalTo(true))
                .mustHave("perishable", equalTo(false));
        patch(code, "\"5\"", "{\"lotTracked\":true}")
                .mustHaveHeader("ETag", "\"5\"")
                .mustHave("perishable", equalTo(false));
        patch(code, "\"5\"", "{\"perishable\":null}").mustHave("perishable", equalTo(true));
    }

    @Test
    void a_status_can_be_patched_too() {
        String code = create();
        patch(code, "\"1\"", "{\"status\":\"INACTIVE\"}").mustBe(200).mustHave("status", equalTo("INACTIVE"));
    }

    @Test
    void without_if_match_a_patch_is_refused() {
        String code = create();
        assertProblem(json("{\"description\":\"Gauze\"}").patch("/items/" + code), 428, "IF_MATCH_REQUIRED")
                .mustHaveHeader("ETag", "\"1\"");
    }

    @Test
    void who_has_seen_another_version_is_shown_the_one_that_is_there() {
        String code = create();
        patch(code, "\"1\"", "{\"description\":\"First\"}").mustBe(200);

        assertProblem(patch(code, "\"1\"", "{\"description\":\"Second\"}"), 412, "DOCUMENT_CHANGED")
                .mustHaveHeader("ETag", "\"2\"")
                .mustHave("current.description", equalTo("First"))
                .mustHave("current.version", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/items/NO-SUCH", "/items/a%00b"})
    void an_item_that_does_not_exist_is_not_found(String path) {
        assertProblem(json("{}").header("If-Match", "*").patch(path), 404, "NOT_FOUND");
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
        assertProblem(patch(create(), "\"1\"", patch), 422, code).mustHave("violations.pointer", contains(pointer));
    }

    @Test
    void all_broken_rules_are_said_at_once_and_nothing_changes() {
        String gtin = newGtin13();
        String holder = newCode();
        json(with(body(holder), "gtin", "\"" + gtin + "\"")).post("/items").mustBe(201);
        String code = newCode();
        json(with(body(code), "type", "\"NON_INVENTORIED\"")).post("/items").mustBe(201);
        given().put("/items/" + code + "/uses/receiving").mustBe(200);
        given().put("/items/" + code + "/uses/shipping").mustBe(200);
        String before = given().get("/items/" + code).text();

        assertProblem(patch(code, "\"3\"", """
                                {"description":"Other","type":"INVENTORIED","gtin":"%s","lotTracked":true,"unit":"KG",
                                 "quantityScale":2}""".formatted(gtin)), 409, "TYPE_FIXED")
                .mustHave(
                        "violations.code",
                        contains(
                                "TYPE_FIXED",
                                "GTIN_TAKEN",
                                "LOT_TRACKING_NOT_ALLOWED",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE",
                                "ITEM_IN_USE"))
                .mustHave(
                        "violations.pointer",
                        contains(
                                "/type",
                                "/gtin",
                                "/lotTracked",
                                "/unit",
                                "/quantityScale",
                                "/lotTracked",
                                "/perishable"))
                .mustHave(
                        "violations[3].detail",
                        equalTo("Item " + code
                                + " is in use by receiving and shipping: its unit is EA and cannot become KG any"
                                + " more."));

        assertThat(given().get("/items/" + code).text()).isEqualTo(before);
    }

    @Test
    void an_item_in_use_can_still_change_what_documents_do_not_rely_on() {
        String code = create();
        given().put("/items/" + code + "/uses/receiving").mustBe(200);

        patch(code, "\"2\"", "{\"description\":\"Gauze\",\"minimumRemainingDays\":7,\"unit\":\"EA\"}")
                .mustBe(200)
                .mustHave("description", equalTo("Gauze"))
                .mustHave("minimumRemainingDays", equalTo(7))
                .mustHave("usedBy", contains("receiving"));
    }

    @Test
    void a_gtin_that_is_taken_away_or_replaced_is_free_for_another_item() {
        String first = newGtin13();
        String second = newGtin13();
        String code = create();
        patch(code, "\"1\"", gtin(first)).mustBe(200).mustHave("gtin", equalTo(first));
        assertProblem(patch(create(), "\"1\"", gtin(first)), 409, "GTIN_TAKEN");

        patch(code, "\"2\"", gtin(second)).mustBe(200).mustHave("gtin", equalTo(second));
        patch(create(), "\"1\"", gtin(first)).mustBe(200);
        patch(code, "\"3\"", "{\"gtin\":null}").mustBe(200).mustHave("gtin", nullValue());
        patch(create(), "\"1\"", gtin(second)).mustBe(200);

        assertProblem(patch(code, "\"4\"", gtin(second)), 409, "GTIN_TAKEN");
    }

    @Test
    void a_gtin_in_another_length_stays_the_items_own() {
        String gtin13 = newGtin13();
        String code = create();
        patch(code, "\"1\"", gtin(gtin13)).mustBe(200);

        patch(code, "\"2\"", gtin("0" + gtin13)).mustBe(200).mustHave("gtin", equalTo("0" + gtin13));

        assertProblem(patch(create(), "\"1\"", gtin(gtin13)), 409, "GTIN_TAKEN");
    }

    @Test
    void two_items_that_change_gtins_against_each_other_at_once_do_not_block() throws InterruptedException {
        List<String> codes = List.of(create(), create());
        List<String> gtins = List.of(newGtin13(), newGtin13());
        patch(codes.get(0), "*", gtin(gtins.get(0))).mustBe(200);
        patch(codes.get(1), "*", gtin(gtins.get(1))).mustBe(200);

        List<Answer> answers = AtOnce.call(
                40,
                caller -> patch(
                        codes.get(caller % 2),
                        "*",
                        caller % 3 == 0 ? "{\"gtin\":null}" : gtin(gtins.get((caller / 2) % 2))));

        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 409);
        List<String> held = codes.stream()
                .map(code -> given().get("/items/" + code).<String>path("gtin"))
                .filter(gtin -> gtin != null)
                .toList();
        assertThat(held).doesNotHaveDuplicates();
    }

    @Test
    void of_many_patches_of_one_version_exactly_one_is_taken() throws InterruptedException {
        String code = create();

        List<Answer> answers =
                AtOnce.call(20, caller -> patch(code, "\"1\"", "{\"description\":\"By " + caller + "\"}"));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 412).containsOnlyOnce(200);
        given().get("/items/" + code).mustHave("version", equalTo(2));
    }

    @Test
    void a_named_patch_that_is_repeated_gets_its_first_answer() {
        String code = create();
        List<Answer> answers = List.of(1, 2).stream()
                .map(time -> json("{\"description\":\"Gauze\"}")
                        .header("If-Match", "\"1\"")
                        .header("Idempotency-Key", code)
                        .patch("/items/" + code))
                .toList();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.get(1).text()).isEqualTo(answers.get(0).text());
    }

    @Test
    void the_status_is_set_with_if_match_and_once() {
        String code = create();

        setStatus(code, "\"1\"", "INACTIVE")
                .mustBe(200)
                .mustHaveHeader("ETag", "\"2\"")
                .mustHaveHeader("Event-Id", "item-catalog.item:" + code + ".2")
                .mustHave("status", equalTo("INACTIVE"));
        setStatus(code, "\"2\"", "INACTIVE").mustBe(200).mustHaveHeader("ETag", "\"2\"");
        assertProblem(setStatus(code, "\"1\"", "PENDING"), 412, "DOCUMENT_CHANGED")
                .mustHave("current.status", equalTo("INACTIVE"));
        assertProblem(json("{\"status\":\"PENDING\"}").put("/items/" + code + "/status"), 428, "IF_MATCH_REQUIRED");
        assertProblem(setStatus("NO-SUCH", "*", "PENDING"), 404, "NOT_FOUND");
        assertProblem(setStatus(code, "\"2\"", "OFF"), 422, "FIELD_INVALID");
        assertProblem(json("{}").header("If-Match", "\"2\"").put("/items/" + code + "/status"), 422, "FIELD_MISSING");
        given().queryParam("q", code)
                .queryParam("status", "INACTIVE")
                .get("/items")
                .mustHave("items.itemCode", hasItems(code));
    }

    private static String gtin(String digits) {
        return "{\"gtin\":\"" + digits + "\"}";
    }

    private static Answer setStatus(String code, String ifMatch, String status) {
        return json("{\"status\":\"" + status + "\"}")
                .header("If-Match", ifMatch)
                .put("/items/" + code + "/status");
    }
}
