package org.lotledger.local;

import static org.lotledger.local.DemoClient.encoded;
import static org.lotledger.local.DemoClient.expect;
import static org.lotledger.local.DemoClient.expectRefusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lotledger.local.DemoClient.Answer;
import org.lotledger.local.DemoClient.Unexpected;

/**
 * What comes after the morning's delivery: goods come back and are put away, are counted, become another product, are
 * held, and in the end their lot is recalled.
 */
final class DemoAfternoon {
    private static final String BOX_LOT = "B-1";
    private static final String CUSTOMER = "'party':{'code':'CAFE-1','name':'Corner Cafe'}";

    private final DemoClient client;
    private final Consumer<String> say;
    private final Consumer<String> detail;
    private final String run;
    private final String item;
    private final String lot;
    private final String otherLot;
    private final String box;

    /**
     * @param say takes the sentence of a step
     * @param detail takes a line below it
     * @param item a perishable item with two lots at MAIN
     * @param lot 12 of 20 of it were shipped
     * @param otherLot 10, untouched; it expires later
     */
    DemoAfternoon(
            DemoClient client,
            Consumer<String> say,
            Consumer<String> detail,
            String run,
            String item,
            String lot,
            String otherLot) {
        this.client = client;
        this.say = say;
        this.detail = detail;
        this.run = run;
        this.item = item;
        this.lot = lot;
        this.otherLot = otherLot;
        this.box = "BREAKFAST-" + run;
    }

    /** @param shipment the morning's shipment of 12, and the event that told of it */
    void play(String shipment, String shippedEvent) {
        String returned = takeBack(shipment, shippedEvent);
        String putAway = putAway(returned);
        String counted = count(putAway);
        String made = assemble(counted);
        String sold = sellBox(made);
        hold();
        recall(sold);
    }

    private String takeBack(String shipment, String after) {
        place("RETURNS", false);
        Answer back = receive(receipt("CUSTOMER_RETURN", CUSTOMER, "RETURNS", "shipment", shipment, lot, 2), after);
        say.accept("the cafe sends 2 of lot " + lot + " back: received at RETURNS, which is not net stock");
        Answer more = receipt("CUSTOMER_RETURN", CUSTOMER, "RETURNS", "shipment", shipment, lot, 11);
        Answer refused = expectRefusal("RETURN_LIMIT", act(Service.RECEIVING, "/receipts/", more, "receive", null));
        say.accept("it wants to send 11 more: refused, " + refused.problem());
        return back.eventId();
    }

    private String putAway(String after) {
        Answer away = ship(shipment(
                "TRANSFER",
                "'toLocation':'MAIN','location':'RETURNS','references':{'transfer':'T-" + run + "'}",
                lot,
                2,
                after));
        Answer there = receive(receipt("TRANSFER", null, "MAIN", "transfer", "T-" + run, lot, 2), away.eventId());
        say.accept("they are sound: transfer T-" + run + " puts them away, from RETURNS to MAIN");
        return there.eventId();
    }

    private String count(String after) {
        Answer less = expect(201, adjust(Service.SHIPPING, "one jar is broken", 1, after));
        Answer refused =
                expectRefusal("GIVE_BACK_LIMIT", adjust(Service.RECEIVING, "found behind a shelf", 12, less.eventId()));
        say.accept(
                "count one less of lot " + lot + "; twelve more are said to be found: refused, " + refused.problem());
        Answer found = expect(201, adjust(Service.RECEIVING, "it was not broken", 1, less.eventId()));
        say.accept("the missing one turns up: counted in again");
        return found.eventId();
    }

