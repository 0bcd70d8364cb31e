package org.lotledger.system.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.lotledger.local.Durability;
import org.lotledger.local.LocalKafka;
import org.lotledger.local.LocalPostgres;
import org.lotledger.local.Service;

/**
 * PostgreSQL and Kafka as the operators of the manifests set them up: TLS with names to be verified, passwords by SCRAM, and
 * on Kafka the access that the manifests give and no other. On the ports of the manifests, 5432 and 9093.
 */
final class GuardedServers implements AutoCloseable {
    private static final int POSTGRES_PORT = 5432;
    private static final int KAFKA_PORT = 9093;
    private static final int SCRAM_ITERATIONS = 4096;

    private final Path folder;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;

    GuardedServers(Path folder, Collection<String> hosts) throws Exception {
        this.folder = folder;
        certificates(hosts);
        postgres = LocalPostgres.start(folder.resolve("postgres"), POSTGRES_PORT, Durability.RELAXED);
        kafka = LocalKafka.start(folder.resolve("kafka"), 0);
        guardPostgres();
        guardKafka();
    }

    /** Signs every certificate here; PEM. */
    Path authority() {
        return folder.resolve("ca.crt");
    }

    private void certificates(Collection<String> hosts) throws Exception {
        String names = hosts.stream().map(host -> "DNS:" + host).collect(Collectors.joining(","));
        Path extension = folder.resolve("names.ext");
        Files.writeString(extension, "subjectAltName=" + names + "\n");
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-authority -keyout ca.key -out ca.crt");
        openssl("req -newkey rsa:2048 -nodes -subj /CN=server -keyout server.key -out server.csr");
        openssl("x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names.ext"
                + " -out server.crt");
        Files.writeString(
                folder.resolve("server.pem"),
                Files.readString(folder.resolve("server.key")) + Files.readString(folder.resolve("server.crt")));
    }

    private void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private void guardPostgres() throws Exception {
        Path cluster = folder.resolve("postgres/cluster");
        Path key = cluster.resolve("server.key");
        Files.copy(folder.resolve("server.key"), key);
        Files.copy(folder.resolve("server.crt"), cluster.resolve("server.crt"));
        // As PostgreSQL insists: the key is its own and nobody else's.
        run("chmod", "600", key.toString());
        run(
                "chown",
                "--reference=" + cluster,
                key.toString(),
                cluster.resolve("server.crt").toString());
        try (Connection connection = postgres.connect("postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set ssl = on");
            statement.execute("alter system set ssl_cert_file = 'server.crt'");
            statement.execute("alter system set ssl_key_file = 'server.key'");
        }
        // Only with TLS, as CloudNativePG does.
        Path access = cluster.resolve("pg_hba.conf");
        Files.writeString(access, Files.readString(access).replaceAll("(?m)^host ", "hostssl "));
        postgres.stop();
        postgres.startAgain();
    }

    /** A database as CloudNativePG makes it of its Cluster: owner, roles, and what it is told to run. */
    void createDatabase(JsonNode cluster, Map<String, String> passwords) throws SQLException {
        JsonNode init = cluster.at("/spec/bootstrap/initdb");
        String database = init.path("database").asText();
        String owner = init.path("owner").asText();
        try (Connection connection = postgres.connect("postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + owner + " login password '" + passwords.get(owner) + "'");
            for (JsonNode sql : init.path("postInitSQL")) {
                statement.execute(sql.asText());
            }
            statement.execute("create database " + database + " owner " + owner);
            for (JsonNode role : cluster.at("/spec/managed/roles")) {
                String name = role.path("name").asText();
                statement.execute("alter role " + name + " login password '" + passwords.get(name) + "'");
            }
        }
        try (Connection connection = postgres.connect(database, "postgres");
                Statement statement = connection.createStatement()) {
            for (JsonNode sql : init.path("postInitApplicationSQL")) {
                statement.execute(sql.asText());
            }
        }
    }

    private void guardKafka() throws Exception {
        kafka.stop();
        Path settings = folder.resolve("kafka/server.properties");
        String before = Files.readString(settings);
        String plain = setting(before, "listeners");
        String advertised = setting(before, "advertised.listeners");
        String protocols = setting(before, "listener.security.protocol.map");
        Files.writeString(
                settings,
                """

                listeners=%s,GUARDED://127.0.0.1:%d
                advertised.listeners=%s,GUARDED://events-kafka-bootstrap:%d
                listener.security.protocol.map=%s,GUARDED:SASL_SSL
                listener.name.guarded.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.guarded.scram-sha-512.sasl.jaas.config=\
                  org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                """.formatted(plain, KAFKA_PORT, advertised, KAFKA_PORT, protocols, folder.resolve("server.pem")),
                StandardOpenOption.APPEND);
        kafka.startAgain();
    }

    private static String setting(String properties, String name) {
        return properties
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    void createTopic(JsonNode topic) {
        kafka.createTopics(Map.of(
                topic.at("/metadata/name").asText(),
                topic.at("/spec/partitions").asInt()));
    }

    /** A user as Strimzi makes it of its KafkaUser. */
    void createUser(JsonNode user, String password) throws Exception {
        String name = user.at("/metadata/name").asText();
        List<AclBinding> access = new ArrayList<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            String type = acl.at("/resource/type").asText();
            ResourcePattern resource = type.equals("cluster")
                    ? new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL)
                    : new ResourcePattern(
                            ResourceType.fromString(type),
                            acl.at("/resource/name").asText(),
                            PatternType.LITERAL);
            for (JsonNode operation : acl.path("operations")) {
                access.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + name, "*", operation(operation.asText()), AclPermissionType.ALLOW)));
            }
        }
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), password)))
                    .all()
                    .get();
            admin.createAcls(access).all().get();
        }
    }

    /** {@code IdempotentWrite} in a manifest is {@code IDEMPOTENT_WRITE} in Kafka. */
    private static AclOperation operation(String camelCase) {
        return AclOperation.valueOf(
                camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static void run(String... command) throws Exception {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    /** The application role and the owner of each database. */
    static Map<String, String> passwords() {
        return List.of(Service.values()).stream()
                .flatMap(service -> List.of(service.database(), LocalPostgres.ownerOf(service.database())).stream())
                .collect(Collectors.toMap(role -> role, role -> "password-of-" + role));
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
