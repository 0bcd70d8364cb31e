package org.lotledger.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.lotledger.local.DemoClient.Answer;
import org.lotledger.local.DemoClient.Unexpected;

/**
 * A day in the warehouse, played against the running system through REST only. Every step checks its answer, so the
 * story is a smoke test, too. Each run uses item codes of its own and can be repeated on the same data.
 */
public final class Demo {
    private static final String PLACE = "MAIN";
    private static final String FIRST_LOT = "104303/5";
    private static final String OTHER_LOT = "100 E02";

    private final DemoClient client = new DemoClient();
    private final String run = Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
    private final String yoghurt = "YOGHURT-" + run;
    private final String gloves = "GLOVES-" + run;
    private final String boxes = "BOXES-" + run;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private int step;

    private Demo() {}

    /** Plays the story; ends with 1 when an answer is not what it should be. */
    @SuppressWarnings("SystemOut") // What it says to the terminal is what it is for.
    public static void main(String[] arguments) {
        try {
            new Demo().play();
        } catch (Unexpected e) {
            System.err.println("The day ended early. " + e.getMessage());
            System.exit(1);
        }
    }

    private void play() {
        registerItems();
        String receipt = announceDelivery();
        String received = receive(receipt);
        Answer shipped = ship(received);
        refuseTooMuch();
        lookUp(shipped.eventId());
        new DemoAfternoon(client, this::say, line -> print("     " + line), run, yoghurt, FIRST_LOT, OTHER_LOT)
                .play(shipped.body().path("shipmentNumber").asText(), shipped.eventId());
        say("done: the same numbers are in the ledger's page " + Service.LOT_LEDGER.urlFromEnvironment()
                + "/q/swagger-ui");
    }

    private void registerItems() {
        Answer place =
                client.send(Service.ITEM_CATALOG, "PUT", "/locations/" + PLACE, "{\"name\":\"Main warehouse\"}", "");
        if (place.status() != 200 && place.status() != 201) {
            throw new Unexpected("the location was refused: " + place.body());
        }
        item(yoghurt, "Yoghurt, plain, 1 kg", true, true);
        item(gloves, "Gloves, nitrile, box of 100", true, false);
        item(boxes, "Cardboard box", false, false);
        say("register " + yoghurt + " (by lot, perishable), " + gloves + " (by lot, keeps for ever), " + boxes
                + " (not by lot)");
    }

    private void item(String itemCode, String description, boolean lotTracked, boolean perishable) {
        DemoClient.expect(
                201,
                client.send(
                        Service.ITEM_CATALOG,
                        "POST",
                        "/items",
                        """
                        {"itemCode":"%s","description":"%s","type":"INVENTORIED","unit":"EA","quantityScale":0,
                         "lotTracked":%s,"perishable":%s}""".formatted(itemCode, description, lotTracked, perishable),
                        ""));
    }

    private String announceDelivery() {
        Answer created = DemoClient.expect(
                201,
                client.send(
                        Service.RECEIVING, "POST", "/receipts", """
                        {"source":"SUPPLIER","party":{"code":"DAIRY-7","name":"Seven Hills Dairy"},"location":"%s",
                         "references":{"purchaseOrder":"PO-%s"},
                         "lines":[{"lineNumber":1,"itemCode":"%s","quantity":30},
                                  {"lineNumber":2,"itemCode":"%s","quantity":5,
                                   "lots":[{"lotNumber":"G-88","quantity":5}]},
                                  {"lineNumber":3,"itemCode":"%s","quantity":200}]}""".formatted(PLACE, run, yoghurt, gloves, boxes), ""));
        String number = created.body().path("receiptNumber").asText();
        say("announce delivery " + number + ": 30 " + yoghurt + ", 5 " + gloves + ", 200 " + boxes);
        Answer withoutLot = DemoClient.expectRefusal(
                "LOTS_MISSING",
                client.send(Service.RECEIVING, "POST", "/receipts/" + number + "/receive", "{}", created.eTag()));
        say("try to receive it: refused, " + withoutLot.problem());
        return number;
    }

    private String receive(String number) {
        Answer entered = enterLots(number, "");
        Answer withoutDate = DemoClient.expectRefusal(
                "EXPIRATION_MISSING",
                client.send(Service.RECEIVING, "POST", "/receipts/" + number + "/receive", "{}", entered.eTag()));
        say("enter two lots, one without a date: refused, " + withoutDate.problem());
        Answer dated = enterLots(number, ",\"expirationDate\":\"" + today.plusDays(40) + "\"");
        Answer received = DemoClient.expect(
                200, client.send(Service.RECEIVING, "POST", "/receipts/" + number + "/receive", "{}", dated.eTag()));
        say("enter both dates and receive: 20 of lot " + FIRST_LOT + ", 10 of lot " + OTHER_LOT + ", "
                + received.body().path("status").asText());
        return received.body().at("/lines/0/lots/0/eventId").asText();
    }

