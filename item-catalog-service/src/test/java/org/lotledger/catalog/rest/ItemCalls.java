package org.lotledger.catalog.rest;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.lotledger.local.http.Call.given;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hamcrest.Matcher;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** How the tests of items call the service. */
final class ItemCalls {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private ItemCalls() {}

    static Call json(String body) {
        return given().contentType("application/json").body(body);
    }

    static Answer assertProblem(Answer response, int status, String code) {
        return response.mustBe(status)
                .mustBeOf("application/problem+json")
                .mustHave("status", equalTo(status))
                .mustHave("code", equalTo(code))
                .mustHave(
                        "type",
                        equalTo("urn:lotledger:problem:" + code.toLowerCase().replace('_', '-')))
                .mustHave("detail", not(emptyString()))
                .mustHave("violations[0].code", equalTo(code));
    }

    /** Among the violations, one of this pointer whose code or detail is this. */
    static Matcher<Iterable<? super Map<String, String>>> hasViolation(String pointer, String field, String value) {
        return hasItem(allOf(hasEntry("pointer", pointer), hasEntry(field, value)));
    }

    static String create() {
        String code = newCode();
        json(body(code)).post("/items").mustBe(201);
        return code;
    }

    static Answer patch(String code, String ifMatch, String body) {
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
