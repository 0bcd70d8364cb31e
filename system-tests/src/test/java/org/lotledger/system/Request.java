package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;
import org.lotledger.system.history.Operation;
import org.lotledger.system.history.Operation.Asked;
import org.lotledger.system.history.Operation.Outcome;

/** One request of a client, and what became of it so far. Sent by one thread at a time. */
final class Request {
    final Service service;
    final String method;
    final String path;
    final String body;
    final Map<String, String> headers;

    /** Nobody asks again what became of it. */
    volatile boolean abandoned;

    private final String key;
    private final String what;
    private final String mark;
    private final String stream;
    private final List<Asked> asked;
    private volatile long answeredAt;
    private volatile boolean mayBeGone;
    private volatile Outcome outcome = Outcome.UNKNOWN;
    private volatile List<String> eventIds = List.of();

    private Request(
            String key,
            String what,
            String mark,
            String stream,
            List<Asked> asked,
            Service service,
            String method,
            String path,
            String body,
            String eTag) {
        this.key = key;
        this.what = what;
        this.mark = mark;
        this.stream = stream;
        this.asked = asked;
        this.service = service;
        this.method = method;
        this.path = path;
        this.body = body;
        this.headers = eTag == null ? Map.of("Idempotency-Key", key) : Map.of("Idempotency-Key", key, "If-Match", eTag);
    }

    /** Opens a document with this number, which announces nothing yet. */
    static Request save(Service service, String path, String number, String body) {
        return new Request(
                number + ".save", "save " + path, null, number, List.of(), service, "POST", path, body, null);
    }

    /** Changes a document that announces nothing by it. */
    static Request change(Service service, String method, String path, String number, String body, String eTag) {
        String what = path.substring(path.lastIndexOf('/') + 1);
        return new Request(number + "." + what, what, null, null, List.of(), service, method, path, body, eTag);
    }

    /** Makes a saved document happen. */
    static Request happen(String what, Service service, String path, String number, String eTag, List<Asked> asked) {
        String key = number + ".happen";
        return new Request(key, what, number, null, asked, service, "POST", path, "{}", eTag);
    }

    /** Opens a document that happens at once. */
    static Request post(String what, Service service, String path, String number, String body, List<Asked> asked) {
        return new Request(number, what, number, number, asked, service, "POST", path, body, null);
    }

    /** Places or releases a hold; the mark is the reason it gives. */
    static Request hold(String what, String path, String mark, String body, List<Asked> asked) {
        return new Request(mark, what, mark, null, asked, Service.ITEM_CATALOG, "POST", path, body, null);
    }

    void answered(Answer answer) {
        if (answer.status() >= 500) {
            return;
        }
        answeredAt = System.nanoTime();
        outcome = answer.status() < 300 ? Outcome.OK : Outcome.REFUSED;
        eventIds = answer.status() < 300 && mark != null ? eventIds(answer) : List.of();
    }

    /** The events that the answer promises: each lot's, or the one of its header. */
    private static List<String> eventIds(Answer answer) {
        List<String> ids = new ArrayList<>();
        for (JsonNode line : answer.body().path("lines")) {
            add(ids, line);
            line.path("lots").forEach(lot -> add(ids, lot));
        }
        if (ids.isEmpty() && !answer.eventId().isEmpty()) {
            ids.add(answer.eventId());
        }
        return ids;
    }

    private static void add(List<String> ids, JsonNode has) {
        if (has.path("eventId").isTextual()) {
            ids.add(has.path("eventId").asText());
        }
    }

    boolean isOpen() {
        return outcome == Outcome.UNKNOWN;
    }

    boolean isOk() {
        return outcome == Outcome.OK;
    }

    /** The service's store was put back to what it was then: a document that has announced nothing went with the rest. */
    void restored(Service restored, long asOf) {
        if (service == restored && mark == null && isOk() && answeredAt - asOf > 0) {
            mayBeGone = true;
        }
    }

    Operation asOperation() {
        return new Operation(key, what, mark, stream, asked, mayBeGone ? Outcome.UNKNOWN : outcome, eventIds);
    }

    @Override
    public String toString() {
        return asOperation().toString();
    }
}
