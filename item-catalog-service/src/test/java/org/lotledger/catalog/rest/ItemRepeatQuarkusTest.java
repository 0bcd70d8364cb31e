package org.lotledger.catalog.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;

/** Requests with an Idempotency-Key that come again. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemRepeatQuarkusTest {
    @Test
    void a_named_request_that_is_repeated_gets_its_first_answer() {
        String key = newCode();
        String body = body(newCode());

        Response first = json(body).header("Idempotency-Key", key).post("/items");
        Response second = json(body).header("Idempotency-Key", key).post("/items");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        for (String header : List.of("Location", "ETag", "Event-Id", "Content-Type")) {
            assertThat(second.header(header)).isNotNull().isEqualTo(first.header(header));
        }
    }

    @Test
    void a_name_used_for_another_request_is_refused() {
        String key = newCode();
        json(body(newCode()))
                .header("Idempotency-Key", key)
                .post("/items")
                .then()
                .statusCode(201);

        assertProblem(
                json(body(newCode()))
                        .header("Idempotency-Key", key)
                        .post("/items")
                        .then(),
                422,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_refused_request_does_not_use_its_name_up() {
        String key = newCode();
        json("{}").header("Idempotency-Key", key).post("/items").then().statusCode(422);

        json(body(newCode()))
                .header("Idempotency-Key", key)
                .post("/items")
                .then()
                .statusCode(201);
    }

    @Test
    void twins_in_flight_make_one_event_and_get_one_answer() throws InterruptedException {
        String code = newCode();

        List<Response> answers = AtOnce.call(
                20, caller -> json(body(code)).header("Idempotency-Key", code).post("/items"));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        given().queryParam("key", "item:" + code).get("/announcements").then().body("items", hasSize(1));
    }
}
