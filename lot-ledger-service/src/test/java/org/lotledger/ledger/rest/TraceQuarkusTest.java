package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Source;
import org.lotledger.ledger.LedgerTables;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.Warehouse;
import org.lotledger.local.TestStack;

/** Traces on real Kafka and real PostgreSQL, compared with what was worked out by hand. */
@QuarkusTest
@WithTestResource(TestStack.class)
class TraceQuarkusTest {
    private static final int DOCUMENTS_MAX = 100;

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final Warehouse warehouse = new Warehouse(announcer);

    /** Numbers of assemblies, receipts and shipments are the warehouse's, not the lot's: each test has its own. */
    private final String own = TestLot.freshItem();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void customers_suppliers_and_transfers_of_one_lot_net_of_corrections() {
        TestLot lot = TestLot.of(TestLot.freshItem(), "104303/5");
        warehouse.receive(lot, "100", own + "R1", "S-17");
        warehouse.receive(lot, "20", own + "R2", "S-17");
        warehouse.correctReceipt(lot, "5", own + "R2");
        warehouse.sendBack(lot, "10", own + "S3", own + "R1", "S-17");
        warehouse.ship(lot, "30", own + "S1", "C-1");
        warehouse.ship(lot, "7", own + "S2", "C-2");
        warehouse.correctShipment(lot, "2", own + "S1");
        warehouse.takeBack(lot, "4", own + "R3", own + "S1", "C-1");
        warehouse.add(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-9")
                .document(DocumentType.SHIPMENT, own + "T1", 1)
                .reference("transfer", own + "T1"));
        warehouse.add(LotDraft.adjusted(lot, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "6")
                .document(DocumentType.RECEIPT, own + "R4", 1)
                .reference("transfer", own + "T1")
                .at("EAST"));
        warehouse.settle();

        JsonNode trace = get(lot.path() + "/trace");
        assertThat(trace.get("direction").asText()).isEqualTo("both");
        assertThat(trace.get("cutOff").isNull()).isTrue();
        assertThat(edges(trace))
                .containsExactlyInAnyOrder(
                        "SUPPLIER:S-17 RECEIVED 115 (3) " + lot.id(),
                        lot.id() + " SUPPLIER_RETURN 10 (1) SUPPLIER:S-17",
                        lot.id() + " SHIPPED 28 (2) CUSTOMER:C-1",
                        lot.id() + " SHIPPED 7 (1) CUSTOMER:C-2",
                        "CUSTOMER:C-1 CUSTOMER_RETURN 4 (1) " + lot.id(),
                        "LOCATION:MAIN TRANSFER_OUT 9 (1) " + lot.id(),
                        lot.id() + " TRANSFER_IN 6 (1) LOCATION:EAST");
        assertThat(node(trace, lot.id().toString()).toString())
                .isEqualTo("{\"id\":\"" + lot.id() + "\",\"kind\":\"LOT\",\"lotId\":\"" + lot.id()
                        + "\",\"itemCode\":\"" + lot.itemCode() + "\",\"lotNumber\":\"104303/5\",\"unit\":\"EA\","
                        + "\"onHand\":71,\"code\":null,\"name\":null,\"gln\":null}");
        assertThat(node(trace, "CUSTOMER:C-1").get("name").asText()).isEqualTo("Customer C-1");
        assertThat(trace.get("massBalance").toString())
                .isEqualTo("{\"received\":115,\"onHand\":71,\"shipped\":35,\"returned\":4,\"lost\":0,\"consumed\":0,"
                        + "\"supplierReturned\":10,\"counted\":0,\"inTransit\":3,\"difference\":0,\"balanced\":true,"
                        + "\"rest\":[]}");
        JsonNode shipped = edge(trace, "SHIPPED", "CUSTOMER:C-1");
        assertThat(shipped.get("documents").toString())
                .contains("{\"type\":\"SHIPMENT\",\"number\":\"" + own + "S1\",\"quantity\":30,")
                .contains("{\"type\":\"ADJUSTMENT\",\"number\":\"A-" + own + "S1\",\"quantity\":-2,");

        assertThat(edges(get(lot.path() + "/trace", "direction", "backward")))
                .hasSize(2)
                .allMatch(edge -> edge.contains("SUPPLIER:S-17"));
        assertThat(edges(get(lot.path() + "/trace", "direction", "forward")))
                .hasSize(6)
                .noneMatch(edge -> edge.contains("RECEIVED"));
    }