    private Answer enterLots(String number, String secondDate) {
        Answer seen = DemoClient.expect(200, client.get(Service.RECEIVING, "/receipts/" + number));
        return DemoClient.expect(
                200,
                client.send(
                        Service.RECEIVING,
                        "PUT",
                        "/receipts/" + number + "/lines/1/lots",
                        """
                        [{"lotNumber":"%s","expirationDate":"%s","quantity":20},
                         {"lotNumber":"%s","quantity":10%s}]""".formatted(FIRST_LOT, today.plusDays(30), OTHER_LOT, secondDate),
                        seen.eTag()));
    }

    private Answer ship(String afterEvent) {
        Answer created = DemoClient.expect(
                201,
                client.send(
                        Service.SHIPPING,
                        "POST",
                        "/shipments?after=" + DemoClient.encoded(afterEvent),
                        """
                        {"purpose":"CUSTOMER","party":{"code":"CAFE-1","name":"Corner Cafe"},"location":"%s",
                         "references":{"order":"SO-%s"},
                         "lines":[{"lineNumber":1,"itemCode":"%s","quantity":12}]}""".formatted(PLACE, run, yoghurt),
                        ""));
        String number = created.body().path("shipmentNumber").asText();
        Answer unnamed = DemoClient.expectRefusal(
                "LOTS_MISSING",
                client.send(Service.SHIPPING, "POST", "/shipments/" + number + "/ship", "{}", created.eTag()));
        say("prepare shipment " + number + " of 12 " + yoghurt + " and ship it: refused, " + unnamed.problem());
        Answer named = DemoClient.expect(
                200,
                client.send(
                        Service.SHIPPING,
                        "PUT",
                        "/shipments/" + number + "/lines/1/lots",
                        "[{\"lotNumber\":\"" + FIRST_LOT + "\",\"quantity\":12}]",
                        created.eTag()));
        Answer shipped = DemoClient.expect(
                200, client.send(Service.SHIPPING, "POST", "/shipments/" + number + "/ship", "{}", named.eTag()));
        say("name 12 of lot " + FIRST_LOT + " and ship: "
                + shipped.body().path("status").asText());
        return shipped;
    }

    private void refuseTooMuch() {
        Answer tooMuch = DemoClient.expectRefusal(
                "NOT_AVAILABLE",
                client.send(Service.SHIPPING, "POST", "/shipments", """
                        {"purpose":"CUSTOMER","party":{"code":"CAFE-1"},"location":"%s",
                         "lines":[{"lineNumber":1,"itemCode":"%s","quantity":9,
                                   "lots":[{"lotNumber":"%s","quantity":9}]}]}""".formatted(PLACE, yoghurt, FIRST_LOT), ""));
        say("ask for 9 more of it: refused, " + tooMuch.problem());
    }

    private void lookUp(String afterEvent) {
        Answer found = DemoClient.expect(
                200,
                client.get(
                        Service.LOT_LEDGER,
                        "/lots?itemCode=" + yoghurt + "&lotNumber=" + DemoClient.encoded(FIRST_LOT) + "&after="
                                + DemoClient.encoded(afterEvent)));
        JsonNode lot = found.body().at("/items/0");
        String onHand = lot.path("onHand").asText();
        say("look lot " + FIRST_LOT + " up in the ledger: on hand " + onHand + ", received "
                + lot.path("received").asText() + ", shipped "
                + lot.path("shipped").asText() + ", " + lot.path("status").asText() + " until "
                + lot.path("expirationDate").asText());
        if (!onHand.equals("8")) {
            throw new Unexpected("20 came and 12 left, so 8 should be on hand, not " + onHand);
        }
        Answer history = DemoClient.expect(
                200, client.get(Service.LOT_LEDGER, "/lots/" + lot.path("lotId").asText() + "/transactions?order=asc"));
        say("its history:");
        print(String.format(
                Locale.ROOT,
                "     %-12s %8s %8s  %-28s %-28s %s",
                "what",
                "quantity",
                "balance",
                "happened",
                "recorded",
                "document"));
        for (JsonNode row : history.body().path("items")) {
            print(String.format(
                    Locale.ROOT,
                    "     %-12s %8s %8s  %-28s %-28s %s %s",
                    row.path("type").asText(),
                    row.path("quantityChange").asText(),
                    row.path("runningBalance").asText(),
                    row.path("occurredAt").asText(),
                    row.path("recordedAt").asText(),
                    row.at("/document/type").asText(),
                    row.at("/document/number").asText()));
        }
    }

    private void say(String sentence) {
        step++;
        print(String.format(Locale.ROOT, "%2d  %s", step, sentence));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
