package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/**
 * Clients who receive and ship small amounts of a few lots, and write down what they were told: which public events
 * every 2xx answer named, how many documents were refused, and what was left open by a broken connection. What was
 * left open is asked again under the same Idempotency-Key until there is an answer.
 */
final class Workload implements AutoCloseable {
    private static final int LOTS = 6;

    private final Api api;
    private final String itemCode;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> clients = new ArrayList<>();
    private final Queue<String> promisedEvents = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusedDocuments = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<Sold> sold = new ConcurrentLinkedQueue<>();

    /** What a customer got and may send back. */
    private record Sold(String shipmentNumber, String lotNumber) {}

    Workload(LocalStack stack, String itemCode, int clientCount, long seed) {
        this.api = new Api(stack);
        this.itemCode = itemCode;
        for (int i = 0; i < clientCount; i++) {
            Random random = new Random(seed + i);
            clients.add(Thread.ofPlatform().name("client-" + i).unstarted(() -> work(random)));
        }
    }

    void start() {
        clients.forEach(Thread::start);
    }

    /** Lets every client finish what it is at. */
    @Override
    public void close() throws InterruptedException {
        running.set(false);
        for (Thread client : clients) {
            client.join();
        }
    }

    /** Every public event that some 2xx answer named. */
    List<String> promisedEvents() {
        return List.copyOf(promisedEvents);
    }

    /** The numbers of documents whose receiving or shipping was refused by a rule. */
    List<String> refusedDocuments() {
        return List.copyOf(refusedDocuments);
    }

    /** Answers that no client should get. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    private void work(Random random) {
        while (running.get()) {
            String lotNumber = "W-" + random.nextInt(LOTS);
            try {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> receive(lotNumber, 1 + random.nextInt(9));
                    case 4 -> takeBack();
                    case 5 -> count(lotNumber);
                    case 6 -> transfer(lotNumber);
                    case 7 -> hold(lotNumber);
                    default -> ship(lotNumber, 1 + random.nextInt(4));
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void receive(String lotNumber, int quantity) throws InterruptedException {
        String number = "WR-" + UUID.randomUUID();
        String receipt = Warehouse.receipt(itemCode, lotNumber, "2040-01-31", Integer.toString(quantity))
                .put("receiptNumber", number)
                .toString();
        Api.Answer created = untilAnswered(Service.RECEIVING, "POST", "/receipts", receipt, null);
        if (created.status() == 201) {
            finish(Service.RECEIVING, "/receipts/" + number + "/receive", created.eTag(), number);
        } else {
            surprises.add("create receipt: " + created);
        }
    }

    private void ship(String lotNumber, int quantity) throws InterruptedException {
        String number = "WS-" + UUID.randomUUID();
        String shipment = Warehouse.shipment(itemCode, Integer.toString(quantity))
                .put("shipmentNumber", number)
                .toString();
        if (leave(number, shipment, lotNumber, quantity)) {
            sold.add(new Sold(number, lotNumber));
        }
    }

    /** A shipment that names its lot and leaves; whether it did. */
    private boolean leave(String number, String shipment, String lotNumber, int quantity) throws InterruptedException {
        Api.Answer created = untilAnswered(Service.SHIPPING, "POST", "/shipments", shipment, null);
        if (created.status() != 201) {
            surprises.add("create shipment: " + created);
            return false;
        }
        Api.Answer reserved = untilAnswered(
                Service.SHIPPING,
                "PUT",
                "/shipments/" + number + "/lines/1/lots",
                Warehouse.lots(lotNumber, Integer.toString(quantity)).toString(),
                created.eTag());
        if (reserved.status() == 200) {
            return finish(Service.SHIPPING, "/shipments/" + number + "/ship", reserved.eTag(), number);
        }
        refusedOrSurprise("name lots", reserved, number);
        return false;
    }

    private void takeBack() throws InterruptedException {
        Sold one = sold.poll();
        if (one != null) {
            comeIn(
                    "CUSTOMER_RETURN",
                    "'party':{'code':'C1'},'location':'MAIN','references':{'shipment':'" + one.shipmentNumber() + "'}",
                    one.lotNumber());
        }
    }

