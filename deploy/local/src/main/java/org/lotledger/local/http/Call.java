package org.lotledger.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A call of the service that a {@code @QuarkusTest} started: first what it carries, then the method and the path. */
public final class Call {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final HttpRequest.Builder request = HttpRequest.newBuilder().timeout(PATIENCE);
    private final StringBuilder query = new StringBuilder();
    private @Nullable String base;
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    private Call() {}

    /** Begins a call that carries nothing. */
    public static Call given() {
        return new Call();
    }

    /** Of another server than the service under test. */
    public Call baseUri(String baseUri) {
        base = baseUri;
        return this;
    }

    public Call header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    public Call contentType(String type) {
        return header("Content-Type", type);
    }

    public Call accept(String type) {
        return header("Accept", type);
    }

    public Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Said once for each element if it is a collection; encoded here. */
    public Call queryParam(String name, Object value) {
        for (Object each : value instanceof Collection<?> several ? several : List.of(value)) {
            query.append('&').append(encoded(name)).append('=').append(encoded(each.toString()));
        }
        return this;
    }

    public Call body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON body of what Jackson makes of it. */
    public Call json(Object value) {
        try {
            return contentType("application/json").body(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Call body(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer post(String path) {
        return send("POST", path);
    }

    public Answer put(String path) {
        return send("PUT", path);
    }

    public Answer patch(String path) {
        return send("PATCH", path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param path from the first slash on, with a query or none, encoded as it is to be sent; or a whole address
     */
    public Answer send(String method, String path) {
        URI address = address(path);
        try {
            return new Answer(
                    CLIENT.send(request.uri(address).method(method, body).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + address + " was interrupted", e);
        }
    }

    /** Where the service under test listens. */
    public static URI service() {
        return ConfigProvider.getConfig().getValue("test.url", URI.class);
    }

    private URI address(String path) {
        String whole = path.startsWith("http") ? path : (base == null ? service() : base) + path;
        if (!query.isEmpty()) {
            whole += (whole.contains("?") ? "&" : "?") + query.substring(1);
        }
        return URI.create(whole);
    }
}
