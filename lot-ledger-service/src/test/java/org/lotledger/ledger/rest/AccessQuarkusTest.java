package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.lotledger.local.AccessTable;
import org.lotledger.local.TestIssuer;
import org.lotledger.local.TestIssuerResource;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Call;

/** Who may ask the ledger for what. */
@QuarkusTest
@WithTestResource(TestStack.class)
@QuarkusTestResource(value = TestIssuerResource.class, restrictToAnnotatedClass = true)
class AccessQuarkusTest {
    private static final String[] PEOPLE = {"catalog-manager", "receiver", "shipper", "quality", "auditor"};

    @Test
    void every_call_is_open_to_its_roles_and_to_nobody_else() throws Exception {
        AccessTable table = new AccessTable()
                .call("GET /lots", PEOPLE)
                .call("GET /lots/{lotId}", PEOPLE)
                .call("GET /lots/{lotId}/balance", PEOPLE)
                .call("GET /lots/{lotId}/transactions", PEOPLE)
                .call("GET /lots/{lotId}/trace", PEOPLE)
                .call("GET /lots/{lotId}/recall-report", PEOPLE)
                .call("GET /recall-report", PEOPLE)
                .call("POST /recalls/match", PEOPLE)
                .call("GET /items/{itemCode}/balance", PEOPLE)
                .call("GET /parties/{code}/lots", PEOPLE)
                .call("GET /expiring", PEOPLE)
                .call("GET /exports/fsma204", PEOPLE)
                .call("GET /epcis/events", PEOPLE)
                .call("POST /verifications", "admin")
                .call("GET /verifications/{id}", "admin", "auditor")
                .call("POST /projection/rebuild", "admin")
                .call("GET /projection/rebuild/{id}", "admin", "auditor")
                .call("GET /parked", "admin", "auditor")
                .call("POST /parked/{id}/replay", "admin")
                .call("POST /parked/{id}/discard", "admin");
        assertThat(table.differences(Call.service(), TestIssuer.running())).isEmpty();
    }
}
