package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lotledger.local.Service.ITEM_CATALOG;
import static org.lotledger.local.Service.LOT_LEDGER;
import static org.lotledger.local.Service.RECEIVING;
import static org.lotledger.local.Service.SHIPPING;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.local.ServiceProcess;
import org.lotledger.local.ServiceSettings;
import org.lotledger.local.TestIssuer;

/** The packaged services as they are in production: with an identity provider, and nobody let in without a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration REFUSAL_MAX = Duration.ofSeconds(60);
    private static final List<Service> WRITERS = List.of(ITEM_CATALOG, RECEIVING, SHIPPING);

    private static final Duration TRACED_MAX = Duration.ofSeconds(20);
    private static final Duration READ_BACK_MAX = Duration.ofSeconds(30);

    private final TestIssuer issuer = TestIssuer.start();
    private final TraceCollector traces = new TraceCollector();
    private LocalStack stack;
    private Path folder;

    @BeforeAll
    void start() throws Exception {
        folder = Files.createTempDirectory("lot-ledger-security");
        LocalStack.Builder builder =
                LocalStack.in(PROJECT, folder.resolve("data")).freePorts().durability(Durability.RELAXED);
        for (Service service : Service.values()) {
            builder.environment(service, issuer.environment(service));
            builder.environment(service, traces.environment());
        }
        stack = builder.build();
        stack.start();
    }

    @AfterAll
    void stop() {
        stack.close();
        issuer.close();
        traces.close();
    }

    @Test
    void a_day_with_tokens_in_which_everybody_does_his_own_work() throws Exception {
        Warehouse catalog = new Warehouse(as("clara", "catalog-manager"));
        Warehouse dock = new Warehouse(as("rolf", "receiver"));
        Warehouse packing = new Warehouse(as("susi", "shipper"));
        Api quality = as("quentin", "quality");
        catalog.location(Warehouse.MAIN);
        catalog.item("SAFE-1", true, false);

        // Each of these two makes the first use of the item, which its service claims from the catalog as itself.
        Api.Answer received = dock.receive("SAFE-1", "104303/5", null, "10");
        Api.Answer shipped = packing.ship("SAFE-1", "104303/5", "4", received.eventId());
        assertThat(as("olga", "auditor")
                        .get(ITEM_CATALOG, "/items/SAFE-1")
                        .mustBe(200)
                        .body()
                        .path("usedBy"))
                .hasSize(2);

        // The catalog tells shipping at once, as itself.
        Api.Answer held = quality.post(
                        ITEM_CATALOG,
                        "/lot-holds",
                        "{\"itemCode\":\"SAFE-1\",\"lotNumber\":\"104303/5\",\"kind\":\"HOLD\",\"reason\":\"smells\"}")
                .mustBe(201);
        assertThat(held.body().path("inForceAtShipping").asBoolean()).isTrue();
        assertThat(packing.reserve("SAFE-1", "104303/5", "1", shipped.eventId()).code())
                .isEqualTo("LOT_HELD");

        // The ledger asks all writers, as itself; who did what stands in the history.
        String lotId = received.body().at("/lines/0/lots/0/lotId").asText();
        new Warehouse(as("olga", "auditor")).lot(lotId, shipped.eventId());
        List<String> actors = new ArrayList<>();
        as("olga", "auditor")
                .all(LOT_LEDGER, "/lots/" + lotId + "/transactions?order=asc")
                .forEach(row -> actors.add(row.path("actor").asText()));
        assertThat(actors).contains("rolf", "susi").doesNotContain("local");
        Proof.mustBeClean(as("ada", "admin"));
    }

    /** One trace, begun by the caller: request, statements, relay, and the batches of both consumers. */
    @Test
    void an_event_can_be_followed_from_the_request_into_the_ledger() throws Exception {
        Warehouse catalog = new Warehouse(as("clara", "catalog-manager"));
        catalog.location(Warehouse.MAIN);
        catalog.item("TRACED-1", true, false);
        Api dock = as("rolf", "receiver");
        Api.Answer saved = dock.post(
                        RECEIVING,
                        "/receipts",
                        Warehouse.receipt("TRACED-1", "T-1", null, "3").toString())
                .mustBe(201);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        dock.post(
                        RECEIVING,
                        saved.location() + "/receive",
                        "{}",
                        Map.of("If-Match", saved.eTag(), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01"))
                .mustBe(200);
        Eventually.holds(TRACED_MAX, () -> {
            List<TraceCollector.Span> spans = traces.of(trace);
            assertThat(spans.stream().map(span -> span.service() + ": " + span.name()))
                    .contains(
                            "receiving: POST /receipts/{receiptNumber}/receive",
                            "receiving: lot-events publish",
                            "lot-ledger: lot-events process",
                            "shipping: lot-events process")
                    .anyMatch(name -> name.startsWith("receiving: INSERT") || name.startsWith("receiving: SELECT"));
            // Each hangs on one of the others; the first on the caller's.
            List<String> parents = new ArrayList<>(List.of("00f067aa0ba902b7"));
            spans.forEach(span -> parents.add(span.spanId()));
            assertThat(spans).allSatisfy(span -> assertThat(parents).contains(span.parentId()));
        });
    }

    @Test
    void nobody_gets_in_without_a_token_or_past_his_role() {
        for (Service service : Service.values()) {
            String path = service == LOT_LEDGER ? "/lots" : "/announcements";
            assertThat(new Api(stack).get(service, path).mustBe(401).code()).isEqualTo("UNAUTHENTICATED");
            assertThat(as("nobody").get(service, path).mustBe(403).code()).isEqualTo("FORBIDDEN");
            // The page to try calls with is for a machine of one's own.
            assertThat(statusOf(service, "/q/swagger-ui/")).isEqualTo(404);
            new Api(stack).get(service, "/q/health/ready").mustBe(200);
        }
    }

    @Test
    void a_service_cannot_change_history_and_not_even_see_the_database_of_another() {
        for (Service writer : WRITERS) {
            String role = writer.database();
            for (String change : List.of(
                    "update event set actor = 'nobody'",
                    "delete from announcement",
                    "truncate outbox, announcement, event",
                    "alter table event disable trigger event_is_immutable")) {
                assertThatThrownBy(() -> execute(writer.database(), role, change))
                        .as(writer + ": " + change)
                        .isInstanceOfSatisfying(SQLException.class, SecurityIT::isForbidden);
            }
            for (Service other : Service.values()) {
                if (other != writer) {
                    assertThatThrownBy(() -> execute(other.database(), role, "select 1"))
                            .as(writer + " at the database of " + other)
                            .isInstanceOfSatisfying(SQLException.class, SecurityIT::isForbidden);
                }
            }
        }
    }

    /** Only the owner of a store can do this; the ledger, which he does not own, finds it. */
    @Test
    void a_changed_a_removed_and_two_swapped_rows_in_a_store_are_found_and_named() throws Exception {
        Warehouse catalog = new Warehouse(as("clara", "catalog-manager"));
        Warehouse dock = new Warehouse(as("rolf", "receiver"));
        catalog.location(Warehouse.MAIN);
        catalog.item("SAFE-2", true, false);
        Api.Answer first = dock.receive("SAFE-2", "T", null, "3");
        Api.Answer second = dock.receive("SAFE-2", "T", null, "5");
        String lotId = first.body().at("/lines/0/lots/0/lotId").asText();
        new Warehouse(as("olga", "auditor")).lot(lotId, second.eventId());
        String stream = "receipt:" + first.body().path("receiptNumber").asText();
        awaitReadBack();

        tamper("update event set actor = 'someone' where stream = '" + stream + "' and type = 'goods-received.v1'");
        assertThat(found("MAPPING")).singleElement().asString().contains(stream);
        tamper("update event set actor = 'rolf' where stream = '" + stream + "' and type = 'goods-received.v1'");

        String rows = " where key = '" + lotId + "'";
        tamper("create table kept as select * from announcement" + rows);
        tamper("delete from announcement" + rows + " and sequence = 1");
        assertThat(found("SEQUENCE_GAP")).singleElement().asString().contains(lotId);

        tamper("delete from announcement" + rows);
        tamper("insert into announcement overriding system value select a.key, a.sequence, b.topic, b.type, b.body,"
                + " b.hash, b.stream, b.version, b.place, b.recorded_at, b.trace_parent, a.position"
                + " from kept a join kept b on a.sequence = 3 - b.sequence");
        assertThat(found("CHAIN_BROKEN")).isNotEmpty().allMatch(difference -> difference.contains(lotId));

        tamper("delete from announcement" + rows);
        tamper("insert into announcement overriding system value select * from kept");
        tamper("drop table kept");
        Proof.mustBeClean(as("ada", "admin"));
    }

    @Test
    void without_an_issuer_a_service_does_not_start() throws Exception {
        Map<String, String> environment = database("receiving");
        assertRefusesToStart(
                "no-issuer", environment, "No identity provider is configured: set QUARKUS_OIDC_AUTH_SERVER_URL");

        environment.put("QUARKUS_OIDC_TENANT_ENABLED", "false");
        assertRefusesToStart("switched-off", environment, "No identity provider is configured");

        environment.put("QUARKUS_PROFILE", "local");
        assertRefusesToStart(
                "open-to-all",
                environment,
                "QUARKUS_HTTP_HOST must be 127.0.0.1, not 0.0.0.0",
                "-Dquarkus.http.host=0.0.0.0");
    }

    /** Not even the last characters of a signature, which are the secret part of a token. */
    @Test
    void no_secret_is_logged_whatever_goes_wrong() throws Exception {
        String expired = issuer.draft("eve", "admin")
                .expiredAt(Instant.now().minusSeconds(60))
                .signed();
        String forged = issuer.draft("eve", "admin").signedByAnother().signed();
        String good = issuer.token("eve", "receiver");
        for (Service service : Service.values()) {
            for (String token : List.of(expired, forged, "letmein-4711")) {
                new Api(stack, token)
                        .get(service, service == LOT_LEDGER ? "/lots" : "/announcements")
                        .mustBe(401);
            }
            new Api(stack, good).post(service, "/verifications", "{broken");
        }
        Map<String, String> wrongPassword = database("not-the-password-4712");
        wrongPassword.putAll(issuer.environment(RECEIVING));
        wrongPassword.put("SERVICE_CLIENT_SECRET", "not-the-secret-4713");
        Path refused = assertRefusesToStart("wrong-password", wrongPassword, "password authentication failed");

        List<Path> logs = new ArrayList<>(List.of(refused));
        for (Service service : Service.values()) {
            logs.add(stack.service(service).log());
        }
        for (Path log : logs) {
            assertThat(Files.readString(log))
                    .as(log.toString())
                    .doesNotContain(
                            signature(expired),
                            signature(forged),
                            signature(good),
                            "letmein-4711",
                            "not-the-password-4712",
                            "not-the-secret-4713",
                            TestIssuer.secretOf(""));
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private Api as(String subject, String... roles) {
        return new Api(stack, issuer.token(subject, roles));
    }

    private int statusOf(Service service, String path) {
        return new Api(stack).send(service, "HEAD", path, null, "", Map.of()).status();
    }

    /** What a verification finds of one kind, each as text. */
    private List<String> found(String kind) throws Exception {
        JsonNode verified = Proof.of(as("ada", "admin"));
        assertThat(verified.path("status").asText()).isEqualTo("DIFFERENT");
        List<String> found = new ArrayList<>();
        verified.path("differences").forEach(difference -> {
            if (difference.path("kind").asText().equals(kind)) {
                found.add(difference.toString());
            }
        });
        return found;
    }

    /** What is taken from the store must not be missed by it, for then it refuses; so it has read everything back. */
    private void awaitReadBack() throws Exception {
        Records records = new Records(stack);
        Eventually.succeeds(
                READ_BACK_MAX,
                () -> assertThat(records.readBack(RECEIVING))
                        .isEqualTo(records.topic().size()));
    }

    /** As the owner of receiving's store, past the triggers. */
    private void tamper(String change) throws SQLException {
        try (Connection connection = stack.postgres().connect(RECEIVING.database());
                Statement statement = connection.createStatement()) {
            statement.execute("alter table event disable trigger user; alter table announcement disable trigger user");
            statement.execute(change);
            statement.execute("alter table event enable trigger user; alter table announcement enable trigger user");
        }
    }

    private void execute(String database, String role, String statement) throws SQLException {
        try (Connection connection = stack.postgres().connect(database, role);
                Statement sent = connection.createStatement()) {
            sent.execute(statement);
        }
    }

    private static void isForbidden(SQLException refused) {
        assertThat(refused.getSQLState()).isEqualTo("42501");
    }

    private Map<String, String> database(String password) {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", stack.postgres().jdbcUrl(RECEIVING.database()),
                "QUARKUS_DATASOURCE_REACTIVE_URL", stack.postgres().reactiveUrl(RECEIVING.database()),
                "QUARKUS_DATASOURCE_USERNAME", RECEIVING.database(),
                "QUARKUS_DATASOURCE_PASSWORD", password,
                "KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers()));
    }

    /** A service of its own on a free port; answers its log. */
    private Path assertRefusesToStart(
            String name, Map<String, String> environment, String sentence, String... jvmArguments) throws IOException {
        ServiceSettings settings = new ServiceSettings(
                name,
                PROJECT.resolve(RECEIVING.module()).resolve("target").resolve("quarkus-app"),
                freePort(),
                environment,
                List.of(jvmArguments),
                folder);
        try (ServiceProcess service = ServiceProcess.start(settings)) {
            assertThatThrownBy(() -> service.waitUntilReady(REFUSAL_MAX))
                    .hasMessageContaining("ended before it was ready");
            assertThat(Files.readString(service.log())).contains(sentence);
            return service.log();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
