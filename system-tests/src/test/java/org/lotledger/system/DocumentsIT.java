package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.fresh;
import static org.lotledger.system.Trade.json;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.numberOf;
import static org.lotledger.system.Trade.today;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Documents are shown as they were given, with all their fields, and found by each thing that people look for. */
class DocumentsIT {
    private static final String ADDRESS =
            "'address':{'street':'1 Main St','city':'Springfield','state':'IL','postalCode':'62701','country':'US',"
                    + "'phone':'+1 217 555 0100'}";

    private final Trade trade = new Trade();

    @Test
    void an_item_with_all_it_can_say() {
        String itemCode = fresh("FULL");
        Answer created = trade.api
                .post(
                        Service.ITEM_CATALOG,
                        "/items",
                        json("{'itemCode':'" + itemCode + "','description':'Syrup','type':'INVENTORIED','unit':'LTR',"
                                + "'quantityScale':3,'gtin':'09506000149301','manufacturer':'Acme','lotTracked':true,"
                                + "'perishable':true,'shelfLifeDays':700,'minimumRemainingDays':20,'status':'ACTIVE'}"))
                .mustBe(201);
        JsonNode used = trade.api
                .put(Service.ITEM_CATALOG, "/items/" + itemCode + "/uses/receiving", "{}", Map.of())
                .mustBe(200)
                .body();
        assertThat(used.at("/usedBy/0").asText()).isEqualTo("receiving");
        trade.patchItem(itemCode, "{'manufacturer':'Acme Ltd'}").mustBe(200);
        trade.setStatus(itemCode, "INACTIVE");
        JsonNode seen = trade.getItem(itemCode).body();
        assertThat(seen.path("version").longValue()).isEqualTo(4);
        assertThat(seen.path("shelfLifeDays")).isEqualTo(created.body().path("shelfLifeDays"));
        assertThat(rows(
                        Service.ITEM_CATALOG,
                        "/items?q=" + itemCode.toLowerCase() + "&status=INACTIVE&lotTracked=true"))
                .containsExactly(seen);
    }

    @Test
    void a_place_with_all_it_can_say() {
        String location = fresh("DOCK");
        String body = json("{'name':'Dock','gln':'4012345000009'," + ADDRESS + ",'netStock':false}");
        Answer put = trade.api
                .put(Service.ITEM_CATALOG, "/locations/" + location, body, Map.of())
                .mustBe(201);
        assertThat(trade.api.get(Service.ITEM_CATALOG, "/locations/" + location).body())
                .isEqualTo(put.body());
        assertThat(rows(Service.ITEM_CATALOG, "/locations")).contains(put.body());
    }

    @Test
    void a_hold_with_all_it_can_say() {
        String gauze = trade.gauze();
        Answer placed = trade.api
                .post(
                        Service.ITEM_CATALOG,
                        "/lot-holds",
                        json("{'itemCode':'" + gauze + "','lotNumber':'L1','kind':'RECALL','reason':'seals',"
                                + "'notice':'Z-1','occurredAt':'2026-01-31T10:00:00Z'}"))
                .mustBe(201);
        String list = "/lot-holds?itemCode=" + gauze + "&lotNumber=L1&active=";
        assertThat(rows(Service.ITEM_CATALOG, list + "true")).containsExactly(placed.body());
        assertThat(trade.api.get(Service.ITEM_CATALOG, placed.location()).body())
                .isEqualTo(placed.body());
        trade.release(placed).mustBe(200);
        assertThat(rows(Service.ITEM_CATALOG, list + "true")).isEmpty();
        assertThat(rows(Service.ITEM_CATALOG, list + "false")).hasSize(1);
    }

