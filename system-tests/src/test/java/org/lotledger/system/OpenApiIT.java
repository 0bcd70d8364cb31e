package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.local.Service;

/**
 * The committed OpenAPI documents are what the services serve, byte for byte, and say all that a caller asks.
 * {@code make openapi} writes them anew.
 */
class OpenApiIT {
    private static final Path COMMITTED = Path.of("../docs/openapi");

    @ParameterizedTest
    @EnumSource(Service.class)
    void what_is_committed_is_what_is_served(Service service) throws Exception {
        String served = served(service, "yaml");
        Path committed = COMMITTED.resolve(service.label() + ".yaml");
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(COMMITTED);
            Files.writeString(committed, served);
        }
        assertThat(Files.readString(committed))
                .as("the surface has changed: look at it with care, then run make openapi")
                .isEqualTo(served);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void every_request_has_an_example_that_fits_its_schema(Service service) throws Exception {
        JsonNode api = Api.JSON.readTree(served(service, "json"));
        List<String> wrong = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode content = operation.getValue().at("/requestBody/content");
                    content.properties().forEach(type -> {
                        JsonNode example = type.getValue().path("example");
                        String call = operation.getKey() + " " + path.getKey();
                        if (example.isMissingNode()) {
                            wrong.add(call + " has no example");
                        }
                        unknownFields(example, type.getValue().path("schema"), api, call, wrong);
                    });
                }));
        assertThat(wrong).isEmpty();
    }

    /** The ledger is there to be asked, so there it is the answers that need showing. */
    @Test
    void every_answer_of_the_ledger_has_an_example_that_fits_its_schema() throws Exception {
        JsonNode api = Api.JSON.readTree(served(Service.LOT_LEDGER, "json"));
        List<String> wrong = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode answer = operation.getValue().at("/responses/200/content/application~1json");
                    String call = operation.getKey() + " " + path.getKey();
                    if (!answer.isMissingNode()) {
                        if (!answer.has("example")) {
                            wrong.add(call + " has no example of its answer");
                        }
                        unknownFields(answer.path("example"), answer.path("schema"), api, call, wrong);
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    private static void unknownFields(
            JsonNode example, JsonNode schema, JsonNode api, String where, List<String> wrong) {
        JsonNode meant =
                schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
        if (example.isArray()) {
            example.forEach(element -> unknownFields(element, meant.path("items"), api, where, wrong));
        }
        if (meant.has("properties")) {
            example.properties().forEach(field -> {
                String name = where + " " + field.getKey();
                if (meant.path("properties").has(field.getKey())) {
                    unknownFields(field.getValue(), meant.path("properties").path(field.getKey()), api, name, wrong);
                } else {
                    wrong.add(name + " is no field of the request");
                }
            });
        }
    }

    /** The README's list is what the services say, no code more and none less. */
    @Test
    void the_readme_lists_every_problem_code() throws Exception {
        Set<String> told = new TreeSet<>();
        for (Service service : Service.values()) {
            told.addAll(codesWithExamples(service));
        }
        Set<String> listed = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| ([A-Z_]+(?:, [A-Z_]+)*) \\|")
                .matcher(Files.readString(Path.of("../README.md")));
        while (row.find()) {
            listed.addAll(List.of(row.group(1).split(", ")));
        }
        assertThat(listed).isEqualTo(told);
    }

    /** The problem codes that a service's OpenAPI gives an example of. */
    static Set<String> codesWithExamples(Service service) throws IOException, InterruptedException {
        Set<String> codes = new TreeSet<>();
        Api.JSON
                .readTree(served(service, "json"))
                .at("/components/examples")
                .properties()
                .forEach(example -> codes.add(example.getKey()));
        return codes;
    }

    private static String served(Service service, String format) throws IOException, InterruptedException {
        URI address = SharedStack.get().service(service).baseUri().resolve("/q/openapi?format=" + format);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
