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
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Claims: the first of a service is noted, once, however many come at once. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemClaimQuarkusTest {
    @Test
    void a_claim_is_noted_and_answers_the_item() {
        String code = create();

        given().put("/items/" + code + "/uses/receiving")
                .mustBe(200)
                .mustHaveHeader("ETag", "\"2\"")
                .mustHaveHeader("Event-Id", "item-catalog.item:" + code + ".2")
                .mustHave("itemCode", equalTo(code))
                .mustHave("usedBy", contains("receiving"))
                .mustHave("version", equalTo(2))
                .mustHave("eventId", equalTo("item-catalog.item:" + code + ".2"));
        json("{}")
                .put("/items/" + code + "/uses/shipping")
                .mustBe(200)
                .mustHave("usedBy", contains("receiving", "shipping"))
                .mustHave("version", equalTo(3));
        given().get("/items/" + code)
                .mustHaveHeader("ETag", "\"3\"")
                .mustHave("usedBy", contains("receiving", "shipping"));
    }

    @Test
    void a_claim_repeated_changes_nothing_and_answers_the_item_as_it_is() {
        String code = create();
        Answer first = given().put("/items/" + code + "/uses/shipping");

        Answer second = given().put("/items/" + code + "/uses/shipping");

        second.mustBe(200).mustHaveHeader("ETag", "\"2\"").mustHaveHeader("Event-Id", nullValue());
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void a_claim_by_many_at_once_is_noted_once() throws InterruptedException {
        String code = create();

        List<Answer> answers = AtOnce.call(50, caller -> given().put("/items/" + code + "/uses/receiving"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.<Integer>path("version"))
                .containsOnly(2);
        assertThat(answers)
                .filteredOn(answer -> answer.header("Event-Id") != null)
                .hasSize(1);
        given().get("/items/" + code).mustHave("version", equalTo(2)).mustHave("usedBy", contains("receiving"));
    }

    @Test
    void claims_by_both_services_at_once_are_both_noted() throws InterruptedException {
        String code = create();

        List<Answer> answers = AtOnce.call(
                40, caller -> given().put("/items/" + code + "/uses/" + (caller % 2 == 0 ? "receiving" : "shipping")));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        given().get("/items/" + code)
                .mustHave("version", equalTo(3))
                .mustHave("usedBy", hasItems("receiving", "shipping"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "INACTIVE"})
    void an_item_of_any_status_can_be_claimed(String status) {
        String code = newCode();
        json(with(body(code), "status", "\"" + status + "\"")).post("/items").mustBe(201);

        given().put("/items/" + code + "/uses/receiving")
                .mustBe(200)
                .mustHave("status", equalTo(status))
                .mustHave("usedBy", contains("receiving"));
    }

    @Test
    void a_claim_of_an_unknown_item_is_not_found() {
        assertProblem(given().put("/items/NO-SUCH/uses/receiving"), 404, "NOT_FOUND")
                .mustHave("detail", equalTo("Item NO-SUCH does not exist."));
        assertProblem(given().put("/items/a%00b/uses/receiving"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"item-catalog", "RECEIVING", "lot-ledger"})
    void a_claim_by_an_unknown_service_is_not_found(String service) {
        assertProblem(given().put("/items/" + create() + "/uses/" + service), 404, "NOT_FOUND");
    }

    @Test
    void a_claim_has_no_fields() {
        assertProblem(json("{\"by\":\"me\"}").put("/items/" + create() + "/uses/shipping"), 422, "UNKNOWN_FIELD");
    }
}
