package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** What the manifests say of the services is so: read as files, without Kubernetes. The rest is checked by their images' test. */
class ManifestsIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path BASE = PROJECT.resolve("deploy/kubernetes/base");

    private static final Duration MEASURED_MAX = Duration.ofSeconds(40);

    private final LocalStack stack = SharedStack.get();

    @Test
    void the_topics_are_those_of_the_contract_and_kept_for_ever() throws IOException {
        JsonNode contract = new YAMLMapper()
                .readTree(PROJECT.resolve("lot-events/src/main/resources/contract/asyncapi.yaml")
                        .toFile());
        Set<String> addresses = new TreeSet<>();
        contract.path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));
        Set<String> topics = new TreeSet<>();
        for (JsonNode topic : documents(BASE.resolve("kafka/topics.yaml"))) {
            topics.add(topic.at("/metadata/name").asText());
            assertThat(topic.at("/spec/config/retention.ms").asInt()).isEqualTo(-1);
            assertThat(topic.at("/spec/config/cleanup.policy").asText()).isEqualTo("delete");
        }
        assertThat(topics).isEqualTo(addresses);
    }

    @Test
    void every_service_answers_the_probes_and_gives_the_metrics_that_the_alarms_ask_for() throws Exception {
        JsonNode container =
                documents(BASE.resolve("service/deployment.yaml")).getFirst().at("/spec/template/spec/containers/0");
        Path monitoring = PROJECT.resolve("deploy/kubernetes/components/monitoring");
        String metricsPath = documents(monitoring.resolve("monitors.yaml"))
                .getFirst()
                .at("/spec/endpoints/0/path")
                .asText();
        Api api = new Api(stack);
        for (Service service : Service.values()) {
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                api.get(service, container.at("/" + probe + "/httpGet/path").asText())
                        .mustBe(200);
            }
        }
        // Some are measured for the first time a while after the start.
        Eventually.succeeds(MEASURED_MAX, () -> {
            StringBuilder metrics = new StringBuilder();
            for (Service service : Service.values()) {
                metrics.append(text(stack.service(service).baseUri().resolve(metricsPath)));
            }
            for (JsonNode group :
                    documents(monitoring.resolve("rules.yaml")).getFirst().at("/spec/groups")) {
                for (JsonNode rule : group.path("rules")) {
                    for (String name : ourMetrics(rule.path("expr").asText())) {
                        assertThat(metrics).as(rule.path("alert").asText()).containsPattern("(?m)^" + name + "[ {]");
                    }
                }
            }
            return true;
        });
    }

    /** A misspelt one would be passed over in silence, and so would one that is fixed when a service is built. */
    @Test
    void every_variable_that_a_manifest_names_is_read_by_a_service() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Service service : Service.values()) {
            known.addAll(KnownSettings.of(PROJECT.resolve(service.module())));
        }
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("deploy/kubernetes"))) {
            for (Path file : files.filter(ManifestsIT::hasSettings).toList()) {
                named.addAll(KnownSettings.namedIn(file));
            }
        }
        assertThat(named).contains("QUARKUS_HTTP_PORT", "KAFKA_BOOTSTRAP_SERVERS", "SERVICE_CLIENT_SECRET");
        assertThat(known).containsAll(named).doesNotContain("QUARKUS_DATASOURCE_DB_KIND");
    }

    private static boolean hasSettings(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".properties");
    }

    private static String text(URI uri) throws IOException {
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> ourMetrics(String expression) {
        return Pattern.compile("\\blots_[a-z_]+")
                .matcher(expression)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            return new ArrayList<>(documents.readAll());
        }
    }
}
