package org.lotledger.catalog.rest;

import static io.restassured.RestAssured.given;
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

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.local.TestStack;

/** Lists: pages by code, search and filters. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemListQuarkusTest {
    @Test
    void items_are_listed_by_code_page_by_page() {
        String prefix = newCode();
        List<String> codes =
                IntStream.range(0, 7).mapToObj(i -> prefix + "." + i).toList();
        codes.reversed().forEach(code -> json(body(code)).post("/items").then().statusCode(201));

        List<String> listed = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = given().queryParam("q", prefix).queryParam("limit", 3);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/items");
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
                .forEach(i -> json(body(prefix + "." + i)).post("/items").then().statusCode(201));

        given().queryParam("q", prefix)
                .queryParam("limit", 3)
                .get("/items")
                .then()
                .body("items", hasSize(3))
                .body("nextCursor", nullValue());
    }

    @Test
    void items_are_found_by_a_part_of_code_or_description_in_any_case() {
        String code = newCode();
        String word = "Größe%_" + code.substring(1);
        json(with(body(code), "description", "\"Binde, " + word + " cm\""))
                .post("/items")
                .then()
                .statusCode(201);

        for (String q : List.of(
                code.toLowerCase(), code.substring(1), word.toUpperCase().replace("SS", "ß"), word)) {
            given().queryParam("q", q).get("/items").then().body("items.itemCode", hasItem(code));
        }
        given().queryParam("q", "Größe%_x").get("/items").then().body("items.itemCode", not(hasItem(code)));
        given().queryParam("q", word.replace('_', 'y')).get("/items").then().body("items", empty());
    }

    @Test
    void items_are_filtered_by_status_and_lot_tracking() {
        String prefix = newCode();
        json(with(body(prefix + ".plain"), "status", "\"PENDING\""))
                .post("/items")
                .then()
                .statusCode(201);
        json(with(body(prefix + ".lots"), "lotTracked", "true"))
                .post("/items")
                .then()
                .statusCode(201);

        given().queryParam("q", prefix)
                .queryParam("status", "PENDING")
                .get("/items")
                .then()
                .body("items.itemCode", contains(prefix + ".plain"));
        given().queryParam("q", prefix)
                .queryParam("lotTracked", "true")
                .get("/items")
                .then()
                .body("items.itemCode", contains(prefix + ".lots"));
        given().queryParam("q", prefix)
                .queryParam("lotTracked", "false")
                .queryParam("status", "ACTIVE")
                .get("/items")
                .then()
                .statusCode(200)
                .body("items", empty());
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
        ValidatableResponse refused = given().urlEncodingEnabled(false)
                .get("/items?" + parameter + "=" + value)
                .then();

        refused.statusCode(422).body("violations[0].pointer", equalTo("/" + parameter));
    }
}
