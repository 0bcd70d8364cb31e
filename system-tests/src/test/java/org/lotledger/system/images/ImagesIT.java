package org.lotledger.system.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.lotledger.local.Service;
import org.lotledger.local.TestIssuer;
import org.lotledger.system.DemoRun;

/**
 * Goal: the images work as the manifests run them. Method: the demo is played against containers that have a read-only root,
 * no capabilities and a numeric user, and the very environment, mounts and accounts of the overlay {@code prod}; migrations run
 * before, as the Jobs do, with the owner's password, which the services do not get. Only the issuer is another, and each service
 * has an address of its own on the loopback instead of a pod's.
 */
@EnabledIfSystemProperty(named = "images", matches = ".+", disabledReason = "make images-test")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesIT {
    private static final String PREFIX = System.getProperty("images", "");
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final String[] ALL_ROLES = {"catalog-manager", "receiver", "shipper", "quality", "auditor", "admin"};

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestIssuer issuer = TestIssuer.start();
    private final Map<String, String> databasePasswords = GuardedServers.passwords();
    private Path folder;
    private Manifests manifests;
    private GuardedServers servers;

    @BeforeAll
    void start() throws Exception {
        folder = Files.createTempDirectory("lot-ledger-images");
        manifests = Manifests.of(PROJECT, "prod");
        servers = new GuardedServers(folder, hosts());
        for (JsonNode cluster : manifests.all("Cluster")) {
            servers.createDatabase(cluster, databasePasswords);
        }
        for (JsonNode topic : manifests.all("KafkaTopic")) {
            servers.createTopic(topic);
        }
        for (JsonNode user : manifests.all("KafkaUser")) {
            servers.createUser(user, kafkaPassword(user.at("/metadata/name").asText()));
        }
        for (Service service : Service.values()) {
            migrate(service);
        }
        // One after the other, so that each says how long it takes alone.
        for (Service service : Service.values()) {
            run(service);
            awaitReady(service);
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (Service service : Service.values()) {
            Path log = folder.resolve(service.module() + ".log");
            Files.writeString(log, output("podman", "logs", service.module()));
            podman("rm", "--force", "--time", "0", service.module());
        }
        if (servers != null) {
            servers.close();
        }
        issuer.close();
        System.out.println("logs of the containers: " + folder);
    }

    @Test
    void the_demo_is_played() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("LOTS_TOKEN", issuer.token("demo", ALL_ROLES)));
        for (Service service : Service.values()) {
            environment.put("LOTS_URL_" + service.name(), base(service));
        }
        DemoRun.played(environment);
    }

    @Test
    void what_the_manifests_ask_of_a_service_is_answered() throws Exception {
        String metrics = manifests
                .the("ServiceMonitor", "services")
                .at("/spec/endpoints/0/path")
                .asText();
        for (Service service : Service.values()) {
            JsonNode container = deployment(service).at("/spec/template/spec/containers/0");
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                assertThat(status(
                                service,
                                container.at("/" + probe + "/httpGet/path").asText()))
                        .as(service.label() + " " + probe)
                        .isEqualTo(200);
            }
            assertThat(container.at("/ports/0/containerPort").asText())
                    .isEqualTo(environment(service).get("QUARKUS_HTTP_PORT"));
            assertThat(status(service, metrics)).isEqualTo(200);
            assertThat(status(service, "/announcements/heads"))
                    .as("without a token")
                    .isIn(401, 404);
        }
    }

    @Test
    void logs_are_json_and_hold_no_secret() throws Exception {
        for (Service service : Service.values()) {
            String log = output("podman", "logs", service.module());
            assertThat(log.lines().filter(line -> line.startsWith("{\"")).count())
                    .as(log)
                    .isPositive();
            for (String secret : databasePasswords.values()) {
                assertThat(log).doesNotContain(secret);
            }
            assertThat(log).doesNotContain(kafkaPassword(service.label() + "-kafka"));
            assertThat(log).doesNotContain(TestIssuer.secretOf(service.label()));
        }
    }

    private static List<String> hosts() {
        return Stream.concat(
                        Stream.of("events-kafka-bootstrap"),
                        Stream.of(Service.values()).map(service -> service.label() + "-db-rw"))
                .toList();
    }

    private static String kafkaPassword(String user) {
        return "password-of-" + user;
    }

    private JsonNode deployment(Service service) {
        return manifests.the("Deployment", service.module());
    }

    private Map<String, String> environment(Service service) {
        return manifests.environment(deployment(service), this::secret);
    }

    /** What is in a secret of the cluster: made by an operator, or from outside. */
    private String secret(String nameAndKey) {
        String name = nameAndKey.substring(0, nameAndKey.indexOf('/'));
        String key = nameAndKey.substring(nameAndKey.indexOf('/') + 1);
        for (Service service : Service.values()) {
            String role = service.database();
            if (name.equals(service.label() + "-db-application")) {
                return key.equals("username") ? role : databasePasswords.get(role);
            }
            if (name.equals(service.label() + "-db-owner")) {
                return key.equals("username") ? role + "_owner" : databasePasswords.get(role + "_owner");
            }
            if (name.equals(service.label() + "-client")) {
                return TestIssuer.secretOf(service.label());
            }
            if (name.equals(service.label() + "-kafka")) {
                return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name
                        + "\" password=\"" + kafkaPassword(name) + "\";";
            }
        }
        throw new IllegalArgumentException(nameAndKey);
    }

    private void migrate(Service service) throws Exception {
        JsonNode job = manifests.the("Job", service.label() + "-migration");
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(guarded(service, job));
        podman(command.toArray(String[]::new));
    }

    private void run(Service service) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--name", service.module()));
        command.addAll(guarded(service, deployment(service)));
        podman(command.toArray(String[]::new));
    }

    private List<String> guarded(Service service, JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec/securityContext");
        List<String> arguments = new ArrayList<>(List.of(
                "--pull=never",
                "--network=host",
                "--read-only",
                "--cap-drop=all",
                "--security-opt=no-new-privileges",
                "--user=" + pod.path("runAsUser").asText() + ":"
                        + pod.path("runAsGroup").asText(),
                "--tmpfs=/tmp"));
        hosts().forEach(host -> arguments.add("--add-host=" + host + ":127.0.0.1"));
        for (Service other : Service.values()) {
            arguments.add("--add-host=" + other.module() + ":" + address(other));
        }
        Manifests.secretMounts(workload)
                .keySet()
                .forEach(path -> arguments.add("--volume=" + servers.authority() + ":" + path + "/ca.crt:ro"));
        Map<String, String> environment = manifests.environment(workload, this::secret);
        environment.put("QUARKUS_HTTP_HOST", address(service));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        environment.remove("QUARKUS_OTEL_SDK_DISABLED");
        environment.forEach((name, value) -> arguments.add("--env=" + name + "=" + value));
        arguments.add(PREFIX + "/" + service.module() + ":" + System.getProperty("images.version", "0.1.0"));
        return arguments;
    }

    private static String address(Service service) {
        return "127.0.0." + (10 + service.ordinal());
    }

    private static String base(Service service) {
        return "http://" + address(service) + ":8080";
    }

    private int status(Service service, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(base(service) + path)).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void awaitReady(Service service) throws Exception {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try {
                if (status(service, "/q/health/ready") == 200) {
                    System.out.println(service.module() + ": " + startedIn(service));
                    return;
                }
            } catch (IOException notYet) {
                // Listens in a moment.
            }
            assertThat(System.nanoTime())
                    .as(() -> {
                        try {
                            return output("podman", "logs", service.module());
                        } catch (Exception e) {
                            return e.toString();
                        }
                    })
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static String startedIn(Service service) throws Exception {
        return output("podman", "logs", service.module())
                .lines()
                .filter(line -> line.contains(" started in "))
                .map(line -> line.replaceAll(".*started in ([0-9.]+s).*", "started in $1"))
                .findFirst()
                .orElse("says nothing of its start")
                .toLowerCase(Locale.ROOT);
    }

    private static void podman(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(arguments));
        output(command.toArray(String[]::new));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + said);
        }
        return said;
    }
}
