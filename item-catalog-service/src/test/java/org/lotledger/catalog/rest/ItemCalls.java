package org.lotledger.catalog.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.lotledger.catalog.item.Gtin;

/** How the tests of items call the service. */
final class ItemCalls {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private ItemCalls() {}

    static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    static ValidatableResponse assertProblem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body(
                        "type",
                        equalTo("urn:lotledger:problem:" + code.toLowerCase().replace('_', '-')))
                .body("detail", not(emptyString()))
                .body("violations[0].code", equalTo(code));
    }

    static String create() {
        String code = newCode();
        json(body(code)).post("/items").then().statusCode(201);
        return code;
    }

    static Response patch(String code, String ifMatch, String body) {
        return given().contentType("application/merge-patch+json")
                .header("If-Match", ifMatch)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/items/" + code);
    }

    static String newCode() {
        return "ITEM-%04dx".formatted(NEXT.incrementAndGet());
    }

    static String newGtin13() {
        String body = "%012d".formatted(400000000000L + NEXT.incrementAndGet());
        return IntStream.range(0, 10)
                .mapToObj(digit -> body + digit)
                .filter(digits -> Gtin.flawOf(digits) == null)
                .findFirst()
                .orElseThrow();
    }

    /** The least that an item needs. */
    static String body(String code) {
        return """
                {"itemCode":"%s","description":"An item","type":"INVENTORIED","unit":"EA","quantityScale":0}""".formatted(code);
    }

    /** The body with the field set or replaced; the value as JSON. */
    static String with(String body, String field, String value) {
        String without =
                body.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[^,}]*),?", "").replace(",}", "}");
        return without.substring(0, without.length() - 1) + ",\"" + field + "\":" + value + "}";
    }
}
