package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.receiving.CatalogStub;

/**
 * What the service takes on, on both sides of each limit, as bytes on sockets. Saturation is made real by a lock on the
 * table that all of the requests read: they take the two connections of a pool made small, and wait.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
@TestProfile(RequestLimitsQuarkusTest.Small.class)
class RequestLimitsQuarkusTest {
    private static final int IN_FLIGHT_MAX = 100;
    private static final int CLIENTS = 500;
    private static final int IDLE_SECONDS = 3;
    private static final int BODY_MILLIS_MAX = 2_000;
    private static final int POOL_WAIT_MILLIS_MAX = 2_000;
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    @TestHTTPResource
    URI service;

    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "lots.request.in-flight-max", Integer.toString(IN_FLIGHT_MAX),
                    "lots.request.body-millis-max", Integer.toString(BODY_MILLIS_MAX),
                    "lots.pool.wait-millis-max", Integer.toString(POOL_WAIT_MILLIS_MAX),
                    "quarkus.datasource.reactive.max-size", "2",
                    "quarkus.http.idle-timeout", IDLE_SECONDS + "s");
        }
    }

    @Test
    void a_body_of_1_MiB_is_read_and_one_byte_more_is_not() throws Exception {
        String sound = "{\"noSuchField\":1}";
        assertThat(post("/receipts", sound + " ".repeat(1_048_576 - sound.length())))
                .startsWith("HTTP/1.1 422");
        assertTooLarge(post("/receipts", sound + " ".repeat(1_048_577 - sound.length())));
        // One that does not tell its length is found out while it is read, by the server itself, which has no words.
        assertThat(chunked("/receipts", 1_100_000)).startsWith("HTTP/1.1 413");
        assertThat(chunked("/receipts", 1_000_000)).startsWith("HTTP/1.1 4").doesNotContain("TOO_LARGE");
        // An import may be larger.
        assertThat(post("/imports/beginning-balances", "x".repeat(2_000_000))).doesNotContain("TOO_LARGE");
        assertTooLarge(head("/imports/beginning-balances", 67_108_865));
    }

    private static void assertTooLarge(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"TOO_LARGE\"");
    }

    @Test
    void headers_and_the_request_line_have_a_limit() throws Exception {
        assertThat(get("/receipts?limit=1", "X: " + "x".repeat(19_000))).startsWith("HTTP/1.1 200");
        assertThat(get("/receipts?limit=1", "X: " + "x".repeat(21_000))).startsWith("HTTP/1.1 431");
        assertThat(get("/receipts?limit=1&x=" + "x".repeat(16_000), "X: x")).startsWith("HTTP/1.1 200");
        assertThat(get("/receipts?limit=1&x=" + "x".repeat(17_000), "X: x")).matches("(?s)HTTP/1\\.[01] 414.*");
    }

    @Test
    void who_sends_a_head_byte_by_byte_is_cut_off() throws Exception {
        assertCutOff("GET /receipts HTTP/1.1\r\nHost: x\r\nX: ", Duration.ofSeconds(IDLE_SECONDS * 4));
    }

    @Test
    void who_sends_a_body_byte_by_byte_is_cut_off() throws Exception {
        assertCutOff(
                "POST /receipts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
                Duration.ofMillis(BODY_MILLIS_MAX * 3));
    }

    /** A byte every 200 ms, so that the connection is never idle. */
    private void assertCutOff(String beginning, Duration patience) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Socket socket = connect()) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write(bytes(beginning));
            while (System.nanoTime() < deadline) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (java.net.SocketTimeoutException open) {
                    socket.getOutputStream().write(' ');
                }
            }
        } catch (SocketException closed) {
            return;
        }
        throw new AssertionError("the connection is still open after " + patience);
    }

    @Test
    void five_hundred_at_once_are_answered_or_told_to_come_again_and_then_all_is_well() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocker = TestStack.postgres().connect("service");
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table receipt in access exclusive mode");
            for (int i = 0; i < CLIENTS; i++) {
                boolean reads = i % 2 == 0;
                boolean hangsUp = i % 5 == 0;
                answers.add(clients.submit(() -> hangsUp
                        ? hangUp("/receipts")
                        : reads ? get("/receipts?limit=1", "X: x") : post("/receipts/NONE/void", "{}")));
            }
            long began = System.nanoTime();
            // While all wait, who looks after the service gets an answer.
            assertThat(get("/q/health/live", "X: x")).startsWith("HTTP/1.1 200");
            assertThat(get("/q/health/ready", "X: x")).startsWith("HTTP/1.1 ");
            assertThat(get("/q/metrics", "X: x")).contains("lots_requests_in_flight");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWERED);
            Thread.sleep(POOL_WAIT_MILLIS_MAX + 500);
            blocker.rollback();
            int overloaded = 0;
            for (Future<String> answer : answers) {
                String text = answer.get();
                if (text.startsWith("HTTP/1.1 503")) {
                    assertThat(text).contains("\"OVERLOADED\"").containsIgnoringCase("retry-after: ");
                    overloaded++;
                } else if (!text.isEmpty()) {
                    assertThat(text).matches("(?s)HTTP/1.1 (200|404).*");
                }
            }
            assertThat(overloaded).as("refusals").isGreaterThan(CLIENTS / 4);
        }
        // Nobody's place is lost, not even of those who hung up.
        for (int i = 0; i < IN_FLIGHT_MAX + 10; i++) {
            assertThat(get("/receipts?limit=1", "X: x")).startsWith("HTTP/1.1 200");
        }
        assertThat(get("/q/health/ready", "X: x")).startsWith("HTTP/1.1 200");
        // A place is free again a moment after its answer was sent.
        long deadline = System.nanoTime() + ANSWERED.toNanos();
        while (!get("/q/metrics", "X: x").contains("lots_requests_in_flight 0.0")) {
            assertThat(System.nanoTime()).as("the last place is free in time").isLessThan(deadline);
        }
    }

    private String hangUp(String path) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        return "";
    }

    private String get(String path, String header) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n");
    }

    private String post(String path, String body) throws IOException {
        String type = path.startsWith("/imports") ? "text/csv" : "application/json";
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nIf-Match: *\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String head(String path, long length) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/csv\r\n"
                + "Content-Length: " + length + "\r\n\r\n");
    }

    private String chunked(String path, int bytes) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(bytes) + "\r\n" + " ".repeat(bytes)
                + "\r\n0\r\n\r\n");
    }

    private String send(String request) throws IOException {
        try (Socket socket = connect();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            out.write(bytes(request));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
