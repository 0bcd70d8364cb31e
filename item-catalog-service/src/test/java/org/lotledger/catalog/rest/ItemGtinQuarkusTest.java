package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.lotledger.catalog.rest.ItemCalls.assertProblem;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.with;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** One GTIN, one item: in each of its lengths, and under a race. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemGtinQuarkusTest {
    @Test
    void a_gtin_is_the_same_in_each_of_its_lengths() {
        String gtin13 = newGtin13();
        String holder = newCode();
        json(with(body(holder), "gtin", "\"" + gtin13 + "\"")).post("/items").mustBe(201);

        assertProblem(json(with(body(newCode()), "gtin", "\"0" + gtin13 + "\"")).post("/items"), 409, "GTIN_TAKEN")
                .mustHave("detail", equalTo("GTIN 0" + gtin13 + " is that of item " + holder + "."));
    }

    @Test
    void an_item_created_again_with_its_own_gtin_is_refused_for_its_code_alone() {
        String body = with(body(newCode()), "gtin", "\"" + newGtin13() + "\"");
        json(body).post("/items").mustBe(201);

        assertProblem(json(body).post("/items"), 409, "ALREADY_EXISTS").mustHave("violations", hasSize(1));
    }

    @Test
    void a_refused_item_does_not_keep_its_gtin() {
        String withGtin = with(body(newCode()), "gtin", "\"" + newGtin13() + "\"");
        json(with(with(withGtin, "type", "\"NON_INVENTORIED\""), "lotTracked", "true"))
                .post("/items")
                .mustBe(409);

        json(with(withGtin, "itemCode", "\"" + newCode() + "\"")).post("/items").mustBe(201);
    }

    @Test
    void of_many_who_give_one_gtin_to_different_items_at_once_exactly_one_does() throws InterruptedException {
        String gtin = "\"" + newGtin13() + "\"";

        List<Answer> answers = AtOnce.call(
                20, caller -> json(with(body(newCode()), "gtin", gtin)).post("/items"));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
        String holder = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .path("itemCode");
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(answer -> {
            assertThat(answer.<String>path("code")).isEqualTo("GTIN_TAKEN");
            assertThat(answer.<String>path("detail")).endsWith(" is that of item " + holder + ".");
        });
    }
}