    @Test
    void a_receipt_with_all_it_can_say() {
        String syrup = trade.syrup();
        String number = fresh("RCV");
        Answer saved = trade.api
                .post(
                        Service.RECEIVING,
                        "/receipts?after="
                                + trade.getItem(syrup).body().path("eventId").asText(),
                        json("{'receiptNumber':'" + number + "','source':'SUPPLIER','party':{'role':'SUPPLIER',"
                                + "'code':'" + number + "','name':'Acme','gln':'4012345000009'," + ADDRESS + "},"
                                + "'location':'MAIN','references':{'purchaseOrder':'PO-" + number + "'},"
                                + "'expectedOn':'2026-01-31','occurredAt':'2026-01-31T10:00:00Z','lines':["
                                + "{'lineNumber':1,'itemCode':'" + syrup + "','quantity':5,'acceptExpired':true,"
                                + "'acceptReason':'for the shelter','lots':[{'lotNumber':'L " + number
                                + "','expirationDate':'" + today().plusDays(9)
                                + "','quantity':4,'location':'SHOP'}]}]}"))
                .mustBe(201);
        assertThat(saved.body().at("/lines/0/problems/0/code").asText()).isEqualTo("LOTS_DO_NOT_SUM");
        assertThat(trade.seen(saved).body()).isEqualTo(saved.body());
        for (String filter : List.of(
                "party=" + number,
                "itemCode=" + syrup,
                "lotNumber=" + Api.encoded("L " + number),
                "reference=PO-" + number,
                "status=PENDING&source=SUPPLIER&itemCode=" + syrup)) {
            assertThat(rows(Service.RECEIVING, "/receipts?" + filter))
                    .as(filter)
                    .extracting(row -> row.path("receiptNumber").asText())
                    .containsExactly(number);
        }
        Answer entered = trade.lots(saved, 1, lot("L1", 5, today().plusDays(9))).mustBe(200);
        Answer received = trade.receive(entered).mustBe(200);
        assertThat(received.body().at("/lines/0/lots/0/eventId").asText()).isEqualTo(received.eventId());
        trade.voided(trade.receipt("SUPPLIER", "", line(syrup, 1)).mustBe(201)).mustBe(200);
    }

    @Test
    void a_shipment_with_all_it_can_say() {
        String gauze = trade.gauze();
        Answer in = trade.delivered(gauze, 10, "L1");
        String number = fresh("SHP");
        Answer saved = trade.api
                .post(
                        Service.SHIPPING,
                        "/shipments?after=" + in.eventId(),
                        json(
                                "{'shipmentNumber':'" + number + "','purpose':'CUSTOMER','party':{'role':'CUSTOMER',"
                                        + "'code':'" + number + "','name':'Clinic','gln':'4012345000009'," + ADDRESS
                                        + "},"
                                        + "'location':'MAIN','references':{'order':'SO-" + number + "'},"
                                        + "'deliverOn':'" + today().plusDays(1) + "','minimumRemainingDays':3,"
                                        + "'lines':[{'lineNumber':1,'itemCode':'" + gauze + "','quantity':5,"
                                        + "'lots':[{'lotNumber':'L1','quantity':4,'location':'MAIN','overrideReason':'asked'}]}]}"))
                .mustBe(201);
        assertThat(saved.body().at("/lines/0/problems/0/code").asText()).isEqualTo("LOTS_DO_NOT_SUM");
        assertThat(trade.seen(saved).body()).isEqualTo(saved.body());
        for (String filter : List.of(
                "party=" + number,
                "itemCode=" + gauze,
                "lotNumber=L1&party=" + number,
                "reference=SO-" + number,
                "status=PENDING&purpose=CUSTOMER&itemCode=" + gauze)) {
            assertThat(rows(Service.SHIPPING, "/shipments?" + filter))
                    .as(filter)
                    .extracting(row -> row.path("shipmentNumber").asText())
                    .containsExactly(number);
        }
        JsonNode row = rows(
                        Service.SHIPPING,
                        "/availability?itemCode=" + gauze + "&lotNumber=L1&location=MAIN&status=AVAILABLE")
                .getFirst();
        assertThat(row.path("onHand").intValue()).isEqualTo(10);
        assertThat(row.path("reserved").intValue()).isEqualTo(4);
        assertThat(row.at("/reservedBy/0").asText()).isEqualTo(number);

        Answer edited = trade.patch(saved, "{'lines':[{'lineNumber':1,'itemCode':'" + gauze + "','quantity':4}]}")
                .mustBe(200);
        assertThat(edited.body().at("/lines/0/lots/0/lotNumber").asText()).isEqualTo("L1");
        Answer moved = trade.patch(edited, "{'location':'SHOP'}").mustBe(200);
        assertThat(moved.body().at("/lines/0/lots")).isEmpty();
        assertThat(trade.availability(gauze).at("/0/reserved").intValue()).isZero();
        trade.voided(moved).mustBe(200);
    }

