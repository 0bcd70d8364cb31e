package org.lotledger.system;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;
import org.lotledger.system.history.Operation.Asked;

/** One client of a {@link Workload}: what it tries in a step depends on the seed and the step alone. */
final class Client {
    private static final int LOTS = 4;
    private static final String DATE = "2040-01-31";
    private static final long PAUSE_MILLIS_MAX = 60;

    /** Sales that may still come back, and holds that may still be released; the oldest are forgotten. */
    private static final int REMEMBERED_MAX = 50;

    private final Workload workload;
    private final String run;
    private final long seed;
    private final int number;
    private final Deque<Sold> sold = new ArrayDeque<>();
    private final Deque<Held> held = new ArrayDeque<>();

    private String step;
    private Random random;

    private record Sold(String shipment, Pick pick) {}

    private record Held(String path, Pick pick) {}

    /** So much of a lot; lotNumber is null for the item that is not tracked by lot. */
    private record Pick(String itemCode, String lotNumber, int quantity) {
        Asked moved(String location, int sign) {
            return new Asked(itemCode, lotNumber, location, BigDecimal.valueOf((long) sign * quantity));
        }

        Pick of(int other) {
            return new Pick(itemCode, lotNumber, other);
        }
    }

    Client(Workload workload, String run, long seed, int number) {
        this.workload = workload;
        this.run = run;
        this.seed = seed;
        this.number = number;
    }

    /** The items of a run: perishable, not perishable, not tracked by lot; each used once by both services. */
    static void prepare(String run) {
        Trade trade = new Trade();
        for (String item : List.of(dated(run), undated(run), untracked(run))) {
            String tracked =
                    item.equals(untracked(run)) ? "" : ",'lotTracked':true,'perishable':" + item.equals(dated(run));
            trade.createItem(item, tracked).mustBe(201);
            String lot =
                    item.equals(untracked(run)) ? "" : ",\"lots\":[" + lotOf(new Pick(item, "L-0", 50), true) + "]";
            String line = Trade.line(item, 50) + lot;
            Answer in = trade.receive(trade.receipt("SUPPLIER", "", line).mustBe(201))
                    .mustBe(200);
            String out = item.equals(untracked(run)) ? Trade.line(item, 1) : Trade.line(item, 1, Trade.lot("L-0", 1));
            trade.shipped("CUSTOMER", "", out, in.eventId()).mustBe(200);
        }
    }

    static String dated(String run) {
        return run + "-A";
    }

    private static String undated(String run) {
        return run + "-B";
    }

    private static String untracked(String run) {
        return run + "-C";
    }

