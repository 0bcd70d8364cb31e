package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.local.AccessTable;
import org.lotledger.local.TestIssuer;
import org.lotledger.local.TestIssuerResource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Call;

/** Who may ask the catalog for what. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
@QuarkusTestResource(value = TestIssuerResource.class, restrictToAnnotatedClass = true)
class AccessQuarkusTest {
    private static final String[] PEOPLE = {"catalog-manager", "receiver", "shipper", "quality", "auditor"};

    @Test
    void every_call_is_open_to_its_roles_and_to_nobody_else() throws Exception {
        AccessTable table = new AccessTable()
                .call("POST /items", "catalog-manager")
                .call("GET /items", "catalog-manager", "receiver", "shipper", "quality", "auditor", "service")
                .call(
                        "GET /items/{itemCode}",
                        "catalog-manager",
                        "receiver",
                        "shipper",
                        "quality",
                        "auditor",
                        "service")
                .call("PATCH /items/{itemCode}", "catalog-manager")
                .call("PUT /items/{itemCode}/status", "catalog-manager")
                .call("PUT /items/{itemCode}/uses/{service}", "service")
                .call("PUT /locations/{location}", "catalog-manager")
                .call("GET /locations", "catalog-manager", "receiver", "shipper", "quality", "auditor", "service")
                .call(
                        "GET /locations/{location}",
                        "catalog-manager",
                        "receiver",
                        "shipper",
                        "quality",
                        "auditor",
                        "service")
                .call("POST /lot-holds", "quality")
                .call("GET /lot-holds", PEOPLE)
                .call("GET /lot-holds/{holdId}", PEOPLE)
                .call("POST /lot-holds/{holdId}/release", "quality")
                .call("POST /imports/items", "catalog-manager")
                .call("POST /scans", PEOPLE)
                .call("GET /announcements", "service", "auditor")
                .call("GET /announcements/heads", "service", "auditor")
                .call("GET /announcements/mapping", "service", "auditor")
                .call("POST /announcements/republish", "admin", "service");
        assertThat(table.differences(Call.service(), TestIssuer.running())).isEmpty();
    }

    @Test
    void an_event_tells_whose_token_it_was() {
        given().bearer(TestIssuer.running().token("anna", "catalog-manager"))
                .contentType("application/json")
                .body("{\"name\":\"A place\"}")
                .put("/locations/ACCESS-1")
                .mustBe(201);
        given().bearer(TestIssuer.running().token("olga", "auditor"))
                .get("/announcements?key=location:ACCESS-1")
                .mustBe(200)
                .mustHave("items[0].data.actor", equalTo("anna"));
    }

    /** A key names a request of one caller: another's request of the same name is another one. */
    @Test
    void idempotency_keys_are_the_callers_own() {
        for (String[] call : new String[][] {{"anna", "ACCESS-2"}, {"bert", "ACCESS-3"}}) {
            given().bearer(TestIssuer.running().token(call[0], "catalog-manager"))
                    .header("Idempotency-Key", "access-once")
                    .contentType("application/json")
                    .body("{\"name\":\"A place\"}")
                    .put("/locations/" + call[1])
                    .mustBe(201);
        }
    }

    @Test
    void a_refused_token_is_challenged_and_the_health_of_the_service_is_open() {
        given().get("/items").mustBe(401).mustHaveHeader("WWW-Authenticate", equalTo("Bearer"));
        given().bearer("forged")
                .get("/items")
                .mustBe(401)
                .mustHaveHeader("WWW-Authenticate", containsString("invalid_token"));
        given().get("/q/health/ready").mustBe(200);
        given().get("/q/metrics").mustBe(200);
    }

    @Test
    void every_answer_tells_browsers_what_not_to_do_with_it() {
        given().get("/items")
                .mustHaveHeader("X-Content-Type-Options", equalTo("nosniff"))
                .mustHaveHeader("Content-Security-Policy", containsString("default-src 'none'"))
                .mustHaveHeader("Cache-Control", equalTo("no-store"))
                .mustHaveHeader("Referrer-Policy", equalTo("no-referrer"))
                .mustHaveHeader("Strict-Transport-Security", containsString("max-age="));
    }

    @Test
    void no_other_page_may_call_from_a_browser() {
        assertThat(given().header("Origin", "https://elsewhere.example")
                        .header("Access-Control-Request-Method", "GET")
                        .send("OPTIONS", "/items")
                        .header("Access-Control-Allow-Origin"))
                .isNull();
    }
}