    @Test
    void assemblies_are_followed_both_ways_through_a_diamond_and_a_cycle() {
        TestLot flour = TestLot.of(TestLot.freshItem(), "F 1%");
        TestLot yeast = TestLot.fresh();
        TestLot bread = TestLot.fresh();
        TestLot sandwich = TestLot.fresh();
        TestLot unused = TestLot.fresh();
        warehouse.receive(flour, "100", own + "R1", "S-1");
        warehouse.receive(yeast, "10", own + "R2", "S-2");
        warehouse.receive(unused, "10", own + "R3", "S-3");
        warehouse.issue(flour, "60", own + "A1");
        warehouse.unissue(flour, "10", own + "A1");
        warehouse.issue(yeast, "1", own + "A1");
        warehouse.issue(unused, "2", own + "A1");
        warehouse.unissue(unused, "2", own + "A1");
        warehouse.assemble(bread, "50", own + "A1");
        warehouse.issue(flour, "5", own + "A2");
        warehouse.issue(bread, "20", own + "A2");
        warehouse.assemble(sandwich, "40", own + "A2");
        warehouse.issue(bread, "1", own + "A4");
        warehouse.assemble(sandwich, "2", own + "A4");
        warehouse.issue(sandwich, "3", own + "A3");
        warehouse.assemble(flour, "1", own + "A3");
        warehouse.ship(sandwich, "12", own + "S1", "C-1");
        warehouse.settle();

        String flourToBread = flour.id() + " ASSEMBLY 50 (1) " + bread.id();
        String flourToSandwich = flour.id() + " ASSEMBLY 5 (1) " + sandwich.id();
        String breadToSandwich = bread.id() + " ASSEMBLY 21 (2) " + sandwich.id();
        String sandwichToFlour = sandwich.id() + " ASSEMBLY 3 (1) " + flour.id();
        JsonNode forward = get(flour.path() + "/trace", "direction", "forward");
        assertThat(edges(forward))
                .containsExactlyInAnyOrder(
                        flourToBread,
                        flourToSandwich,
                        breadToSandwich,
                        sandwichToFlour,
                        sandwich.id() + " SHIPPED 12 (1) CUSTOMER:C-1");
        assertThat(nodes(forward))
                .containsExactlyInAnyOrder(
                        flour.id().toString(),
                        bread.id().toString(),
                        sandwich.id().toString(),
                        "CUSTOMER:C-1");
        assertThat(forward.get("massBalance").get("consumed").intValue()).isEqualTo(55);

        assertThat(edges(get(sandwich.path() + "/trace", "direction", "backward")))
                .containsExactlyInAnyOrder(
                        flourToBread,
                        flourToSandwich,
                        breadToSandwich,
                        sandwichToFlour,
                        yeast.id() + " ASSEMBLY 1 (1) " + bread.id(),
                        "SUPPLIER:S-1 RECEIVED 100 (1) " + flour.id(),
                        "SUPPLIER:S-2 RECEIVED 10 (1) " + yeast.id());
        assertThat(edges(get(bread.path() + "/trace")))
                .contains(flourToBread, breadToSandwich, sandwichToFlour, yeast.id() + " ASSEMBLY 1 (1) " + bread.id());
    }

    @Test
    void a_lot_entered_again_under_its_right_number_is_joined_to_the_wrong_one() {
        String item = TestLot.freshItem();
        TestLot wrong = TestLot.of(item, "B10");
        TestLot right = TestLot.of(item, "810");
        warehouse.receive(wrong, "10", own + "R1", "S-1");
        warehouse.ship(wrong, "2", own + "S1", "C-9");
        warehouse.correctReceipt(wrong, "8", own + "R1");
        warehouse.add(LotDraft.received(right, "8")
                .document(DocumentType.RECEIPT, own + "R2", 1)
                .reference("receipt", own + "R1"));
        warehouse.settle();

        String recordedAs = wrong.id() + " RECORDED_AS 8 (1) " + right.id();
        assertThat(edges(get(wrong.path() + "/trace", "direction", "forward")))
                .containsExactlyInAnyOrder(recordedAs, wrong.id() + " SHIPPED 2 (1) CUSTOMER:C-9");
        assertThat(edges(get(right.path() + "/trace", "direction", "backward"))).contains(recordedAs);
        assertThat(edges(get(right.path() + "/trace", "direction", "forward"))).isEmpty();
    }

