package org.lotledger.eventsourcing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a service's OpenAPI an example for each request and, for all that may be refused, the problem document with
 * an example for each of its codes; to the answers that the service has examples of, too. They stand in two files, one
 * for what every service does and one of the service, in the form {@code {"requests": {"POST /items": …}, "answers":
 * {"GET /lots": …}, "problems": {"ITEM_IN_USE": {"status", "pointer", "detail"}}}}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiExamples implements OASFilter {
    /** Where the examples lie on the class path. */
    private static final List<String> FILES = List.of("openapi-examples-mechanism.json", "openapi-examples.json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM = "Problem";

    /** All examples of one kind, {@code requests}, {@code answers} or {@code problems}, by name. */
    public static Map<String, JsonNode> read(String kind) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        for (String file : FILES) {
            try (InputStream json =
                    Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
                if (json != null) {
                    JSON.readTree(json)
                            .path(kind)
                            .properties()
                            .forEach(entry -> examples.put(entry.getKey(), entry.getValue()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return examples;
    }

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        Map<String, JsonNode> requests = read("requests");
        Map<String, JsonNode> answers = read("answers");
        if (openApi.getComponents() == null) {
            openApi.setComponents(OASFactory.createComponents());
        }
        openApi.getComponents().addSchema(PROBLEM, problemSchema());
        openApi.getComponents().addResponse(PROBLEM, problemResponse(openApi, read("problems")));
        openApi.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    String call = method + " " + path;
                    complete(operation, requests.get(call), answers.get(call));
                }));
    }

    private static void complete(Operation operation, @Nullable JsonNode request, @Nullable JsonNode answer) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        if (answer != null) {
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                MediaType type = response.getContent() == null
                        ? null
                        : response.getContent().getMediaType(JSON_TYPE);
                if (status.startsWith("2") && type != null) {
                    type.setExample(JSON.convertValue(answer, Object.class));
                }
            });
        }
        operation
                .getResponses()
                .addAPIResponse("default", OASFactory.createAPIResponse().ref(PROBLEM));
        if (request != null && operation.getRequestBody() != null) {
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(type -> type.setExample(JSON.convertValue(request, Object.class)));
        }
    }

    private static Schema problemSchema() {
        Schema violation = object().addProperty("code", text())
                .addProperty("pointer", text().description("JSON pointer into the request body, or into the document"))
                .addProperty("detail", text());
        return object().description("RFC 9457; code and detail are those of the first violation")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("code", text())
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(violation))
                .addProperty("current", object().description("with DOCUMENT_CHANGED: the document as it is now"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static APIResponse problemResponse(OpenAPI openApi, Map<String, JsonNode> problems) {
        MediaType problem =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM));
        problems.forEach((code, sample) -> {
            openApi.getComponents().addExample(code, example(code, sample));
            problem.addExample(code, OASFactory.createExample().ref(code));
        });
        Content content = OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem);
        return OASFactory.createAPIResponse()
                .description("Refused, and nothing is changed; all that is wrong is told at once")
                .content(content);
    }

    private static Example example(String code, JsonNode problem) {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        ObjectNode document = JSON.createObjectNode()
                .put("type", "urn:lotledger:problem:" + words.replace(' ', '-'))
                .put("title", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
                .put("status", problem.path("status").asInt())
                .put("detail", problem.path("detail").asText())
                .put("code", code);
        document.putArray("violations")
                .addObject()
                .put("code", code)
                .put("pointer", problem.path("pointer").asText())
                .put("detail", problem.path("detail").asText());
        return OASFactory.createExample().value(JSON.convertValue(document, Object.class));
    }
}