    void step(int count) throws InterruptedException {
        step = run + "-" + number + "-" + count;
        random = new Random(seed * 1_000_003L + number * 10_007L + count);
        Pick pick = pick();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> receive();
            case 6, 7, 8, 9, 10 -> ship(random.nextInt(8) == 0);
            case 11, 12 -> takeBack();
            case 13 -> adjust("count up", Service.RECEIVING, "COUNT", pick, 1);
            case 14 -> adjust("count down", Service.SHIPPING, "COUNT", pick, -1);
            case 15 -> adjust("lose", Service.SHIPPING, "LOSS", pick, -1);
            case 16, 17 -> transfer(pick);
            default -> hold(pick);
        }
        Thread.sleep(random.nextLong(PAUSE_MILLIS_MAX));
    }

    private Pick pick() {
        String item = random.nextBoolean() ? dated(run) : undated(run);
        return new Pick(item, "L-" + random.nextInt(LOTS), 1 + random.nextInt(3));
    }

    /** One to three lots of an item, in any order, and now and then something that is not tracked by lot. */
    private List<Pick> picks() {
        Pick first = pick();
        List<Integer> lots = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(lots, random);
        List<Pick> picks = new ArrayList<>();
        for (int lot : lots.subList(0, 1 + random.nextInt(3))) {
            picks.add(new Pick(first.itemCode(), "L-" + lot, 1 + random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            picks.add(new Pick(untracked(run), null, 1));
        }
        return picks;
    }

    private void receive() throws InterruptedException {
        List<Pick> picks = picks().stream().map(p -> p.of(p.quantity() * 3)).toList();
        comeIn("receive", "'source':'SUPPLIER','party':{'code':'S1'},'location':'MAIN'", "MAIN", picks, true);
    }

    /** Saved with its lots, then received; refused while news that it builds on has not come. */
    private void comeIn(String what, String fields, String location, List<Pick> picks, boolean fromSupplier)
            throws InterruptedException {
        String name = step + "-R";
        String body = document("receiptNumber", name, fields, lines(picks, true, fromSupplier));
        Answer saved = workload.send(Request.save(Service.RECEIVING, "/receipts", name, body), random);
        if (saved != null && saved.status() == 201) {
            List<Asked> asked = picks.stream().map(p -> p.moved(location, 1)).toList();
            String path = "/receipts/" + name + (random.nextInt(15) == 0 ? "/void" : "/receive");
            workload.send(
                    path.endsWith("void")
                            ? Request.change(Service.RECEIVING, "POST", path, name, "{}", saved.eTag())
                            : Request.happen(what, Service.RECEIVING, path, name, saved.eTag(), asked),
                    random);
        }
    }

    private void ship(boolean onlyReserve) throws InterruptedException {
        List<Pick> picks = picks();
        if (leave("ship", "'purpose':'CUSTOMER','party':{'code':'C1'},'location':'MAIN'", picks, onlyReserve)) {
            remember(sold, new Sold(step + "-S", picks.getFirst()));
        }
    }

    /** Saved, its lots named line by line, then shipped or, after a refusal, void; whether it left. */
    private boolean leave(String what, String fields, List<Pick> picks, boolean onlyReserve)
            throws InterruptedException {
        String name = step + "-S";
        String path = "/shipments/" + name;
        String body = document("shipmentNumber", name, fields, lines(picks, false, false));
        Answer last = workload.send(Request.save(Service.SHIPPING, "/shipments", name, body), random);
        int line = 0;
        for (Pick pick : picks) {
            line++;
            if (last != null && last.status() < 300 && pick.lotNumber() != null) {
                String lots = "[" + lotOf(pick, false) + "]";
                String there = path + "/lines/" + line + "/lots";
                Request named = Request.change(Service.SHIPPING, "PUT", there, name + "-" + line, lots, last.eTag());
                Answer answer = workload.send(named, random);
                if (answer != null && answer.status() == 409) {
                    giveUp(path, name, last.eTag());
                    return false;
                }
                last = answer;
            }
        }
        if (last == null || last.status() >= 300) {
            return false;
        }
        if (onlyReserve) {
            giveUp(path, name, last.eTag());
            return false;
        }
        List<Asked> asked = picks.stream().map(p -> p.moved("MAIN", -1)).toList();
        Answer left =
                workload.send(Request.happen(what, Service.SHIPPING, path + "/ship", name, last.eTag(), asked), random);
        if (left != null && left.status() == 409) {
            giveUp(path, name, last.eTag());
        }
        return left != null && left.status() == 200;
    }

    /** Releases what the shipment reserves. */
    private void giveUp(String path, String name, String eTag) throws InterruptedException {
        workload.send(Request.change(Service.SHIPPING, "POST", path + "/void", name, "{}", eTag), random);
    }

    private void takeBack() throws InterruptedException {
        Sold one = sold.poll();
        if (one != null) {
            comeIn(
                    "take back",
                    "'source':'CUSTOMER_RETURN','party':{'code':'C1'},'location':'RETURNS','references':{'shipment':'"
                            + one.shipment() + "'}",
                    "RETURNS",
                    List.of(one.pick().of(1)),
                    false);
        }
    }

    private void transfer(Pick pick) throws InterruptedException {
        String fields = "'purpose':'TRANSFER','location':'MAIN','toLocation':'SHOP'";
        if (leave("transfer out", fields, List.of(pick), false)) {
            comeIn(
                    "transfer in",
                    "'source':'TRANSFER','location':'SHOP','references':{'transfer':'" + step + "-S'}",
                    "SHOP",
                    List.of(pick),
                    false);
        }
    }

    private void adjust(String what, Service service, String type, Pick pick, int sign) throws InterruptedException {
        String name = step + "-J";
        String fields = "'type':'" + type + "','location':'MAIN','reason':'seen'";
        String body = document("adjustmentNumber", name, fields, lines(List.of(pick), true, false));
        workload.send(
                Request.post(what, service, "/adjustments", name, body, List.of(pick.moved("MAIN", sign))), random);
    }

    /** Holds a lot and mostly releases it at once; what stays held is released some other time. */
    private void hold(Pick pick) throws InterruptedException {
        if (held.size() > 1) {
            release(held.poll());
            return;
        }
        String mark = step + "-H";
        String body = Trade.json(
                "{'itemCode':'%s','lotNumber':'%s','kind':'HOLD','reason':'%s'}",
                pick.itemCode(), pick.lotNumber(), mark);
        // A hold that nobody knows of would be released by nobody, and stop the trade in its lot for good.
        Answer placed =
                workload.sendUntilKnown(Request.hold("hold", "/lot-holds", mark, body, List.of(pick.moved(null, 0))));
        if (placed != null && placed.status() == 201) {
            Held one = new Held(placed.location(), pick);
            if (random.nextInt(4) == 0) {
                remember(held, one);
            } else {
                release(one);
            }
        }
    }

    private void release(Held one) throws InterruptedException {
        String mark = step + "-F";
        workload.sendUntilKnown(Request.hold(
                "release",
                one.path() + "/release",
                mark,
                Trade.json("{'reason':'%s'}", mark),
                List.of(one.pick().moved(null, 0))));
    }

    private static <T> void remember(Deque<T> some, T one) {
        some.add(one);
        if (some.size() > REMEMBERED_MAX) {
            some.poll();
        }
    }

    private static String document(String numberField, String name, String fields, String lines) {
        return Trade.json("{'%s':'%s',", numberField, name) + Trade.json(fields) + ",\"lines\":[" + lines + "]}";
    }

    private static String lines(List<Pick> picks, boolean withLots, boolean withDates) {
        List<String> lines = new ArrayList<>();
        for (Pick pick : picks) {
            String lots = withLots && pick.lotNumber() != null ? ",\"lots\":[" + lotOf(pick, withDates) + "]" : "";
            lines.add("{\"lineNumber\":" + (lines.size() + 1) + "," + Trade.line(pick.itemCode(), pick.quantity())
                    + lots + "}");
        }
        return String.join(",", lines);
    }

    private static String lotOf(Pick pick, boolean withDate) {
        String date = withDate && pick.itemCode().endsWith("-A") ? ",'expirationDate':'" + DATE + "'" : "";
        return Trade.json("{'lotNumber':'%s','quantity':%d" + date + "}", pick.lotNumber(), pick.quantity());
    }
}
