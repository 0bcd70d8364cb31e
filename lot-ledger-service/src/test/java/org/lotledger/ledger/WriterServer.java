package org.lotledger.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The three writers' announcements over HTTP, played by one server: {@code /receiving/announcements} and so on answer as
 * the real ones do, out of what the test has put there (see {@link TestWriters}, which speaks to it over HTTP, because
 * the tests see this class through another class loader).
 */
public final class WriterServer implements QuarkusTestResourceLifecycleManager {
    private static final String END = "\u001f";

    /** By source, then by key, U+001F and the sequence in 19 digits: the row as JSON. */
    private final Map<String, ConcurrentSkipListMap<String, String>> rows = new HashMap<>();

    /** By source, what it says of its private events; nothing is wrong with them where there is no entry. */
    private final Map<String, String> mapping = new ConcurrentHashMap<>();

    private final List<String> republished = new CopyOnWriteArrayList<>();
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
        Map<String, String> settings = new HashMap<>();
        settings.put("test.writers", address);
        settings.put("lots.heads.interval-millis", "300");
        settings.put("lots.heads.ahead-millis", "1500");
        settings.put("lots.lag.interval-millis", "300");
        for (String source : List.of("item-catalog", "receiving", "shipping")) {
            rows.put(source, new ConcurrentSkipListMap<>());
            settings.put("quarkus.rest-client." + source + ".url", address + "/" + source);
        }
        return settings;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        Map<String, String> query = query(exchange);
        ConcurrentSkipListMap<String, String> of = rows.get(path[1]);
        String what =
                exchange.getRequestMethod() + " " + Arrays.stream(path).skip(2).collect(Collectors.joining("/"));
        switch (what) {
            case "PUT announcements" -> {
                of.put(
                        row(query.get("key"), query.get("sequence")),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                send(exchange, 200, "{}");
            }
            case "DELETE announcements" -> {
                of.remove(row(query.get("key"), query.get("sequence")));
                send(exchange, 200, "{}");
            }
            case "GET republished" -> send(exchange, 200, String.join("\n", republished));
            case "GET announcements" -> send(exchange, 200, page(of, query));
            case "GET announcements/heads" -> send(exchange, 200, page(heads(of), query));
            case "GET announcements/mapping" ->
                send(
                        exchange,
                        200,
                        mapping.getOrDefault(path[1], "{\"checked\":1,\"differences\":[],\"nextCursor\":null}"));
            case "PUT announcements/mapping" -> {
                mapping.put(path[1], new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                send(exchange, 200, "{}");
            }
            case "DELETE announcements/mapping" -> {
                mapping.remove(path[1]);
                send(exchange, 200, "{}");
            }
            case "POST announcements/republish" -> {
                republished.add(query.get("from"));
                send(exchange, 200, "{\"announcements\":1}");
            }
            default -> send(exchange, 404, "{}");
        }
    }

    /** The last row of each key. */
    private static ConcurrentSkipListMap<String, String> heads(ConcurrentSkipListMap<String, String> all) {
        ConcurrentSkipListMap<String, String> heads = new ConcurrentSkipListMap<>();
        all.forEach((row, json) -> heads.put(row.substring(0, row.indexOf(END)), json));
        return heads;
    }

    private static String page(ConcurrentSkipListMap<String, String> all, Map<String, String> query) {
        int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        String cursor = cursor(query.get("cursor"));
        String key = query.get("key");
        List<String> items = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, String> row : all.tailMap(cursor, false).entrySet()) {
            if (key == null || row.getKey().startsWith(key + END)) {
                if (items.size() == limit) {
                    String next = Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(last.getBytes(StandardCharsets.UTF_8));
                    return "{\"items\":[" + String.join(",", items) + "],\"nextCursor\":\"" + next + "\"}";
                }
                items.add(row.getValue());
                last = row.getKey();
            }
        }
        return "{\"items\":[" + String.join(",", items) + "],\"nextCursor\":null}";
    }

    /** The row in a cursor as the real writers make it; the key alone in a list of heads. */
    private static String cursor(String cursor) {
        if (cursor == null) {
            return "";
        }
        String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(END);
        return parts.length == 1 ? parts[0] : row(parts[0], parts[1]);
    }

    private static String row(String key, String sequence) {
        return key + END + "0".repeat(19 - sequence.length()) + sequence;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
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
