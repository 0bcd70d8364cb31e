package org.lotledger.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may make which call of a service: tried out, with every call that its OpenAPI knows, every role, no token, and
 * tokens of every kind that must not be believed. Each call waits for an event that cannot be one: those who may make the
 * call are refused for that, and nothing happens.
 */
public final class AccessTable {
    private static final List<String> ROLES =
            List.of("catalog-manager", "receiver", "shipper", "quality", "auditor", "admin", "service");

    /** Any role will do for a token that is refused before its roles are looked at. */
    private static final String[] ALL_ROLES = ROLES.toArray(String[]::new);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Set<String>> rolesByCall = new LinkedHashMap<>();

    /** Opens a call, such as {@code GET /items/{itemCode}}, to these roles and no other. */
    public AccessTable call(String methodAndPath, String... roles) {
        rolesByCall.put(methodAndPath, Set.of(roles));
        return this;
    }

    /** Everything that is not as the table says; empty when all is. */
    public List<String> differences(URI service, TestIssuer issuer) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Set<String> missing = served(http, service);
            missing.removeAll(rolesByCall.keySet());
            missing.forEach(call -> found.add(call + " is not in the table"));
            Set<String> gone = new TreeSet<>(rolesByCall.keySet());
            gone.removeAll(served(http, service));
            gone.forEach(call -> found.add(call + " is in the table only"));
            Map<String, @Nullable String> refused = tokensToRefuse(issuer);
            Map<String, String> tokens =
                    ROLES.stream().collect(Collectors.toMap(role -> role, role -> issuer.token("somebody", role)));
            String tokenOfNoRole = issuer.token("somebody");
            for (Map.Entry<String, Set<String>> row : rolesByCall.entrySet()) {
                for (Map.Entry<String, @Nullable String> token : refused.entrySet()) {
                    HttpResponse<String> answer = send(http, service, row.getKey(), token.getValue());
                    if (!isProblem(answer, 401, "UNAUTHENTICATED")
                            || answer.headers().firstValue("WWW-Authenticate").isEmpty()) {
                        found.add(row.getKey() + " with " + token.getKey() + ": " + shown(answer));
                    }
                }
                for (String role : ROLES) {
                    HttpResponse<String> answer = send(http, service, row.getKey(), tokens.get(role));
                    boolean asTold = row.getValue().contains(role)
                            ? isProblem(answer, 422, "AFTER_UNKNOWN")
                            : isProblem(answer, 403, "FORBIDDEN");
                    if (!asTold) {
                        found.add(row.getKey() + " as " + role + ": " + shown(answer));
                    }
                }
                HttpResponse<String> noRole = send(http, service, row.getKey(), tokenOfNoRole);
                if (!isProblem(noRole, 403, "FORBIDDEN")) {
                    found.add(row.getKey() + " without a role: " + shown(noRole));
                }
            }
        }
        return found;
    }

    private static Map<String, @Nullable String> tokensToRefuse(TestIssuer issuer) {
        TestIssuer.Draft good = issuer.draft("somebody", ALL_ROLES);
        Map<String, @Nullable String> tokens = new LinkedHashMap<>();
        tokens.put("no token", null);
        tokens.put("no JWT", "letmein");
        tokens.put(
                "an expired token",
                good.expiredAt(Instant.now().minus(Duration.ofMinutes(1))).signed());
        tokens.put("another issuer", good.from("http://127.0.0.1:1").signed());
        tokens.put("another audience", good.meantFor("another-system").signed());
        tokens.put("another's key", good.signedByAnother().signed());
        tokens.put("algorithm none", good.signedWith("none").signed());
        tokens.put("algorithm HS256", good.signedWith("HS256").signed());
        return tokens;
    }

    private static Set<String> served(HttpClient http, URI service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/openapi?format=json"))
                .build();
        Set<String> calls = new TreeSet<>();
        JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> calls.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return calls;
    }

    private static HttpResponse<String> send(HttpClient http, URI service, String call, @Nullable String token)
            throws IOException, InterruptedException {
        String method = call.substring(0, call.indexOf(' '));
        String path = call.substring(method.length() + 1).replaceAll("\\{[^}]*}", "none-such") + "?after=none-such";
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
        if (method.equals("GET")) {
            request.GET();
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString("{}"))
                    .header("Content-Type", path.startsWith("/imports/") ? "text/csv" : "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        if (answer.statusCode() != status
                || !answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return false;
        }
        JsonNode problem = JSON.readTree(answer.body());
        return problem.path("code").asText().equals(code)
                && problem.path("violations").size() == 1
                && problem.path("status").asInt() == status;
    }

    private static String shown(HttpResponse<String> answer) {
        return answer.statusCode() + " "
                + answer.headers().firstValue("Content-Type").orElse("") + " " + answer.body();
    }
}