    @Test
    void a_chain_of_forty_assemblies_is_followed_to_its_end() {
        List<TestLot> chain = new ArrayList<>(List.of(TestLot.fresh()));
        warehouse.receive(chain.getFirst(), "10", own + "R", "S-1");
        for (int i = 0; i < 40; i++) {
            TestLot next = TestLot.fresh();
            warehouse.issue(chain.getLast(), "1", own + "A" + i);
            warehouse.assemble(next, "2", own + "A" + i);
            chain.add(next);
        }
        warehouse.settle();
        assertThat(nodes(get(chain.getFirst().path() + "/trace", "direction", "forward")))
                .containsExactlyElementsOf(
                        chain.stream().map(lot -> lot.id().toString()).toList());
    }

    /** Goal: a large lot is summed in the database. Method: its history is written past Kafka. */
    @Test
    void a_lot_of_a_hundred_thousand_movements_has_an_edge_for_each_customer() {
        TestLot lot = TestLot.fresh();
        warehouse.receive(lot, "1", own + "R", "S-1");
        warehouse.settle();
        LedgerTables.execute("insert into lot_transaction (lot_id, position, source, sequence, type, quantity_change,"
                + " running_balance, location, document_type, document_number, party_role, party_code, \"references\","
                + " occurred_at, recorded_at, occurred_at_max, recorded_at_max, actor) select '" + lot.id()
                + "', n, 'shipping', n, 'LotShipped', -1, 0, 'MAIN', 'SHIPMENT', '" + own + "S' || n, 'CUSTOMER',"
                + " '" + own
                + "C' || n % 50, '{}', now(), now(), now(), now(), 'carla' from generate_series(2, 100001) n");
        JsonNode trace = get(lot.path() + "/trace", "direction", "forward");
        assertThat(trace.get("edges").size()).isEqualTo(50);
        JsonNode edge = trace.get("edges").get(0);
        assertThat(edge.get("quantity").intValue()).isEqualTo(2_000);
        assertThat(edge.get("documentCount").intValue()).isEqualTo(2_000);
        assertThat(edge.get("documents").size()).isEqualTo(DOCUMENTS_MAX);
        JsonNode balance = trace.get("massBalance");
        assertThat(balance.get("balanced").booleanValue()).isFalse();
        assertThat(balance.get("rest").toString()).isEqualTo("[{\"location\":\"MAIN\",\"quantity\":-100000}]");
        LedgerTables.execute("delete from lot_transaction where position > 1 and lot_id = '" + lot.id() + "'");
    }

    @Test
    void an_unknown_lot_is_not_found_and_a_wrong_direction_is_named() {
        assertThat(ask(TestLot.fresh().path() + "/trace").status()).isEqualTo(404);
        assertThat(ask("/lots/nonsense/trace").status()).isEqualTo(404);
        TestLot lot = TestLot.fresh();
        warehouse.receive(lot, "1", own + "R", "S-1");
        warehouse.settle();
        assertThat(ask(lot.path() + "/trace", "direction", "up").<String>path("violations[0].pointer"))
                .isEqualTo("/direction");
    }

    static List<String> edges(JsonNode trace) {
        return stream(trace.get("edges"))
                .map(edge -> edge.get("from").asText() + " " + edge.get("kind").asText() + " "
                        + edge.get("quantity").decimalValue().toPlainString() + " ("
                        + edge.get("documentCount").asText() + ") "
                        + edge.get("to").asText())
                .toList();
    }

    private static List<String> nodes(JsonNode trace) {
        return stream(trace.get("nodes")).map(node -> node.get("id").asText()).toList();
    }

    private static JsonNode node(JsonNode trace, String id) {
        return stream(trace.get("nodes"))
                .filter(node -> node.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode edge(JsonNode trace, String kind, String to) {
        return stream(trace.get("edges"))
                .filter(edge -> edge.get("kind").asText().equals(kind)
                        && edge.get("to").asText().equals(to))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