    @Test
    void adjustments_with_all_they_can_say() {
        String gauze = trade.gauze();
        String event = null;
        for (Service service : List.of(Service.RECEIVING, Service.SHIPPING)) {
            String number = fresh("ADJ");
            String type = service == Service.RECEIVING ? "BEGINNING_BALANCE" : "COUNT";
            String date = service == Service.RECEIVING ? ",'expirationDate':'2040-01-31'" : "";
            Answer posted = trade.api
                    .post(
                            service,
                            "/adjustments" + Warehouse.after(event),
                            json("{'adjustmentNumber':'" + number + "','type':'" + type + "','location':'MAIN',"
                                    + "'reason':'stocktaking','references':{'list':'7'},"
                                    + "'lines':[{'lineNumber':1,'itemCode':'" + gauze + "','quantity':3,"
                                    + "'countedQuantity':3,'systemQuantity':0,"
                                    + "'lots':[{'lotNumber':'L1','quantity':3" + date + "}]}]}"))
                    .mustBe(201);
            event = posted.eventId();
            assertThat(trade.api
                            .get(service, "/adjustments/" + numberOf(posted))
                            .body())
                    .isEqualTo(posted.body());
            assertThat(rows(service, "/adjustments")).contains(posted.body());
            assertThat(posted.body().at("/lines/0/lots/0/eventId").asText()).isEqualTo(event);
        }
        assertThat(trade.onHand(gauze, "L1", event)).isZero();
    }

    @Test
    void opening_balances_come_as_a_file_and_again_change_nothing() {
        String gauze = trade.gauze();
        String csv = "itemCode,lotNumber,expirationDate,quantity,location\n" + gauze + ",L1,,5,MAIN\n" + gauze
                + ",L2,2040-13-01,5,MAIN\n";
        JsonNode first = trade.api
                .postCsv(Service.RECEIVING, "/imports/beginning-balances", csv)
                .mustBe(200)
                .body();
        assertThat(first.path("accepted").intValue()).isEqualTo(1);
        assertThat(first.at("/rows/1/code").asText()).isNotBlank();
        JsonNode again = trade.api
                .postCsv(Service.RECEIVING, "/imports/beginning-balances", csv)
                .mustBe(200)
                .body();
        assertThat(again.path("unchanged").intValue()).isEqualTo(1);
    }

    @Test
    void what_was_announced_can_be_read_and_nothing_is_parked() {
        String gauze = trade.gauze();
        Answer in = trade.delivered(gauze, 1, "L1");
        trade.heard(Service.SHIPPING, in.eventId());
        Answer saved =
                trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1))).mustBe(201);
        Answer out = trade.ship(saved, in.eventId()).mustBe(200);
        String lotId = in.body().at("/lines/0/lots/0/lotId").asText();
        for (Service service : List.of(Service.RECEIVING, Service.SHIPPING)) {
            JsonNode announced = rows(service, "/announcements?key=" + lotId).getFirst();
            assertThat(announced.toString()).contains(service == Service.RECEIVING ? in.eventId() : out.eventId());
            assertThat(trade.api
                            .get(service, "/parked?limit=1&cursor=")
                            .mustBe(200)
                            .body()
                            .path("items"))
                    .isEmpty();
        }
        assertThat(rows(Service.ITEM_CATALOG, "/announcements?key=item:" + gauze))
                .isNotEmpty();
        for (Service service : List.of(Service.ITEM_CATALOG, Service.RECEIVING, Service.SHIPPING)) {
            assertThat(rows(service, "/announcements/heads")).isNotEmpty();
        }
    }

    /** All rows of a list, read in pages so small that there is more than one where there is more than a row. */
    private List<JsonNode> rows(Service service, String path) {
        List<JsonNode> rows = new ArrayList<>();
        String page = path + (path.contains("?") ? "&" : "?") + "limit=200";
        String cursor = "";
        do {
            JsonNode answer = trade.api
                    .get(service, page + "&cursor=" + cursor)
                    .mustBe(200)
                    .body();
            answer.path("items").forEach(rows::add);
            cursor = answer.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return rows;
    }
}
