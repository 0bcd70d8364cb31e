package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.RawCall.Reply;

/**
 * Goal: whatever is sent to whichever endpoint is answered or refused, never a failure of ours, and what is refused
 * changes nothing. Method: each operation that a service describes in its own OpenAPI document gets its sound example,
 * harmed in every way we know, as bytes on a socket; the rows of the databases are counted before and after.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {
    private static final int CLIENTS = 8;
    private static final int FAILURES_SHOWN_MAX = 40;
    private static final int BYTES_FLIPPED_ROUNDS = 30;
    private static final long SEED = Long.getLong("hostile.seed", System.nanoTime());

    /** Of what could be sent, each run sends another part, of every operation as much; {@code -Dhostile.all} sends all. */
    private static final int CASES_AN_OPERATION = Boolean.getBoolean("hostile.all") ? Integer.MAX_VALUE : 12;

    /** What refuses a request for its form; 409 where the document is not to be changed anyway. */
    private static final Set<Integer> FORM = Set.of(400, 409, 413, 415, 422);

    /** What the HTTP server refuses before it has a request: it answers without a body, or closes. */
    private static final Set<Integer> WIRE = Set.of(0, 400, 408, 413, 414, 417, 431, 501, 505);

    private static final List<String> ODD_TIMES = List.of(
            "+999999999-12-31T23:59:59Z", "-0001-01-01", "0000-00-00", "9".repeat(30), "1e9", "[]", "2026-02-30");

    private final LocalStack stack = SharedStack.get();
    private final Trade trade = new Trade();
    private final Random random = new Random(SEED);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<DescribedCall> operations = new ArrayList<>();

    /** A request, and the statuses with which it must be refused; none if it may also be taken. */
    private record Case(DescribedCall operation, String what, RawCall call, Set<Integer> refusals) {}

    @BeforeAll
    void documents() {
        String gauze = trade.gauze();
        Api.Answer in = trade.delivered(gauze, 10, "HOSTILE");
        Api.Answer hold = trade.hold(gauze, "HOSTILE-2", "HOLD").mustBe(201);
        trade.heard(Service.SHIPPING, in.eventId(), hold.eventId());
        trade.inLedger(gauze, "HOSTILE", in.eventId());
        names.put("itemCode", gauze);
        names.put("location", Trade.MAIN);
        names.put("lineNumber", "1");
        names.put("service", "receiving");
        names.put("code", "S1");
        names.put("id", "1");
        names.put("adjustmentNumber", "A-1");
        names.put("lotId", in.body().at("/lines/0/lots/0/lotId").asText());
        names.put(
                "receiptNumber",
                Trade.numberOf(
                        trade.receipt("SUPPLIER", "", Trade.line(gauze, 1)).mustBe(201)));
        names.put(
                "shipmentNumber",
                Trade.numberOf(
                        trade.shipment("CUSTOMER", "", Trade.line(gauze, 1)).mustBe(201)));
        names.put("holdId", hold.body().path("holdId").asText());
        for (Service service : Service.values()) {
            operations.addAll(DescribedCall.of(service, trade.api));
        }
        assertThat(operations).as("operations described").hasSizeGreaterThan(60);
    }

    @Test
    void what_must_be_refused_is_refused_with_a_problem_and_changes_nothing() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (DescribedCall operation : operations) {
            if (operation.changes()) {
                bodies(operation, cases);
                contentTypes(operation, cases);
                headersOfCommands(operation, cases);
            }
            parametersThatMustBe(operation, cases);
            wire(operation, cases);
        }
        Map<String, Long> before = rows();
        sendAll(cases);
        assertThat(rows()).as("rows after nothing but refusals, seed %s", SEED).isEqualTo(before);
    }

    @Test
    void what_is_odd_is_answered_and_never_a_failure_of_ours() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (DescribedCall operation : operations) {
            if (operation.changes() && !operation.example().isMissingNode()) {
                HostileBodies.odd(sound(operation))
                        .forEach((what, body) -> cases.add(
                                new Case(operation, what, call(operation).saying(body), Set.of())));
                flipped(operation, cases);
            } else if (!operation.changes()) {
                queries(operation, cases);
                headersOfQuestions(operation, cases);
            }
            paths(operation, cases);
        }
        sendAll(cases);
    }

    private void bodies(DescribedCall operation, List<Case> cases) {
        if (operation.contentType().equals("text/csv")) {
            files(operation, cases);
            return;
        }
        JsonNode sound = sound(operation);
        HostileBodies.unreadable(sound)
                .forEach((what, body) ->
                        mustRefuse(operation, what, call(operation).saying(body), cases));
        HostileBodies.wrong(sound).forEach((what, body) -> {
            // The text of a notice is compared and kept nowhere.
            if (!what.startsWith("/text as \"")) {
                mustRefuse(operation, what, call(operation).saying(body), cases);
            }
        });
        if (!sound.isEmpty()) {
            mustRefuse(operation, "no body", call(operation), cases);
        }
    }

    private void files(DescribedCall operation, List<Case> cases) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("nothing", new byte[0]);
        files.put("another header", HostileBodies.bytes("a,b\n1,2\n"));
        files.put("an open quote", HostileBodies.bytes("\"itemCode"));
        files.put("UTF-16", "itemCode,x\n".getBytes(StandardCharsets.UTF_16));
        files.put("torn UTF-8", new byte[] {'i', (byte) 0xc3, '\n'});
        files.put("a long line", HostileBodies.bytes("x".repeat(2_000_000)));
        files.put("NUL", new byte[] {'i', 0, '\n'});
        files.forEach(
                (what, body) -> mustRefuse(operation, what, call(operation).saying(body), cases));
        cases.add(new Case(
                operation, "more than 64 MiB", call(operation).with("Content-Length", "67108865"), Set.of(413)));
    }

    private void contentTypes(DescribedCall operation, List<Case> cases) {
        // An action without parameters takes an empty object, or nothing, whatever it is called.
        if (operation.contentType().isEmpty() || sound(operation).isEmpty()) {
            return;
        }
        RawCall sound =
                call(operation).saying(HostileBodies.bytes(sound(operation).toString()));
        mustRefuse(operation, "no content type", sound.without("Content-Type").saying(HostileBodies.bytes("{")), cases);
        for (String type :
                List.of("text/plain", "application/xml", "json", "a/b/c", ";", "multipart/form-data", "é/x")) {
            mustRefuse(operation, "content type " + type, sound.with("Content-Type", type), cases);
        }
    }

    private void headersOfCommands(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation).saying(HostileBodies.bytes("{"));
        if (operation.headerNames().contains("Idempotency-Key")) {
            for (String key : List.of("", "a b", "\u00e9", "k".repeat(256), "\u0001")) {
                mustRefuse(operation, "key " + key, call.with("Idempotency-Key", key), cases);
            }
        }
        if (operation.headerNames().contains("If-Match")) {
            for (String tag : List.of("", "\"", "W/\"1\"", "\"nine\"", "x".repeat(8_000), "\u00e9", "\"1\", \"")) {
                cases.add(new Case(
                        operation,
                        "If-Match " + tag,
                        call.with("If-Match", tag),
                        Set.of(400, 404, 412, 415, 422, 428)));
            }
        }
        for (String trace : List.of("x", "00-" + "0".repeat(32) + "-x", "z".repeat(5_000))) {
            mustRefuse(operation, "traceparent " + trace, call.with("traceparent", trace), cases);
        }
    }

    private void parametersThatMustBe(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation).saying(HostileBodies.bytes(operation.changes() ? "{" : ""));
        String target = call.target();
        for (String after : List.of("", "x", "%00", "nobody.x.1", "a.b.99999999999999999999")) {
            mustRefuse(operation, "after " + after, call.at(target + "?after=" + after), cases);
        }
        mustRefuse(operation, "after often", call.at(target + "?x=1" + "&after=a.b.1".repeat(101)), cases);
        if (operation.queryNames().contains("limit")) {
            for (String limit : List.of("0", "-1", "501", "x", "1.5", "1e2", "99999999999", "%D9%A1")) {
                mustRefuse(operation, "limit " + limit, call.at(target + "?limit=" + limit), cases);
            }
        }
        if (operation.queryNames().contains("cursor")) {
            for (String cursor : List.of("!", "%00", "AAAA", "x".repeat(3_000), "%F0%9F%93%A6")) {
                mustRefuse(operation, "cursor " + cursor, call.at(target + "?cursor=" + cursor), cases);
            }
        }
    }

    /** What is no HTTP: the server itself refuses it, and may close the connection. */
    private void wire(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation).saying(HostileBodies.bytes(operation.changes() ? "{" : ""));
        cases.add(new Case(operation, "a long line", call.at("/" + "x".repeat(20_000)), WIRE));
        cases.add(new Case(operation, "long headers", call.with("X", "x".repeat(30_000)), WIRE));
        cases.add(new Case(operation, "a negative length", call.with("Content-Length", "-1"), WIRE));
        cases.add(new Case(operation, "no length", call.with("Content-Length", "x"), WIRE));
        cases.add(new Case(
                operation,
                "a chunk without size",
                call.with("Transfer-Encoding", "chunked").saying(HostileBodies.bytes("x\r\n{}\r\n")),
                WIRE));
        cases.add(new Case(operation, "a bad escape", call.at(call.target() + "%zz"), Set.of(400, 404)));
        cases.add(
                new Case(operation, "a bad query", call.at(call.target() + "?limit=%zz"), Set.of(400, 404, 415, 422)));
    }

    private void queries(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation);
        for (String name : operation.queryNames()) {
            List<String> texts = new ArrayList<>(HostileBodies.ODD_TEXTS);
            texts.addAll(ODD_TIMES);
            for (String text : texts) {
                String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
                cases.add(new Case(operation, name, call.at(call.target() + "?" + name + "=" + value), Set.of()));
            }
            for (String value : List.of("%00", "%ff", "%c0%af", "%ed%a0%80", "", "1&" + name + "=2")) {
                cases.add(new Case(operation, name, call.at(call.target() + "?" + name + "=" + value), Set.of()));
            }
        }
    }

    private void headersOfQuestions(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation);
        for (String accept : List.of(
                "garbage",
                "a/b/c",
                ";;;",
                "application/json;q=abc",
                "*/*;q=2",
                "text/csv;charset=\"",
                "/",
                ",",
                "x/y",
                "é/é")) {
            cases.add(new Case(operation, "Accept " + accept, call.with("Accept", accept), Set.of()));
        }
        cases.add(new Case(operation, "Range", call.with("Range", "bytes=9-1,x"), Set.of()));
        cases.add(new Case(operation, "type", call.with("Content-Type", "a/b/c"), Set.of()));
        cases.add(new Case(operation, "traceparent", call.with("traceparent", "x".repeat(5_000)), Set.of()));
        cases.add(new Case(operation, "host", call.with("X-Forwarded-Host", "<x>"), Set.of()));
    }

    /** The names in a path as odd texts; a command has no body that could be taken. */
    private void paths(DescribedCall operation, List<Case> cases) {
        RawCall call = call(operation).saying(HostileBodies.bytes(operation.changes() ? "{" : ""));
        for (String name : names.keySet()) {
            if (!operation.path().contains("{" + name + "}")) {
                continue;
            }
            for (String text : HostileBodies.ODD_TEXTS) {
                path(
                        operation,
                        name,
                        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
                        call,
                        cases);
            }
            for (String raw : List.of("%00", "%ff", "%2e%2e%2f", "%", "%c0%af", "99999999999999999999")) {
                path(operation, name, raw, call, cases);
            }
        }
    }

    private void path(DescribedCall operation, String name, String value, RawCall call, List<Case> cases) {
        String target = target(operation.path().replace("{" + name + "}", value));
        cases.add(new Case(operation, name + " in the path", call.at(target), Set.of()));
    }

    /** A sound body with a few bytes changed, which may still be one. */
    private void flipped(DescribedCall operation, List<Case> cases) {
        byte[] sound = HostileBodies.bytes(sound(operation).toString());
        for (int round = 0; round < BYTES_FLIPPED_ROUNDS; round++) {
            byte[] body = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            cases.add(new Case(operation, "changed bytes", call(operation).saying(body), Set.of()));
        }
    }

    private static void mustRefuse(DescribedCall operation, String what, RawCall call, List<Case> cases) {
        boolean nothingThere =
                operation.path().contains("{id}") || operation.path().contains("{adjustmentNumber}");
        cases.add(new Case(operation, what, call, nothingThere ? Set.of(400, 404, 413, 415, 422) : FORM));
    }

    private RawCall call(DescribedCall operation) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (operation.changes()) {
            headers.put(
                    "Content-Type", operation.contentType().isEmpty() ? "application/json" : operation.contentType());
        }
        if (operation.headerNames().contains("If-Match")) {
            headers.put("If-Match", "*");
        }
        return new RawCall(operation.method(), target(operation.path()), headers, new byte[0]);
    }

    private String target(String path) {
        String target = path;
        for (Map.Entry<String, String> name : names.entrySet()) {
            target = target.replace("{" + name.getKey() + "}", name.getValue());
        }
        return target;
    }

    /** The example, of an item that there is. */
    private JsonNode sound(DescribedCall operation) {
        JsonNode example = operation.example().isMissingNode()
                ? Api.JSON.createObjectNode()
                : operation.example().deepCopy();
        example.findParents("itemCode").forEach(parent -> ((ObjectNode) parent).put("itemCode", names.get("itemCode")));
        return example;
    }

    private void sendAll(List<Case> possible) throws InterruptedException {
        Collections.shuffle(possible, random);
        Map<DescribedCall, Integer> taken = new HashMap<>();
        List<Case> cases = possible.stream()
                .filter(one -> taken.merge(one.operation(), 1, Integer::sum) <= CASES_AN_OPERATION)
                .toList();
        System.out.println("hostile.seed=" + SEED + ", " + cases.size() + " of " + possible.size() + " requests");
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            cases.forEach(one -> clients.execute(() -> send(one)));
            clients.shutdown();
            assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(failures.stream().limit(FAILURES_SHOWN_MAX))
                .as("%d of %d requests were answered wrongly, seed %s", failures.size(), cases.size(), SEED)
                .isEmpty();
    }

    private void send(Case one) {
        try {
            Reply reply =
                    one.call().send(stack.service(one.operation().service()).baseUri());
            String wrong = wrongIn(one, reply);
            if (wrong != null) {
                String shown =
                        reply.body().substring(0, Math.min(500, reply.body().length()));
                failures.add(one.operation() + ", " + one.what() + ": " + wrong + "\n  " + one.call() + "\n  "
                        + reply.status() + " " + shown);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(one.operation() + ", " + one.what() + ": " + e);
        }
    }

    private static String wrongIn(Case one, Reply reply) {
        boolean refusedByServer = reply.body().isEmpty() && WIRE.contains(reply.status());
        if (one.refusals() == WIRE) {
            return WIRE.contains(reply.status()) || reply.status() == 404 ? null : "no refusal";
        }
        if (!one.refusals().isEmpty() && !one.refusals().contains(reply.status())) {
            return "not refused as it must be";
        }
        if (reply.status() == 0 || (refusedByServer && reply.status() != 400)) {
            return "no answer";
        }
        return reply.status() < 400 || refusedByServer ? null : wrongInProblem(one, reply);
    }

    private static String wrongInProblem(Case one, Reply reply) {
        if (!reply.headers().getOrDefault("content-type", "").startsWith("application/problem+json")) {
            return "no problem document";
        }
        JsonNode problem;
        try {
            problem = Api.JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return "no JSON";
        }
        String code = problem.path("code").asText();
        if (!ApiSurfaceIT.CODES.contains(code)) {
            return "no code of the list";
        }
        if (reply.status() >= 500
                && !List.of("NOT_YET_APPLIED", "PEER_UNREACHABLE").contains(code)) {
            return "a failure of ours";
        }
        if (reply.body().contains("\\tat ") || reply.body().contains("Exception:")) {
            return "a stack trace";
        }
        if (problem.path("violations").isEmpty()) {
            return "no violations";
        }
        for (JsonNode violation : problem.path("violations")) {
            String pointer = violation.path("pointer").asText();
            if (!pointer.isEmpty() && (!pointer.startsWith("/") || !fits(pointer, one))) {
                return "a pointer to nothing: " + pointer;
            }
        }
        return null;
    }

    /** A parameter of the query, or a field that the body has or that its object could have. */
    private static boolean fits(String pointer, Case one) {
        if (pointer.lastIndexOf('/') == 0) {
            return true;
        }
        try {
            JsonNode body = Api.JSON.readTree(one.call().body());
            return one.operation().method().equals("PATCH")
                    || !body.at(JsonPointer.compile(pointer).head()).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, Long> rows() throws Exception {
        return new Records(stack).rows();
    }
}
