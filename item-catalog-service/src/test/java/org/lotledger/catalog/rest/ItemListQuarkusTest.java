package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** Lists: pages by code, search and filters. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemListQuarkusTest {
    @Test
    void items_are_listed_by_code_page_by_page() {
        String prefix = newCode();
        List<String> codes =
                IntStream.range(0, 7).mapToObj(i -> prefix + "." + i).toList();
        codes.reversed().forEach(code -> json(body(code)).post("/items").mustBe(201));

        List<String> listed = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = null;
        do {
            Call request = given().queryParam("q", prefix).queryParam("limit", 3);
            Answer page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/items");
            List<String> shown = page.path("items.itemCode");
            listed.addAll(shown);
            sizes.add(shown.size());
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(listed).isEqualTo(codes);
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void a_page_that_is_just_full_is_the_last() {
        String prefix = newCode();
        IntStream.range(0, 3)
                .forEach(i -> json(body(prefix + "." + i)).post("/items").mustBe(201));

        given().queryParam("q", prefix)
                .queryParam("limit", 3)
                .get("/items")
                .mustHave("items", hasSize(3))
                .mustHave("nextCursor", nullValue());
    }

    @Test
    void items_are_found_by_a_part_of_code_or_description_in_any_case() {
        String code = newCode();
        String word = "Größe%_" + code.substring(1);
        json(with(body(code), "description", "\"Binde, " + word + " cm\""))
                .post("/items")
                .mustBe(201);

        for (String q : List.of(
                code.toLowerCase(), code.substring(1), word.toUpperCase().replace("SS", "ß"), word)) {
            given().queryParam("q", q).get("/items").mustHave("items.itemCode", hasItem(code));
        }
        given().queryParam("q", "Größe%_x").get("/items").mustHave("items.itemCode", not(hasItem(code)));
        given().queryParam("q", word.replace('_', 'y')).get("/items").mustHave("items", empty());
    }

    @Test
    void items_are_filtered_by_status_and_lot_tracking() {
        String prefix = newCode();
        json(with(body(prefix + ".plain"), "status", "\"PENDING\""))
                .post("/items")
                .mustBe(201);
        json(with(body(prefix + ".lots"), "lotTracked", "true")).post("/items").mustBe(201);

        given().queryParam("q", prefix)
                .queryParam("status", "PENDING")
                .get("/items")
                .mustHave("items.itemCode", contains(prefix + ".plain"));
        given().queryParam("q", prefix)
                .queryParam("lotTracked", "true")
                .get("/items")
                .mustHave("items.itemCode", contains(prefix + ".lots"));
        given().queryParam("q", prefix)
                .queryParam("lotTracked", "false")
                .queryParam("status", "ACTIVE")
                .get("/items")
                .mustBe(200)
                .mustHave("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "status, active",
        "lotTracked, yes",
        "limit, 0",
        "limit, 501",
        "cursor, !",
        "cursor, YQBi",
        "q, a%00b",
        "after, nonsense"
    })
    void a_query_that_means_nothing_is_refused(String parameter, String value) {
        Answer refused = given().get("/items?" + parameter + "=" + value);

        refused.mustBe(422).mustHave("violations[0].pointer", equalTo("/" + parameter));
    }
}
