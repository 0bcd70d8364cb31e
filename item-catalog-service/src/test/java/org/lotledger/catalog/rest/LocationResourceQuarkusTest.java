package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.lotledger.catalog.rest.ItemCalls.hasViolation;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.catalog.AtOnce;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

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

        Answer created = put(location, WHOLE);

        created.mustBe(201)
                .mustHaveHeader("Location", endsWith("/locations/" + location))
                .mustHaveHeader("ETag", "\"1\"")
                .mustHaveHeader("Event-Id", "item-catalog.location:" + location + ".1")
                .mustHave("location", equalTo(location))
                .mustHave("name", equalTo("Returns"))
                .mustHave("gln", equalTo("4012345000016"))
                .mustHave("netStock", equalTo(false))
                .mustHave("address.street", equalTo("Hafenstraße 1"))
                .mustHave("address.city", equalTo("Hamburg"))
                .mustHave("address.state", equalTo("HH"))
                .mustHave("address.postalCode", equalTo("20457"))
                .mustHave("address.country", equalTo("DE"))
                .mustHave("address.phone", equalTo("+49 40 123456"))
                .mustHave("version", equalTo(1))
                .mustHave("eventId", equalTo("item-catalog.location:" + location + ".1"));
        Answer read = given().get("/locations/" + location);
        read.mustBe(200).mustHaveHeader("ETag", "\"1\"");
        assertThat(read.text()).isEqualTo(created.text());
    }

    @Test
    void a_place_needs_no_more_than_a_name_and_then_is_net_stock() {
        String location = newLocation();
        put(location, "{\"name\":\"Main\"}").mustBe(201);

        given().get("/locations/" + location)
                .mustHave("", aMapWithSize(7))
                .mustHave("", hasKey("address"))
                .mustHave("address", nullValue())
                .mustHave("gln", nullValue())
                .mustHave("netStock", equalTo(true));
    }

    @Test
    void a_known_place_is_replaced_whole() {
        String location = newLocation();
        put(location, WHOLE).mustBe(201);

        Answer replaced = put(location, "{\"name\":\"Main\"}");

        replaced.mustBe(200)
                .mustHaveHeader("Location", nullValue())
                .mustHaveHeader("ETag", "\"2\"")
                .mustHaveHeader("Event-Id", "item-catalog.location:" + location + ".2")
                .mustHave("name", equalTo("Main"))
                .mustHave("address", nullValue())
                .mustHave("netStock", equalTo(true))
                .mustHave("version", equalTo(2));
        assertThat(given().get("/locations/" + location).text()).isEqualTo(replaced.text());
    }

    @Test
    void a_place_that_already_is_like_this_does_not_change() {
        String location = newLocation();
        String created = put(location, WHOLE).text();

        Answer again = put(location, WHOLE);

        again.mustBe(200).mustHaveHeader("ETag", "\"1\"").mustHaveHeader("Event-Id", nullValue());
        assertThat(again.text()).isEqualTo(created);
    }

    @Test
    void a_place_put_by_many_at_once_is_created_once() throws InterruptedException {
        String location = newLocation();

        List<Answer> answers = AtOnce.call(20, caller -> put(location, WHOLE));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        given().get("/locations/" + location).mustHave("version", equalTo(1));
    }

    @Test
    void of_different_wishes_at_once_none_is_lost() throws InterruptedException {
        String location = newLocation();

        List<Answer> answers = AtOnce.call(20, caller -> put(location, "{\"name\":\"By " + caller + "\"}"));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(answers)
                .extracting(answer -> answer.<Integer>path("version"))
                .doesNotHaveDuplicates();
        given().get("/locations/" + location).mustHave("version", equalTo(20));
    }

    @Test
    void all_that_is_wrong_with_the_fields_is_said_at_once() {
        put(newLocation(), """
                        {"name":" ","gln":"123","netStock":"yes","address":{"street":"","city":5,"zip":"1"},"version":1}""")
                .mustBe(422)
                .mustBeOf("application/problem+json")
                .mustHave(
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
                .mustHave("violations", hasViolation("/address/country", "code", "FIELD_MISSING"))
                .mustHave("violations", hasViolation("/address/zip", "code", "UNKNOWN_FIELD"));
    }

    @Test
    void a_name_at_its_limit_is_taken_and_one_beyond_refused() {
        put(newLocation(), "{\"name\":\"" + "x".repeat(200) + "\"}").mustBe(201);
        put(newLocation(), "{\"name\":\"" + "x".repeat(201) + "\"}").mustBe(422);
    }

    @ParameterizedTest
    @CsvSource({"a%20b, 422, FIELD_INVALID", "%C3%A4, 422, FIELD_INVALID", "a%00b, 422, FIELD_INVALID"})
    void a_code_that_is_none_is_refused(String location, int status, String code) {
        given().contentType("application/json")
                .body("{\"name\":\"Main\"}")
                .put("/locations/" + location)
                .mustBe(status)
                .mustHave("code", equalTo(code));
        given().get("/locations/" + location).mustBe(404).mustHave("code", equalTo("NOT_FOUND"));
    }

    @Test
    void an_unknown_place_is_not_found() {
        given().get("/locations/NO-SUCH")
                .mustBe(404)
                .mustBeOf("application/problem+json")
                .mustHave("detail", equalTo("Location NO-SUCH does not exist."));
    }

    @Test
    void a_named_request_that_is_repeated_gets_its_first_answer() {
        String location = newLocation();
        Call request = given().contentType("application/json")
                .header("Idempotency-Key", location)
                .body(WHOLE);
        String first = request.put("/locations/" + location).text();
        put(location, "{\"name\":\"Changed meanwhile\"}").mustBe(200);

        request.put("/locations/" + location).mustBe(201).mustHaveHeader("ETag", "\"1\"");

        assertThat(request.put("/locations/" + location).text()).isEqualTo(first);
        given().get("/locations/" + location).mustHave("version", equalTo(2));
    }

    @Test
    void places_are_listed_by_code_page_by_page() {
        List<String> created = List.of(newLocation(), newLocation(), newLocation());
        created.forEach(location -> put(location, WHOLE).mustBe(201));

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Call request = given().queryParam("limit", 2);
            Answer page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/locations");
            listed.addAll(page.path("items.location"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(created);
        given().queryParam("limit", 500).get("/locations").mustHave("items.location", equalTo(listed));
    }

    private static Answer put(String location, String body) {
        return given().contentType("application/json").body(body).put("/locations/" + location);
    }

    private static String newLocation() {
        return "PLACE-%04d".formatted(NEXT.incrementAndGet());
    }
}
