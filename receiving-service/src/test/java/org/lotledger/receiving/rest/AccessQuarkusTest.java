package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.local.AccessTable;
import org.lotledger.local.TestIssuer;
import org.lotledger.local.TestIssuerResource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Call;
import org.lotledger.receiving.CatalogStub;

/** Who may ask receiving for what. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
@QuarkusTestResource(value = TestIssuerResource.class, restrictToAnnotatedClass = true)
class AccessQuarkusTest {

    @Test
    void every_call_is_open_to_its_roles_and_to_nobody_else() throws Exception {
        AccessTable table = new AccessTable()
                .call("POST /receipts", "receiver")
                .call("GET /receipts", "receiver", "quality", "auditor")
                .call("GET /receipts/{receiptNumber}", "receiver", "quality", "auditor")
                .call("PATCH /receipts/{receiptNumber}", "receiver")
                .call("PUT /receipts/{receiptNumber}/lines/{lineNumber}/lots", "receiver")
                .call("POST /receipts/{receiptNumber}/receive", "receiver")
                .call("POST /receipts/{receiptNumber}/void", "receiver")
                .call("POST /adjustments", "receiver", "quality")
                .call("GET /adjustments", "receiver", "quality", "auditor")
                .call("GET /adjustments/{adjustmentNumber}", "receiver", "quality", "auditor")
                .call("POST /lots/expiration-corrections", "quality")
                .call("POST /imports/beginning-balances", "quality")
                .call("GET /announcements", "service", "auditor")
                .call("GET /announcements/heads", "service", "auditor")
                .call("GET /announcements/mapping", "service", "auditor")
                .call("POST /announcements/republish", "admin", "service")
                .call("GET /parked", "admin", "auditor")
                .call("POST /parked/{id}/replay", "admin")
                .call("POST /parked/{id}/discard", "admin");
        assertThat(table.differences(Call.service(), TestIssuer.running())).isEmpty();
    }

    /** Before any mistake in the rest of the body is told. */
    @ParameterizedTest
    @CsvSource({
        "COUNT, receiver, 422",
        "COUNT, quality, 403",
        "BEGINNING_BALANCE, receiver, 403",
        "BEGINNING_BALANCE, quality, 422",
        "SHIPMENT_CORRECTION, receiver, 403",
        "SHIPMENT_CORRECTION, quality, 422",
        "NO_SUCH_TYPE, receiver, 422",
        "NO_SUCH_TYPE, quality, 422"
    })
    void the_type_of_an_adjustment_decides_who_may_book_it(String type, String role, int status) {
        assertThat(book("{\"type\":\"" + type + "\",\"nonsense\":1}", role)).isEqualTo(status);
    }

    /** A request that quality may make; whether blanks around the type are taken or refused, it is not a receiver's. */
    @Test
    void a_type_written_in_another_way_is_no_way_round() {
        String opening = """
                {"type":"%s","location":"MAIN","reason":"opening","lines":[{"lineNumber":1,"itemCode":"ACCESS",
                 "quantity":1,"lots":[{"lotNumber":"A","expirationDate":"2040-01-31","quantity":1}]}]}""";
        assertThat(book(opening.formatted(" BEGINNING_BALANCE "), "receiver")).isIn(403, 422);
        assertThat(book(opening.formatted("BEGINNING_BALANCE"), "receiver")).isEqualTo(403);
        assertThat(book(opening.formatted("BEGINNING_BALANCE"), "quality")).isEqualTo(201);
    }

    private static int book(String body, String role) {
        return given().bearer(TestIssuer.running().token("somebody", role))
                .contentType("application/json")
                .body(body)
                .post("/adjustments")
                .status();
    }
}
