package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** Calls that the tests of shipping share. */
final class Calls {
    /** A date that no test outlives. */
    static final String GOOD = "2040-01-31";

    static final String OVER = "2020-01-31";
    static final String CUSTOMER = "\"purpose\":\"CUSTOMER\",\"party\":{\"code\":\"C1\"},\"location\":\"MAIN\"";
    private static final AtomicLong COUNTER = new AtomicLong();

    private Calls() {}

    /** A code that no other test uses. */
    static String newCode(String prefix) {
        return prefix + COUNTER.incrementAndGet();
    }

    static Call json(String body) {
        return given().contentType("application/json").body(body);
    }

    static Answer post(String path, String body) {
        return json(body).post(path);
    }

    static String shipment(String head, String... lines) {
        return "{" + head + ",\"lines\":[" + String.join(",", lines) + "]}";
    }

    static String line(int number, String itemCode, String quantity, String... lots) {
        return "{\"lineNumber\":" + number + ",\"itemCode\":\"" + itemCode + "\",\"quantity\":" + quantity
                + ",\"lots\":[" + String.join(",", lots) + "]}";
    }

    /** A line that says nothing of lots. */
    static String line(int number, String itemCode, String quantity) {
        return "{\"lineNumber\":" + number + ",\"itemCode\":\"" + itemCode + "\",\"quantity\":" + quantity + "}";
    }

    static String lot(String lotNumber, String quantity) {
        return "{\"lotNumber\":\"" + lotNumber + "\",\"quantity\":" + quantity + "}";
    }

    static String lot(String lotNumber, String quantity, String location) {
        return "{\"lotNumber\":\"" + lotNumber + "\",\"quantity\":" + quantity + ",\"location\":\"" + location + "\"}";
    }

    static String after(String... eventIds) {
        return "?after=" + String.join("&after=", eventIds);
    }

    static Answer created(String body, String... afterEvents) {
        Answer created = post("/shipments" + (afterEvents.length == 0 ? "" : after(afterEvents)), body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    static Answer done(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    static String pathOf(Answer shown) {
        return "/shipments/" + shown.path("shipmentNumber");
    }

    static Answer name(Answer shown, String... lots) {
        return json("[" + String.join(",", lots) + "]")
                .header("If-Match", shown.header("ETag"))
                .put(pathOf(shown) + "/lines/1/lots");
    }

    static Answer act(Answer shown, String action) {
        return json("{}").header("If-Match", shown.header("ETag")).post(pathOf(shown) + "/" + action);
    }

    static Answer patch(Answer shown, String patch) {
        return given().contentType("application/merge-patch+json")
                .body(patch)
                .header("If-Match", shown.header("ETag"))
                .patch(pathOf(shown));
    }

    /** pointer and code of each violation. */
    static List<String> refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return listed(answer, "violations");
    }

    /** pointer and code of each entry of a list of problems or warnings. */
    static List<String> listed(Answer answer, String path) {
        List<String> pointers = answer.path(path + ".pointer");
        List<String> codes = answer.path(path + ".code");
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            shown.add(pointers.get(i) + " " + codes.get(i));
        }
        return shown;
    }

    /** The first row that is available of an item, and who reserves. */
    static String available(String itemCode) {
        Answer rows = given().get("/availability?itemCode=" + itemCode);
        return rows.path("items[0].onHand") + " on hand, " + rows.path("items[0].reserved") + " reserved, "
                + rows.path("items[0].available") + " available, by " + rows.path("items[0].reservedBy");
    }

    /** The public event of this lot (or untracked line) that was announced last. */
    static Answer announced(Object lotId) {
        return given().get("/announcements?limit=500&key=" + lotId);
    }

    static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        return atOnce(Collections.nCopies(times, call));
    }

    static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
