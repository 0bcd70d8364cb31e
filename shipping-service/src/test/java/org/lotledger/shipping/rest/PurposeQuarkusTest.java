package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.OVER;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.announced;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.available;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/** Why goods leave, on the real service: what each purpose asks, allows and announces. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class PurposeQuarkusTest {
    private static final String RETURN =
            "\"purpose\":\"SUPPLIER_RETURN\",\"party\":{\"code\":\"S1\",\"role\":\"SUPPLIER\"},\"location\":\"MAIN\"";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");
    private final String receipt = newCode("R-");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @Test
    void a_transfer_leaves_for_its_place_under_its_own_number() {
        String arrived = others.of(item, "A").date(GOOD).at("RETURNS").received("10");
        String transfer = "\"purpose\":\"TRANSFER\",\"location\":\"RETURNS\",\"toLocation\":\"MAIN\"";
        Answer saved = created(shipment(transfer, line(1, item, "4", lot("A", "4"))), arrived);
        assertThat(saved.<String>path("toLocation")).isEqualTo("MAIN");
        assertThat(saved.<Object>path("party")).isNull();
        assertThat(saved.<String>path("references.transfer")).isEqualTo(saved.path("shipmentNumber"));

        Answer shipped = done(act(saved, "ship"));
        Answer told = announced(shipped.path("lines[0].lots[0].lotId"));
        assertThat(told.<String>path("items[0].type")).isEqualTo("LotAdjusted.v1");
        assertThat(told.<String>path("items[0].data.reason")).isEqualTo("TRANSFER_OUT");
        assertThat(told.<Integer>path("items[0].data.quantityChange")).isEqualTo(-4);
        assertThat(told.<String>path("items[0].data.location")).isEqualTo("RETURNS");
        assertThat(told.<String>path("items[0].data.references.toLocation")).isEqualTo("MAIN");
        assertThat(told.<String>path("items[0].data.references.transfer")).isEqualTo(saved.path("shipmentNumber"));
        assertThat(told.<Object>path("items[0].data.party")).isNull();
        assertThat(given().get("/shipments?purpose=TRANSFER&reference=" + saved.path("shipmentNumber"))
                        .<List<Object>>path("items"))
                .hasSize(1);
    }

    @Test
    void components_go_into_an_assembly_and_the_run_is_named() {
        String box = newCode("U");
        String arrived = others.of(item, "A").date(GOOD).received("10");
        String boxes = others.of(box, null).received("10");
        String assembly = "\"purpose\":\"ASSEMBLY\",\"location\":\"MAIN\",\"references\":{\"assembly\":\"RUN-1\"}";
        Answer shipped = done(act(
                created(shipment(assembly, line(1, item, "4", lot("A", "4")), line(2, box, "3")), arrived, boxes),
                "ship"));
        Answer told = announced(shipped.path("lines[0].lots[0].lotId"));
        assertThat(told.<String>path("items[0].data.reason")).isEqualTo("ASSEMBLY_ISSUE");
        assertThat(told.<String>path("items[0].data.references.assembly")).isEqualTo("RUN-1");
        assertThat(shipped.<String>path("lines[1].eventId")).isEqualTo(shipped.header("Event-Id"));
        assertThat(available(box)).startsWith("7 on hand");
    }

    @Test
    void what_a_receipt_or_a_beginning_balance_recorded_goes_back_to_the_supplier() {
        others.of(item, "A").date(GOOD).by(DocumentType.RECEIPT, receipt).received("6");
        others.of(item, "A").date(GOOD).by(DocumentType.RECEIPT, receipt).received("4");
        String arrived = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.ADJUSTMENT, receipt)
                .adjusted(AdjustmentReason.BEGINNING_BALANCE, "3");

        Answer shipped = done(act(giveBack("receipt", "10", arrived), "ship"));
        Answer told = announced(shipped.path("lines[0].lots[0].lotId"));
        assertThat(told.<String>path("items[0].data.reason")).isEqualTo("SUPPLIER_RETURN");
        assertThat(told.<String>path("items[0].data.party.role")).isEqualTo("SUPPLIER");
        assertThat(told.<String>path("items[0].data.references.receipt")).isEqualTo(receipt);

        Answer tooMuch = giveBack("receipt", "1");
        assertThat(listed(tooMuch, "lines[0].problems")).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        Answer refused = act(tooMuch, "ship");
        assertThat(refused(refused, 409)).containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        assertThat(refused.<String>path("detail"))
                .contains("recorded 10 of lot A", "10 were returned or corrected: 0 are left, 1 are asked");
        act(tooMuch, "void");

        done(act(giveBack("adjustment", "3"), "ship"));
        assertThat(available(item)).startsWith("0 on hand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOMER_RETURN", "TRANSFER_IN", "ASSEMBLY_UNISSUE"})
    void what_only_came_back_or_changed_its_place_is_nobodys_delivery(AdjustmentReason reason) {
        String back = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .adjusted(reason, "5");
        assertThat(refused(act(giveBack("receipt", "1", back), "ship"), 409))
                .containsExactly("/references/receipt REFERENCE_UNKNOWN");
    }

    @Test
    void what_an_assembly_gave_may_go_back_by_its_receipt() {
        String made = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .adjusted(AdjustmentReason.ASSEMBLY_OUTPUT, "5");
        done(act(giveBack("receipt", "5", made), "ship"));
    }

    @Test
    void a_document_that_is_not_known_yet_only_refuses_too_early() {
        String other = others.of(item, "A").date(GOOD).received("10");
        Answer early = giveBack("receipt", "5", other);
        assertThat(listed(early, "problems")).containsExactly("/references/receipt REFERENCE_UNKNOWN");
        assertThat(refused(act(early, "ship"), 409)).containsExactly("/references/receipt REFERENCE_UNKNOWN");
        String arrived = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .received("5");
        given().get("/availability" + after(arrived)).mustBe(200);
        done(act(early, "ship"));
    }

    /** Fifty returns of the last unit that may go back: one leaves, and the CHECK was never needed. */
    @Test
    void the_last_returnable_unit_goes_back_once() throws Exception {
        others.of(item, "A").date(GOOD).by(DocumentType.RECEIPT, receipt).received("1");
        String arrived = others.of(item, "A").date(GOOD).received("100");
        List<Callable<Integer>> calls = new ArrayList<>();
        Answer first = giveBack("receipt", "1", arrived);
        calls.add(() -> act(first, "ship").status());
        for (int i = 1; i < 50; i++) {
            Answer saved = giveBack("receipt", "1");
            calls.add(() -> act(saved, "ship").status());
        }
        List<Integer> statuses = atOnce(calls);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(49);
    }

    @Test
    void the_database_itself_refuses_to_take_back_more_than_came() throws Exception {
        String arrived = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, receipt)
                .received("5");
        given().get("/availability" + after(arrived)).mustBe(200);
        try (Connection connection = TestStack.postgres().connect("service");
                Statement statement = connection.createStatement()) {
            for (String change : List.of("quantity + 1", "-1")) {
                assertThatThrownBy(() -> statement.execute("update recorded set taken_back = " + change))
                        .hasMessageContaining("recorded_not_taken_back_twice");
            }
        }
    }

    /** C13: what can no longer be sold still goes back, elsewhere, or is written off. */
    @Test
    void c13_expired_stock_is_never_trapped() {
        String arrived = others.of(item, "A")
                .date(OVER)
                .by(DocumentType.RECEIPT, receipt)
                .received("10");
        assertThat(refused(
                        post("/shipments" + after(arrived), shipment(CUSTOMER, line(1, item, "1", lot("A", "1")))),
                        409))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
        done(act(giveBack("receipt", "1"), "ship"));
        String transfer = "\"purpose\":\"TRANSFER\",\"location\":\"MAIN\",\"toLocation\":\"COLD\"";
        done(act(created(shipment(transfer, line(1, item, "1", lot("A", "1")))), "ship"));
        String loss = "{\"type\":\"LOSS\",\"location\":\"MAIN\",\"reason\":\"expired\",\"lines\":["
                + line(1, item, "8", lot("A", "8")) + "]}";
        assertThat(post("/adjustments", loss).status()).isEqualTo(201);
        assertThat(available(item)).startsWith("0 on hand");
    }

    @Test
    void what_a_purpose_needs_is_told_when_it_is_missing() {
        assertThat(refused(post("/shipments", shipment("\"purpose\":\"CUSTOMER\",\"location\":\"MAIN\"")), 422))
                .containsExactly("/party FIELD_MISSING");
        assertThat(refused(post("/shipments", shipment(RETURN)), 422))
                .containsExactly("/references/receipt FIELD_MISSING");
        assertThat(refused(
                        post(
                                "/shipments",
                                shipment("\"purpose\":\"ASSEMBLY\",\"location\":\"MAIN\",\"party\":{\"code\":\"C\"}")),
                        422))
                .containsExactly("/party FIELD_INVALID", "/references/assembly FIELD_MISSING");
        assertThat(refused(post("/shipments", shipment("\"purpose\":\"TRANSFER\",\"location\":\"MAIN\"")), 422))
                .containsExactly("/toLocation FIELD_MISSING");
        assertThat(refused(
                        post(
                                "/shipments",
                                shipment("\"purpose\":\"TRANSFER\",\"location\":\"MAIN\",\"toLocation\":\"NOWHERE\"")),
                        409))
                .containsExactly("/toLocation LOCATION_UNKNOWN");
        assertThat(refused(
                        post("/shipments", shipment(CUSTOMER.replace("\"C1\"", "\"C1\",\"role\":\"SUPPLIER\""))), 422))
                .containsExactly("/party/role FIELD_INVALID");
    }

    private Answer giveBack(String by, String quantity, String... after) {
        return created(
                shipment(
                        RETURN + ",\"references\":{\"" + by + "\":\"" + receipt + "\"}",
                        line(1, item, quantity, lot("A", quantity))),
                after);
    }
}
