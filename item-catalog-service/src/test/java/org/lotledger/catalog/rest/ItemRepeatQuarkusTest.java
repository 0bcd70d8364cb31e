package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Requests with an Idempotency-Key that come again. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemRepeatQuarkusTest {
    @Test
    void a_named_request_that_is_repeated_gets_its_first_answer() {
        String key = newCode();
        String body = body(newCode());

        Answer first = json(body).header("Idempotency-Key", key).post("/items");
        Answer second = json(body).header("Idempotency-Key", key).post("/items");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.bytes()).isEqualTo(first.bytes());
        for (String header : List.of("Location", "ETag", "Event-Id", "Content-Type")) {
            assertThat(second.header(header)).isNotNull().isEqualTo(first.header(header));
        }
    }

    @Test
    void a_name_used_for_another_request_is_refused() {
        String key = newCode();
        json(body(newCode())).header("Idempotency-Key", key).post("/items").mustBe(201);

        assertProblem(
                json(body(newCode())).header("Idempotency-Key", key).post("/items"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_refused_request_does_not_use_its_name_up() {
        String key = newCode();
        json("{}").header("Idempotency-Key", key).post("/items").mustBe(422);

        json(body(newCode())).header("Idempotency-Key", key).post("/items").mustBe(201);
    }

    @Test
    void twins_in_flight_make_one_event_and_get_one_answer() throws InterruptedException {
        String code = newCode();

        List<Answer> answers = AtOnce.call(
                20, caller -> json(body(code)).header("Idempotency-Key", code).post("/items"));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Answer::text)
                .containsOnly(answers.getFirst().text());
        given().queryParam("key", "item:" + code).get("/announcements").mustHave("items", hasSize(1));
    }
}
