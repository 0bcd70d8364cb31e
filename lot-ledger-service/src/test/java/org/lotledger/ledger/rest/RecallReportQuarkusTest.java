package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.await;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.pages;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.Warehouse;
import org.lotledger.local.TestStack;

/** A recall worked out by hand: flour entered under a wrong number, bread made of it, two customers, one too late. */
@QuarkusTest
@WithTestResource(TestStack.class)
class RecallReportQuarkusTest {
    private static final Instant RECALLED = Instant.parse("2026-11-21T08:00:00Z");

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final Warehouse warehouse = new Warehouse(announcer);
    private final String own = TestLot.freshItem();
    private final String flourItem = TestLot.freshItem();
    private final TestLot flour = TestLot.of(flourItem, "=F/1");
    private final TestLot wrongFlour = TestLot.of(flourItem, "F/l");
    private final TestLot bread = TestLot.of(TestLot.freshItem(), "B 1");
    private final TestLot salt = TestLot.fresh();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void the_report_has_the_lot_what_was_made_of_it_and_what_it_was_recorded_as() {
        bake();
        JsonNode report = get(flour.path() + "/recall-report");

        assertThat(texts(report.get("lots"), "lotId"))
                .containsExactlyInAnyOrder(
                        flour.id().toString(),
                        wrongFlour.id().toString(),
                        bread.id().toString());
        assertThat(report.get("lots").get(0).get("asked").booleanValue()).isTrue();
        assertThat(texts(report.get("lots"), "recalledAt")).containsOnly("2026-11-21T08:00:00Z");
        assertThat(stream(report.get("stock"))
                        .map(stock -> stock.get("lotId").asText() + " "
                                + stock.get("location").asText() + " "
                                + stock.get("onHand").asText()))
                .containsExactlyInAnyOrder(
                        flour.id() + " MAIN 32", wrongFlour.id() + " MAIN 2", bread.id() + " MAIN 22");
        assertThat(stream(report.get("customers"))
                        .map(customer -> customer.get("party").get("code").asText() + " " + customer.get("shipped")
                                + " " + customer.get("returned") + " " + customer.get("net") + " "
                                + texts(customer.get("documents"), "number")))
                .containsExactly(
                        own + "C1 14 2 12 [A-" + own + "S1, " + own + "R5, " + own + "S1]",
                        own + "C2 8 0 8 [" + own + "S0, " + own + "S2]");
        assertThat(texts(report.get("suppliers").get(0).get("documents"), "number"))
                .contains(own + "R1", own + "R2");
        assertThat(report.get("suppliers").get(0).get("received").intValue()).isEqualTo(46);
        assertThat(texts(report.get("shippedAfterRecall"), "shipmentNumber")).containsExactly(own + "S2");
        assertThat(report.get("massBalance").get("balanced").booleanValue()).isTrue();
        assertThat(report.get("massBalance").get("consumed").intValue()).isEqualTo(10);
        assertThat(report.get("completeTo").toString())
                .isEqualTo("{\"item-catalog\":1,\"receiving\":1,\"shipping\":1}");
        assertThat(report.get("parked").size()).isZero();
        assertThat(report.get("cutOff").isNull()).isTrue();

        JsonNode ofWrong = get(wrongFlour.path() + "/recall-report");
        assertThat(texts(ofWrong.get("lots"), "lotId"))
                .contains(flour.id().toString(), bread.id().toString());
        assertThat(texts(get(bread.path() + "/recall-report").get("lots"), "lotId"))
                .containsExactly(bread.id().toString());
    }

    @Test
    void several_lots_are_reported_at_once_and_each_customer_once() {
        bake();
        JsonNode report = get("/recall-report?lotId=" + bread.id() + "&lotId=" + salt.id());
        assertThat(texts(report.get("lots"), "lotId"))
                .contains(bread.id().toString(), salt.id().toString());
        assertThat(report.get("massBalance").get("received").intValue()).isEqualTo(45);
        assertThat(texts(report.get("customers"), "net")).containsExactly("12", "6");
    }