    private String assemble(String after) {
        expect(
                201,
                client.send(
                        Service.ITEM_CATALOG,
                        "POST",
                        "/items",
                        json("{'itemCode':'" + box + "','description':'Breakfast box','type':'INVENTORIED_ASSEMBLY',"
                                + "'unit':'EA','quantityScale':0,'lotTracked':true,'perishable':false}"),
                        ""));
        Answer issued = ship(client.send(
                Service.SHIPPING,
                "POST",
                "/shipments?after=" + encoded(after),
                json("{'purpose':'ASSEMBLY','location':'MAIN','references':{'assembly':'RUN-" + run + "'},"
                        + "'lines':[{'lineNumber':1,'itemCode':'" + item + "','quantity':8,'lots':["
                        + "{'lotNumber':'" + lot + "','quantity':4},{'lotNumber':'" + otherLot + "','quantity':4}]}]}"),
                ""));
        Answer made = expect(
                201,
                client.send(
                        Service.RECEIVING,
                        "POST",
                        "/receipts",
                        json("{'source':'ASSEMBLY','location':'MAIN','references':{'assembly':'RUN-" + run + "'},"
                                + "'lines':[" + boxes(2) + "]}"),
                        ""));
        Answer received = receive(made, issued.eventId());
        say.accept("assembly RUN-" + run + ": 4 of lot " + lot + " and 4 of lot " + otherLot + " go into 2 of lot "
                + BOX_LOT + " of " + box);
        return received.eventId();
    }

    private String sellBox(String after) {
        Answer shipped = ship(client.send(
                Service.SHIPPING,
                "POST",
                "/shipments?after=" + encoded(after),
                json("{'purpose':'CUSTOMER','party':{'code':'HOTEL-2','name':'Harbour Hotel'},'location':'MAIN',"
                        + "'lines':[" + boxes(1) + "]}"),
                ""));
        say.accept("the hotel gets 1 breakfast box of lot " + BOX_LOT);
        return shipped.eventId();
    }

    private String boxes(int quantity) {
        return "{'lineNumber':1,'itemCode':'" + box + "','quantity':" + quantity + ",'lots':[{'lotNumber':'" + BOX_LOT
                + "','quantity':" + quantity + "}]}";
    }

    private void hold() {
        Answer hold = block(lot, "HOLD", "a customer found it sour");
        say.accept("hold lot " + lot + ": in force at shipping "
                + hold.body().path("inForceAtShipping").asText());
        Answer wanted = expect(
                201,
                client.send(
                        Service.SHIPPING,
                        "POST",
                        "/shipments",
                        json("{'purpose':'CUSTOMER'," + CUSTOMER + ",'location':'MAIN','lines':[{'lineNumber':1,"
                                + "'itemCode':'" + item + "','quantity':3}]}"),
                        ""));
        Answer other = act(Service.SHIPPING, "/shipments/", wanted, "allocate", null);
        say.accept("let the system choose 3 for the cafe: it passes the held lot over and takes lot "
                + other.body().at("/lines/0/lots/0/lotNumber").asText());
        expect(200, act(Service.SHIPPING, "/shipments/", other, "void", null));
        expect(
                200,
                client.send(
                        Service.ITEM_CATALOG,
                        "POST",
                        "/lot-holds/" + hold.body().path("holdId").asText() + "/release",
                        json("{'reason':'the laboratory found nothing'}"),
                        ""));
        say.accept("the laboratory finds nothing: released");
    }