    private void transfer(String lotNumber) throws InterruptedException {
        String number = "WT-" + UUID.randomUUID();
        String shipment = Trade.json("{'shipmentNumber':'" + number + "','purpose':'TRANSFER','location':'MAIN',"
                + "'toLocation':'" + Trade.RETURNS + "','lines':[{'lineNumber':1,'itemCode':'" + itemCode
                + "','quantity':1}]}");
        if (leave(number, shipment, lotNumber, 1)) {
            comeIn(
                    "TRANSFER",
                    "'location':'" + Trade.RETURNS + "','references':{'transfer':'" + number + "'}",
                    lotNumber);
        }
    }

    /** One of a lot, received from elsewhere than a supplier; refused while the news of its leaving has not come. */
    private void comeIn(String source, String fields, String lotNumber) throws InterruptedException {
        String number = "WR-" + UUID.randomUUID();
        String receipt = Trade.json("{'receiptNumber':'" + number + "','source':'" + source + "'," + fields
                + ",'lines':[{'lineNumber':1,'itemCode':'" + itemCode + "','quantity':1,'lots':[{'lotNumber':'"
                + lotNumber + "','quantity':1}]}]}");
        Api.Answer created = untilAnswered(Service.RECEIVING, "POST", "/receipts", receipt, null);
        if (created.status() == 201) {
            finish(Service.RECEIVING, "/receipts/" + number + "/receive", created.eTag(), number);
        } else {
            surprises.add("create receipt: " + created);
        }
    }

    private void count(String lotNumber) throws InterruptedException {
        String number = "WA-" + UUID.randomUUID();
        String adjustment = Trade.json("{'adjustmentNumber':'" + number + "','type':'COUNT','location':'MAIN',"
                + "'reason':'counted','lines':[{'lineNumber':1,'itemCode':'" + itemCode
                + "','quantity':1,'lots':[{'lotNumber':'" + lotNumber + "','quantity':1}]}]}");
        Api.Answer posted = untilAnswered(Service.SHIPPING, "POST", "/adjustments", adjustment, null);
        if (posted.status() == 201) {
            promise(posted);
        } else {
            refusedOrSurprise("count", posted, number);
        }
    }

    private void hold(String lotNumber) throws InterruptedException {
        String hold = Trade.json("{'itemCode':'" + itemCode + "','lotNumber':'" + lotNumber
                + "','kind':'HOLD','reason':'a look at it'}");
        Api.Answer placed = untilAnswered(Service.ITEM_CATALOG, "POST", "/lot-holds", hold, null);
        if (placed.status() != 201) {
            surprises.add("hold: " + placed);
            return;
        }
        promisedEvents.add(placed.eventId());
        Api.Answer released = untilAnswered(
                Service.ITEM_CATALOG,
                "POST",
                placed.location() + "/release",
                Trade.json("{'reason':'it is well'}"),
                null);
        if (released.status() == 200) {
            promisedEvents.add(released.eventId());
        } else {
            surprises.add("release: " + released);
        }
    }

    private void promise(Api.Answer answer) {
        for (JsonNode line : answer.body().path("lines")) {
            line.path("lots")
                    .forEach(lot -> promisedEvents.add(lot.path("eventId").asText()));
        }
    }

    private void refusedOrSurprise(String what, Api.Answer answer, String number) {
        if (answer.status() == 409) {
            refusedDocuments.add(number);
        } else {
            surprises.add(what + ": " + answer);
        }
    }

    private boolean finish(Service service, String path, String eTag, String number) throws InterruptedException {
        Api.Answer answer = untilAnswered(service, "POST", path, "{}", eTag);
        if (answer.status() == 200) {
            promise(answer);
            return true;
        }
        refusedOrSurprise(path, answer, number);
        return false;
    }

    /** Repeats a request, under one Idempotency-Key, while connections break and the service says 503. */
    private Api.Answer untilAnswered(Service service, String method, String path, String body, String eTag)
            throws InterruptedException {
        String key = UUID.randomUUID().toString();
        Map<String, String> headers =
                eTag == null ? Map.of("Idempotency-Key", key) : Map.of("Idempotency-Key", key, "If-Match", eTag);
        while (true) {
            try {
                Api.Answer answer = api.tryToSend(service, method, path, body, "application/json", headers);
                if (answer.status() != 503) {
                    return answer;
                }
            } catch (IOException e) {
                // Open whether it took effect: ask again.
            }
            Thread.sleep(50);
        }
    }
}
