package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.lotledger.local.http.Answer;
import org.lotledger.local.http.Call;

/** Calls that the tests of receiving share. */
final class ReceiptCalls {
    private static final AtomicLong COUNTER = new AtomicLong();

    private ReceiptCalls() {}

    /** A code that no other test uses. */
    static String newCode(String prefix) {
        return prefix + COUNTER.incrementAndGet();
    }

    static Call json(String body) {
        return given().contentType("application/json").body(body);
    }

    static String receipt(String... lines) {
        return "{\"source\":\"SUPPLIER\",\"party\":{\"code\":\"S1\"},\"location\":\"MAIN\",\"lines\":["
                + String.join(",", lines) + "]}";
    }

    /** A receipt of another source than a supplier; names its customer only if it is a return. */
    static String receiptOf(String source, String reference, String number, String location, String... lines) {
        return "{\"source\":\"" + source + "\",\"location\":\"" + location + "\","
                + (source.equals("CUSTOMER_RETURN") ? "\"party\":{\"code\":\"C1\"}," : "")
                + "\"references\":{\"" + reference + "\":\"" + number + "\"},\"lines\":["
                + String.join(",", lines) + "]}";
    }

    /** A return of that shipment to MAIN. */
    static String customerReturn(String shipment, String... lines) {
        return receiptOf("CUSTOMER_RETURN", "shipment", shipment, "MAIN", lines);
    }

    /** Takes a delivery of one lot in, which must succeed. */
    static Answer delivered(String itemCode, String lotNumber, String date, String quantity) {
        Answer received = receive(created(receipt(line(1, itemCode, quantity, lot(lotNumber, date, quantity)))));
        assertThat(received.status()).as(received.text()).isEqualTo(200);
        return received;
    }

    /** Waits until receiving has taken in these events of others. */
    static void heard(String... eventIds) {
        StringBuilder after = new StringBuilder();
        for (String eventId : eventIds) {
            after.append(after.isEmpty() ? "?after=" : "&after=").append(eventId);
        }
        given().get("/receipts" + after).mustBe(200);
    }

    static String adjustment(String type, String reference, String... lines) {
        return "{\"type\":\"" + type + "\",\"location\":\"MAIN\",\"reason\":\"found\",\"references\":{" + reference
                + "},\"lines\":[" + String.join(",", lines) + "]}";
    }

    /** All that was announced of the lot that the document shows there. */
    static Answer announced(Answer document, String path) {
        Answer announced = given().get("/announcements?key=" + document.path(path));
        assertThat(announced.status()).isEqualTo(200);
        return announced;
    }

    static String line(int number, String itemCode, String quantity, String... lots) {
        return "{\"lineNumber\":" + number + ",\"itemCode\":\"" + itemCode + "\",\"quantity\":" + quantity
                + ",\"lots\":[" + String.join(",", lots) + "]}";
    }

    static String lot(String lotNumber, String date, String quantity) {
        return "{\"lotNumber\":\"" + lotNumber + "\",\"quantity\":" + quantity
                + (date == null ? "" : ",\"expirationDate\":\"" + date + "\"") + "}";
    }

    static Answer created(String body) {
        Answer created = json(body).post("/receipts");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    static Answer receive(Answer shown) {
        return act(shown, "receive");
    }

    static Answer act(Answer shown, String action) {
        return json("{}")
                .header("If-Match", shown.header("ETag"))
                .post("/receipts/" + shown.path("receiptNumber") + "/" + action);
    }

    /** The codes of a refusal with their pointers. */
    static List<String> codes(Answer refused) {
        List<String> codes = refused.path("violations.code");
        List<String> pointers = refused.path("violations.pointer");
        List<String> both = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            both.add(pointers.get(i) + " " + codes.get(i));
        }
        return both;
    }

    /** Does it so many times at once. */
    static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                calls.add(call);
            }
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
