package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.local.AccessTable;
import org.lotledger.local.TestIssuer;
import org.lotledger.local.TestIssuerResource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;
import org.lotledger.shipping.CatalogStub;

/** Who may ask shipping for what. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
@QuarkusTestResource(value = TestIssuerResource.class, restrictToAnnotatedClass = true)
class AccessQuarkusTest {

    @Test
    void every_call_is_open_to_its_roles_and_to_nobody_else() throws Exception {
        AccessTable table = new AccessTable()
                .call("POST /shipments", "shipper", "quality")
                .call("GET /shipments", "shipper", "quality", "auditor")
                .call("GET /shipments/{shipmentNumber}", "shipper", "quality", "auditor")
                .call("PATCH /shipments/{shipmentNumber}", "shipper", "quality")
                .call("PUT /shipments/{shipmentNumber}/lines/{lineNumber}/lots", "shipper", "quality")
                .call("GET /shipments/{shipmentNumber}/lines/{lineNumber}/suggestion", "shipper", "quality", "auditor")
                .call("POST /shipments/{shipmentNumber}/allocate", "shipper", "quality")
                .call("POST /shipments/{shipmentNumber}/ship", "shipper", "quality")
                .call("POST /shipments/{shipmentNumber}/void", "shipper", "quality")
                .call("POST /adjustments", "shipper", "quality")
                .call("GET /adjustments", "shipper", "quality", "auditor")
                .call("GET /adjustments/{adjustmentNumber}", "shipper", "quality", "auditor")
                .call("GET /availability", "shipper", "quality", "auditor")
                .call("PUT /lot-holds/{holdId}", "service")
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
        "COUNT, shipper, 422",
        "COUNT, quality, 403",
        "LOSS, shipper, 422",
        "LOSS, quality, 403",
        "RECEIPT_CORRECTION, shipper, 403",
        "RECEIPT_CORRECTION, quality, 422",
        "NO_SUCH_TYPE, shipper, 422"
    })
    void the_type_of_an_adjustment_decides_who_may_book_it(String type, String role, int status) {
        assertThat(as(role, "POST", "/adjustments", "{\"type\":\"" + type + "\",\"nonsense\":1}", null)
                        .status())
                .isEqualTo(status);
    }

    /** RETURNS is no net stock, the other places are. */
    @ParameterizedTest
    @CsvSource({
        "RETURNS, MAIN, quality, shipper",
        "MAIN, SHOP, shipper, quality",
        "MAIN, RETURNS, shipper, quality",
        "RETURNS, RETURNS-2, shipper, quality"
    })
    void a_put_away_is_for_quality_and_every_other_transfer_for_shippers(
            String from, String to, String allowed, String refused) {
        assertThat(as(refused, "POST", "/shipments", transfer(from, to), null).status())
                .isEqualTo(403);
        Answer saved = as(allowed, "POST", "/shipments", transfer(from, to), null);
        assertThat(saved.status()).as(saved.text()).isEqualTo(201);

        String path = "/shipments/" + saved.path("shipmentNumber");
        String eTag = saved.header("ETag");
        for (String[] change : new String[][] {
            {"PATCH", path, "{}"},
            {"PUT", path + "/lines/1/lots", "[]"},
            {"POST", path + "/allocate", "{}"},
            {"POST", path + "/ship", "{}"},
            {"POST", path + "/void", "{}"}
        }) {
            // Before it is asked which version of the document the caller has seen.
            assertThat(as(refused, change[0], change[1], change[2], null).status())
                    .as(change[0] + " " + change[1])
                    .isEqualTo(403);
        }
        assertThat(as(allowed, "POST", path + "/void", "{}", eTag).status()).isEqualTo(200);
    }

    @Test
    void a_shipment_to_a_customer_is_not_for_quality_and_does_not_become_a_put_away_in_a_shippers_hands() {
        String sale = "{\"purpose\":\"CUSTOMER\",\"party\":{\"code\":\"C1\"},\"location\":\"MAIN\",\"lines\":[]}";
        assertThat(as("quality", "POST", "/shipments", sale, null).status()).isEqualTo(403);

        Answer transfer = as("shipper", "POST", "/shipments", transfer("MAIN", "SHOP"), null);
        String path = "/shipments/" + transfer.path("shipmentNumber");
        String eTag = transfer.header("ETag");
        assertThat(as("shipper", "PATCH", path, "{\"location\":\"RETURNS\"}", eTag)
                        .status())
                .isEqualTo(403);
        String fromReturns = "[{\"lotNumber\":\"A\",\"quantity\":1,\"location\":\"RETURNS\"}]";
        assertThat(as("shipper", "PUT", path + "/lines/1/lots", fromReturns, eTag)
                        .status())
                .isEqualTo(403);
    }

    private static String transfer(String from, String to) {
        return "{\"purpose\":\"TRANSFER\",\"location\":\"" + from + "\",\"toLocation\":\"" + to
                + "\",\"lines\":[{\"lineNumber\":1,\"itemCode\":\"ACCESS\",\"quantity\":2}]}";
    }

    private static Answer as(String role, String method, String path, String body, @Nullable String eTag) {
        Call request = given().bearer(TestIssuer.running().token("somebody", role))
                .contentType("application/json")
                .body(body);
        return (eTag == null ? request : request.header("If-Match", eTag)).send(method, path);
    }
}