    @Test
    void a_spreadsheet_gets_rows_that_it_does_not_run() {
        bake();
        String csv =
                given().accept("text/csv").get(flour.path() + "/recall-report").text();
        assertThat(csv.lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header)
                        .startsWith("section,itemCode,lotNumber,lotId,unit,location,partyRole,partyCode"));
        assertThat(csv)
                .contains("STOCK," + flourItem + ",'=F/1," + flour.id() + ",EA,MAIN,,,,,,ON_HAND,32,,,\r\n")
                .contains("SHIPPED_AFTER_RECALL," + bread.itemCode() + ",B 1,")
                .contains("'+49 Bakery \"\"Rye\"\"");
        assertThat(csv.lines().filter(line -> line.startsWith("CUSTOMER,"))).hasSize(3);
        assertThat(given().accept("text/csv")
                        .get("/recall-report?lotId=" + flour.id())
                        .text())
                .isEqualTo(csv);
    }

    @Test
    void what_has_arrived_and_waits_is_told() {
        bake();
        announcer.announce(LotDraft.shipped(bread, "1"));
        Announced ahead = announcer.announce(LotDraft.shipped(bread, "1"));
        announcer.send(ahead);
        await(
                "it is parked",
                () -> get(flour.path() + "/recall-report").get("parked").size() == 1);
        JsonNode parked = get(flour.path() + "/recall-report").get("parked").get(0);
        assertThat(parked.get("lotId").asText()).isEqualTo(bread.id().toString());
        assertThat(parked.get("sequence").longValue()).isEqualTo(ahead.sequence());
        assertThat(parked.get("reason").asText()).isEqualTo("AHEAD");
    }

    @Test
    void unknown_lots_are_named_and_none_or_too_many_are_refused() {
        assertThat(ask(salt.path() + "/recall-report").status()).isEqualTo(404);
        assertThat(ask("/recall-report", "lotId", salt.id()).<String>path("detail"))
                .contains(salt.id().toString());
        assertThat(ask("/recall-report").<String>path("code")).isEqualTo("FIELD_MISSING");
        String many = ("lotId=" + salt.id() + "&").repeat(101);
        assertThat(ask("/recall-report?" + many).status()).isEqualTo(422);
    }

    @Test
    void the_lots_of_a_partner_are_listed_page_by_page() {
        bake();
        List<JsonNode> lots = pages(1, "/parties/" + own + "C2/lots");
        assertThat(lots.stream().map(lot -> lot.get("lotId").asText()))
                .containsExactlyInAnyOrder(
                        bread.id().toString(), wrongFlour.id().toString());
        assertThat(lots.stream().map(lot -> lot.get("shipped").intValue())).containsExactlyInAnyOrder(6, 2);
        assertThat(pages(500, "/parties/" + own + "S1/lots").stream()
                        .map(lot -> lot.get("received").intValue()))
                .containsExactlyInAnyOrder(12, 42);
        assertThat(pages(500, "/parties/nobody/lots")).isEmpty();
        assertThat(ask("/parties/nobody/lots", "cursor", "x").status()).isEqualTo(422);
    }

    @Test
    void all_lots_of_a_partner_are_found_however_often_he_had_each() {
        List<TestLot> lots = new ArrayList<>();
        List<Announced> announced = new ArrayList<>();
        Party supplier = new Party(PartyRole.SUPPLIER, own + "S9", "Many", null);
        for (int i = 0; i < 60; i++) {
            TestLot lot = TestLot.of(TestLot.freshItem(), "L-" + i);
            lots.add(lot);
            for (int delivery = 0; delivery < (i % 20 == 0 ? 45 : 1); delivery++) {
                announced.add(announcer.announce(LotDraft.received(lot, "1").party(supplier)));
            }
        }
        announcer.send(announced);
        lots.forEach(lot -> await("it has come", () -> ask(lot.path()).status() == 200));
        for (int size : List.of(1, 7, 20, 500)) {
            await(
                    "all in pages of " + size,
                    () -> pages(size, "/parties/" + own + "S9/lots").stream()
                            .map(lot -> lot.get("lotId").asText() + " "
                                    + lot.get("received").intValue())
                            .toList()
                            .equals(lots.stream()
                                    .map(lot -> lot.id() + " " + (lots.indexOf(lot) % 20 == 0 ? 45 : 1))
                                    .sorted()
                                    .toList()));
        }
    }

    private void bake() {
        warehouse.receive(wrongFlour, "12", own + "R1", own + "S1");
        warehouse.add(shipped(wrongFlour, "2", "S0", own + "C2"));
        warehouse.correctReceipt(wrongFlour, "8", own + "R1");
        warehouse.add(LotDraft.received(flour, "42")
                .document(DocumentType.RECEIPT, own + "R2", 1)
                .party(new Party(PartyRole.SUPPLIER, own + "S1", "Mill", null))
                .reference("receipt", own + "R1"));
        warehouse.add(LotDraft.hold(flour, AdjustmentReason.RECALL, own + "H1").recorded(RECALLED));
        warehouse.issue(flour, "10", own + "A1");
        warehouse.receive(salt, "5", own + "R3", own + "S2");
        warehouse.assemble(bread, "40", own + "A1");
        warehouse.add(shipped(bread, "15", "S1", own + "C1"));
        warehouse.correctShipment(bread, "1", own + "S1");
        warehouse.takeBack(bread, "2", own + "R5", own + "S1", own + "C1");
        warehouse.add(shipped(bread, "6", "S2", own + "C2").recorded(RECALLED.plusSeconds(1)));
        warehouse.settle();
    }

    private LotDraft shipped(TestLot lot, String quantity, String number, String customer) {
        return LotDraft.shipped(lot, quantity)
                .document(DocumentType.SHIPMENT, own + number, 1)
                .party(new Party(PartyRole.CUSTOMER, customer, "+49 Bakery \"Rye\"", null));
    }

    private static List<String> texts(JsonNode array, String field) {
        return stream(array).map(node -> node.get(field).asText()).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
