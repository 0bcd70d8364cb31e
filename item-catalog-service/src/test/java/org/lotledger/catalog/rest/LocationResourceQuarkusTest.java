package org.lotledger.catalog.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class LocationResourceQuarkusTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String WHOLE = """
            {"name":"Returns","gln":"4012345000016","netStock":false,"address":{"street":"Hafenstraße 1",
             "city":"Hamburg","state":"HH","postalCode":"20457","country":"DE","phone":"+49 40 123456"}}""";

    @Test
    void a_new_place_is_answered_whole_and_read_back_the_same() {
        String location = newLocation();

        Response created = put(location, WHOLE);

        created.then()
                .statusCode(201)
                .header("Location", endsWith("/locations/" + location))
                .header("ETag", "\"1\"")
                .header("Event-Id", "item-catalog.location:" + location + ".1")
                .body("location", equalTo(location))
                .body("name", equalTo("Returns"))
                .body("gln", equalTo("4012345000016"))
                .body("netStock", equalTo(false))
                .body("address.street", equalTo("Hafenstraße 1"))
                .body("address.city", equalTo("Hamburg"))
                .body("address.state", equalTo("HH"))
                .body("address.postalCode", equalTo("20457"))
                .body("address.country", equalTo("DE"))
                .body("address.phone", equalTo("+49 40 123456"))
                .body("version", equalTo(1))
                .body("eventId", equalTo("item-catalog.location:" + location + ".1"));
        Response read = given().get("/locations/" + location);
        read.then().statusCode(200).header("ETag", "\"1\"");
        assertThat(read.asString()).isEqualTo(created.asString());
    }

    @Test
    void a_place_needs_no_more_than_a_name_and_then_is_net_stock() {
        String location = newLocation();
        put(location, "{\"name\":\"Main\"}").then().statusCode(201);

        given().get("/locations/" + location)
                .then()
                .body("$", aMapWithSize(7))
                .body("$", hasKey("address"))
                .body("address", nullValue())
                .body("gln", nullValue())
                .body("netStock", equalTo(true));
    }

    @Test
    void a_known_place_is_replaced_whole() {
        String location = newLocation();
        put(location, WHOLE).then().statusCode(201);

        Response replaced = put(location, "{\"name\":\"Main\"}");

        replaced.then()
                .statusCode(200)
                .header("Location", nullValue())
                .header("ETag", "\"2\"")
                .header("Event-Id", "item-catalog.location:" + location + ".2")
                .body("name", equalTo("Main"))
                .body("address", nullValue())
                .body("netStock", equalTo(true))
                .body("version", equalTo(2));
        assertThat(given().get("/locations/" + location).asString()).isEqualTo(replaced.asString());
    }

    @Test
    void a_place_that_already_is_like_this_does_not_change() {
        String location = newLocation();
        String created = put(location, WHOLE).asString();

        Response again = put(location, WHOLE);

        again.then().statusCode(200).header("ETag", "\"1\"").header("Event-Id", nullValue());
        assertThat(again.asString()).isEqualTo(created);
    }

    @Test
    void a_place_put_by_many_at_once_is_created_once() throws InterruptedException {
        String location = newLocation();

        List<Response> answers = AtOnce.call(20, caller -> put(location, WHOLE));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        given().get("/locations/" + location).then().body("version", equalTo(1));
    }

    @Test
    void of_different_wishes_at_once_none_is_lost() throws InterruptedException {
        String location = newLocation();

        List<Response> answers = AtOnce.call(20, caller -> put(location, "{\"name\":\"By " + caller + "\"}"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(answers)
                .extracting(answer -> answer.<Integer>path("version"))
                .doesNotHaveDuplicates();
        given().get("/locations/" + location).then().body("version", equalTo(20));
    }

    @Test
    void all_that_is_wrong_with_the_fields_is_said_at_once() {
        put(newLocation(), """
                        {"name":" ","gln":"123","netStock":"yes","address":{"street":"","city":5,"zip":"1"},"version":1}""")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "violations.pointer",
                        hasItems(
                                "/name",
                                "/gln",
                                "/netStock",
                                "/address/street",
                                "/address/city",
                                "/address/zip",
                                "/address/country",
                                "/version"))
                .body("violations.find { it.pointer == '/address/country' }.code", equalTo("FIELD_MISSING"))
                .body("violations.find { it.pointer == '/address/zip' }.code", equalTo("UNKNOWN_FIELD"));
    }

    @Test
    void a_name_at_its_limit_is_taken_and_one_beyond_refused() {
        put(newLocation(), "{\"name\":\"" + "x".repeat(200) + "\"}").then().statusCode(201);
        put(newLocation(), "{\"name\":\"" + "x".repeat(201) + "\"}").then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({"a%20b, 422, FIELD_INVALID", "%C3%A4, 422, FIELD_INVALID", "a%00b, 422, FIELD_INVALID"})
    void a_code_that_is_none_is_refused(String location, int status, String code) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"name\":\"Main\"}")
                .put("/locations/" + location)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        given().urlEncodingEnabled(false)
                .get("/locations/" + location)
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void an_unknown_place_is_not_found() {
        given().get("/locations/NO-SUCH")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("Location NO-SUCH does not exist."));
    }

    @Test
    void a_named_request_that_is_repeated_gets_its_first_answer() {
        String location = newLocation();
        RequestSpecification request = given().contentType("application/json")
                .header("Idempotency-Key", location)
                .body(WHOLE);
        String first = request.put("/locations/" + location).asString();
        put(location, "{\"name\":\"Changed meanwhile\"}").then().statusCode(200);

        request.put("/locations/" + location).then().statusCode(201).header("ETag", "\"1\"");

        assertThat(request.put("/locations/" + location).asString()).isEqualTo(first);
        given().get("/locations/" + location).then().body("version", equalTo(2));
    }

    @Test
    void places_are_listed_by_code_page_by_page() {
        List<String> created = List.of(newLocation(), newLocation(), newLocation());
        created.forEach(location -> put(location, WHOLE).then().statusCode(201));

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = given().queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/locations");
            listed.addAll(page.path("items.location"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(created);
        given().queryParam("limit", 500).get("/locations").then().body("items.location", equalTo(listed));
    }

    private static Response put(String location, String body) {
        return given().contentType("application/json").body(body).put("/locations/" + location);
    }

    private static String newLocation() {
        return "PLACE-%04d".formatted(NEXT.incrementAndGet());
    }
}