    private void recall(String sold) {
        Answer recall = block(lot, "RECALL", "the dairy calls the lot back");
        Answer refused =
                expectRefusal("LOT_RECALLED", shipment("CUSTOMER", CUSTOMER + ",'location':'MAIN'", lot, 1, null));
        say.accept("the dairy recalls it: no more is shipped, " + refused.problem());
        Answer report = expect(
                200,
                client.get(
                        Service.LOT_LEDGER,
                        "/lots/" + recall.body().path("lotId").asText() + "/recall-report?after="
                                + encoded(recall.body().path("eventId").asText()) + "&after=" + encoded(sold)));
        say.accept("the recall report, of it and of what was made of it:");
        JsonNode body = report.body();
        body.path("lots")
                .forEach(row -> detail.accept(row.path("itemCode").asText() + " lot "
                        + row.path("lotNumber").asText() + ", "
                        + row.path("status").asText() + ": on hand "
                        + row.path("onHand").asText()));
        body.path("suppliers")
                .forEach(row -> detail.accept("from " + row.at("/party/name").asText() + ": "
                        + row.path("net").asText()));
        body.path("customers")
                .forEach(row -> detail.accept("with " + row.at("/party/name").asText() + ": "
                        + row.path("shipped").asText() + " shipped, "
                        + row.path("returned").asText() + " returned; "
                        + row.at("/documents/0/number").asText()));
        if (!body.at("/lots/0/status").asText().equals("RECALLED")
                || !body.at("/lots/0/onHand").asText().equals("6")
                || !body.at("/massBalance/balanced").asBoolean()) {
            throw new Unexpected("20 came, 12 left, 2 came back, 4 were used: 6 should be on hand: " + body);
        }
    }

    private Answer block(String lotNumber, String kind, String reason) {
        return expect(
                201,
                client.send(
                        Service.ITEM_CATALOG,
                        "POST",
                        "/lot-holds",
                        json("{'itemCode':'" + item + "','lotNumber':'" + lotNumber + "','kind':'" + kind
                                + "','reason':'" + reason + "'}"),
                        ""));
    }

    private void place(String location, boolean net) {
        Answer put = client.send(
                Service.ITEM_CATALOG,
                "PUT",
                "/locations/" + location,
                json("{'name':'" + location + "','netStock':" + net + "}"),
                "");
        if (put.status() != 200 && put.status() != 201) {
            throw new Unexpected("the location was refused: " + put.body());
        }
    }

    private Answer receipt(
            String source,
            @Nullable String party,
            String place,
            String reference,
            String number,
            String lotNumber,
            int quantity) {
        return expect(
                201,
                client.send(
                        Service.RECEIVING,
                        "POST",
                        "/receipts",
                        json("{'source':'" + source + "'," + (party == null ? "" : party + ",") + "'location':'" + place
                                + "','references':{'" + reference + "':'" + number + "'},'lines':["
                                + line(lotNumber, quantity) + "]}"),
                        ""));
    }

    private Answer shipment(String purpose, String fields, String lotNumber, int quantity, @Nullable String after) {
        return client.send(
                Service.SHIPPING,
                "POST",
                "/shipments" + (after == null ? "" : "?after=" + encoded(after)),
                json("{'purpose':'" + purpose + "'," + fields + ",'lines':[" + line(lotNumber, quantity) + "]}"),
                "");
    }

    private String line(String lotNumber, int quantity) {
        return "{'lineNumber':1,'itemCode':'" + item + "','quantity':" + quantity + ",'lots':[{'lotNumber':'"
                + lotNumber + "','quantity':" + quantity + "}]}";
    }

    private Answer adjust(Service service, String reason, int quantity, String after) {
        return client.send(
                service,
                "POST",
                "/adjustments?after=" + encoded(after),
                json("{'type':'COUNT','location':'MAIN','reason':'" + reason + "','lines':[" + line(lot, quantity)
                        + "]}"),
                "");
    }

    private Answer receive(Answer receipt, String after) {
        return expect(200, act(Service.RECEIVING, "/receipts/", receipt, "receive", after));
    }

    private Answer ship(Answer shipment) {
        return expect(200, act(Service.SHIPPING, "/shipments/", expect(201, shipment), "ship", null));
    }

    private Answer act(Service service, String documents, Answer document, String action, @Nullable String after) {
        String number = document.body()
                .path(service == Service.RECEIVING ? "receiptNumber" : "shipmentNumber")
                .asText();
        return client.send(
                service,
                "POST",
                documents + number + "/" + action + (after == null ? "" : "?after=" + encoded(after)),
                "{}",
                document.eTag());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
