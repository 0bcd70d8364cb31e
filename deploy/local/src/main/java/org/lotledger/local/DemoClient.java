package org.lotledger.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls the running services as any integrator would: those of `make run`, or wherever {@code LOTS_URL_RECEIVING} and so on say
 * that they are, with the bearer token {@code LOTS_TOKEN} if there is one.
 */
final class DemoClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /**
     * An answer.
     *
     * @param eTag empty when there was none
     * @param eventId the last public event of a command; empty when there was none
     */
    record Answer(int status, String eTag, String eventId, JsonNode body) {

        /** The problem's code and sentence. */
        String problem() {
            return body.path("code").asText() + ": " + body.path("detail").asText();
        }
    }

    /** Ends the story: an answer was not what it should be, or there was none. */
    static final class Unexpected extends RuntimeException {
        Unexpected(String sentence) {
            super(sentence);
        }
    }

    Answer get(Service service, String path) {
        return send(service, "GET", path, null, "");
    }

    /** A request with a JSON body; the ETag, unless empty, goes into If-Match. */
    Answer send(Service service, String method, String path, @Nullable String body, String eTag) {
        String address = service.urlFromEnvironment();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!eTag.isEmpty()) {
            request.header("If-Match", eTag);
        }
        String token = System.getenv("LOTS_TOKEN");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    response.headers().firstValue("Event-Id").orElse(""),
                    response.body().isEmpty() ? MissingNode.getInstance() : json.readTree(response.body()));
        } catch (IOException e) {
            throw new Unexpected(
                    service.label() + " does not answer on " + address + ": is `make run` up in another terminal?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unexpected("interrupted");
        }
    }

    /** The answer, when it has the status that the story expects. */
    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new Unexpected("expected " + status + ", got " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /** The answer, when it is a refusal with this code among its violations. */
    static Answer expectRefusal(String code, Answer answer) {
        for (JsonNode violation : answer.body().path("violations")) {
            if (violation.path("code").asText().equals(code)) {
                return answer;
            }
        }
        throw new Unexpected("expected " + code + ", got " + answer.status() + ": " + answer.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
