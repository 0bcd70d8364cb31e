package org.lotledger.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Another service, played: shipping as far as it takes news of holds. A hold once released stays so, whatever comes
 * later. {@code PUT /modes/{lotNumber}/{mode}} makes it fail for one lot: REFUSING answers 503, SILENT nothing for ten
 * seconds, GONE closes the connection; UP ends that. {@code GET /told/{holdId}} lists the news it acknowledged. Driven over
 * HTTP, because the tests see this class through another class loader.
 */
public final class ShippingStub implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SILENCE_MILLIS = 10_000;

    private final Map<String, String> modes = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> told = new ConcurrentHashMap<>();
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("quarkus.rest-client.shipping.url", address, "test.shipping", address);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        switch (path[1]) {
            case "modes" -> {
                modes.put(path[2], path[3]);
                send(exchange, 200, "{}");
            }
            case "told" ->
                send(exchange, 200, told.getOrDefault(path[2], List.of()).toString());
            case "lot-holds" -> take(exchange, path[2]);
            default -> send(exchange, 404, "{}");
        }
    }

    private void take(HttpExchange exchange, String holdId) throws IOException {
        JsonNode news = JSON.readTree(exchange.getRequestBody().readAllBytes());
        switch (modes.getOrDefault(news.path("lotNumber").asText(), "UP")) {
            case "REFUSING" -> send(exchange, 503, "{}");
            case "SILENT" -> stayAway(exchange, SILENCE_MILLIS);
            case "GONE" -> stayAway(exchange, 0);
            default -> {
                if (news.path("released").asBoolean()) {
                    released.add(holdId);
                }
                told.computeIfAbsent(holdId, id -> new CopyOnWriteArrayList<>()).add(news);
                send(exchange, 200, "{\"holdId\":\"" + holdId + "\",\"inForce\":" + !released.contains(holdId) + "}");
            }
        }
    }

    private static void stayAway(HttpExchange exchange, long millis) {
        try (exchange) {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
