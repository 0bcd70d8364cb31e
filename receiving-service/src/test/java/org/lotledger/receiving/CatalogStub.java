package org.lotledger.receiving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Another service, played: an item catalog that knows every item whose code does not begin with NO, and notes who
 * claims what. Codes beginning with U are not tracked by lot, those with P are perishable, those with DOWN get no
 * useful answer. Locations beginning with RET are not net stock. Its notes are read over HTTP, because the tests see this class through another class loader.
 */
public final class CatalogStub implements QuarkusTestResourceLifecycleManager {
    private final List<String> claims = new CopyOnWriteArrayList<>();
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
        return Map.of("quarkus.rest-client.item-catalog.url", address, "test.catalog", address);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String code = path.length > 2 ? path[2] : "";
        if (path[1].equals("claims")) {
            send(exchange, 200, claims.toString());
        } else if (code.startsWith("NO")) {
            send(exchange, 404, "{}");
        } else if (code.startsWith("DOWN")) {
            send(exchange, 503, "{}");
        } else if (path[1].equals("locations")) {
            send(
                    exchange,
                    200,
                    "{\"location\":\"" + code + "\",\"netStock\":" + !code.startsWith("RET") + ",\"version\":1}");
        } else {
            if (exchange.getRequestMethod().equals("PUT")) {
                claims.add(code + "/" + path[4]);
            }
            boolean claimed = exchange.getRequestMethod().equals("PUT");
            send(exchange, 200, code.startsWith("FLIP") ? flipping(code, claimed) : item(code));
        }
    }

    /** Somebody makes it tracked by lot between the first question and the claim. */
    private static String flipping(String code, boolean claimed) {
        return item(code)
                .replace("\"lotTracked\":true", "\"lotTracked\":" + claimed)
                .replace("\"version\":2", "\"version\":" + (claimed ? 2 : 1));
    }

    private static String item(String code) {
        return """
                {"itemCode":"%s","description":"x","type":"INVENTORIED","status":"ACTIVE","unit":"EA","quantityScale":3,
                 "lotTracked":%s,"perishable":%s,"shelfLifeDays":null,"minimumRemainingDays":null,"version":2}""".formatted(code, !code.startsWith("U"), code.startsWith("P"));
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
