package org.lotledger.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** The REST surface as a caller sees it. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Function<Service, URI> addresses;
    private final Duration patience;
    private final String token;

    Api(LocalStack stack) {
        this(stack, Duration.ofSeconds(60), null);
    }

    /** Gives up on an answer after so long. */
    Api(LocalStack stack, Duration patience) {
        this(stack, patience, null);
    }

    /** With a bearer token on every call. */
    Api(LocalStack stack, String token) {
        this(stack, Duration.ofSeconds(60), token);
    }

    /** Where the services are reached by other addresses than their own. */
    Api(Function<Service, URI> addresses, Duration patience) {
        this(addresses, patience, null);
    }

    private Api(LocalStack stack, Duration patience, String token) {
        this(service -> stack.service(service).baseUri(), patience, token);
    }

    private Api(Function<Service, URI> addresses, Duration patience, String token) {
        this.addresses = addresses;
        this.patience = patience;
        this.token = token;
    }

    /** An answer; the body is missing when there was none. */
    record Answer(int status, String eTag, String eventId, String location, JsonNode body) {
        String code() {
            return body.path("code").asText();
        }

        Answer mustBe(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            }
            return this;
        }
    }

    Answer get(Service service, String path) {
        return send(service, "GET", path, null, "application/json", Map.of());
    }

    Answer post(Service service, String path, String json) {
        return post(service, path, json, Map.of());
    }

    Answer post(Service service, String path, String json, Map<String, String> headers) {
        return send(service, "POST", path, json, "application/json", headers);
    }

    Answer put(Service service, String path, String json, Map<String, String> headers) {
        return send(service, "PUT", path, json, "application/json", headers);
    }

    Answer postCsv(Service service, String path, String csv) {
        return send(service, "POST", path, csv, "text/csv", Map.of());
    }

    Answer send(Service service, String method, String path, String body, String type, Map<String, String> headers) {
        try {
            return tryToSend(service, method, path, body, type, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " at " + service.label(), e);
        }
    }

    /** Sends once; an IOException leaves it open whether the request took effect. */
    Answer tryToSend(Service service, String method, String path, String body, String type, Map<String, String> headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        addresses.apply(service).resolve(path))
                .timeout(patience)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Answer answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    response.headers().firstValue("Event-Id").orElse(""),
                    response.headers().firstValue("Location").orElse(""),
                    response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body()));
            Surface.note(service, method, path, sent(body), answer.status(), answer.body());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode sent(String body) {
        try {
            return body == null ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Every element of a paged list. */
    List<JsonNode> all(Service service, String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        do {
            String separator = path.contains("?") ? "&" : "?";
            JsonNode page = get(service, path + separator + "limit=500" + (cursor == null ? "" : "&cursor=" + cursor))
                    .mustBe(200)
                    .body();
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asText();
        } while (cursor != null);
        return items;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
