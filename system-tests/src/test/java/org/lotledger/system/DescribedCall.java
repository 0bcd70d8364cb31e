package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lotledger.local.Service;

/**
 * A call as a service describes it in its own OpenAPI document.
 *
 * @param contentType of the body; empty when it takes none
 * @param example a sound body in JSON; missing when it takes none, or none in JSON
 */
record DescribedCall(
        Service service,
        String method,
        String path,
        Set<String> queryNames,
        Set<String> headerNames,
        String contentType,
        JsonNode example) {

    static List<DescribedCall> of(Service service, Api api) {
        JsonNode document =
                api.get(service, "/q/openapi?format=json").mustBe(200).body();
        List<DescribedCall> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(of(
                                service, method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    private static DescribedCall of(Service service, String method, String path, JsonNode described) {
        JsonNode content = described.at("/requestBody/content");
        String type = content.isEmpty() ? "" : content.fieldNames().next();
        return new DescribedCall(
                service,
                method,
                path,
                names(described, "query"),
                names(described, "header"),
                type,
                type.endsWith("json") ? example(content.path(type)) : MissingNode.getInstance());
    }

    private static JsonNode example(JsonNode media) {
        if (media.has("example")) {
            return media.path("example");
        }
        JsonNode first = media.path("examples").path(0);
        return media.path("examples").isObject()
                ? media.path("examples").elements().next().path("value")
                : first;
    }

    private static Set<String> names(JsonNode described, String place) {
        Set<String> names = new java.util.LinkedHashSet<>();
        described.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(place)) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }

    boolean changes() {
        return !method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + service.label() + path;
    }
}
