package org.lotledger.local;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL and Kafka as Testcontainers starts them, with whatever engine it finds; gone when they are closed. */
final class ContainerServers {
    private ContainerServers() {}

    /** A server that runs, and its address. */
    record Running(GenericContainer<?> container, String address) implements AutoCloseable {
        @Override
        public void close() {
            container.stop();
        }
    }

    /** The image is the official one, or one that takes the same settings. */
    static Running postgres(String image, String superuser, String password) {
        PostgreSQLContainer server = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername(superuser)
                .withPassword(password)
                .withDatabaseName("postgres");
        server.start();
        return new Running(server, server.getHost() + ":" + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
    }

    /** The image is the project's own, or one that takes the same settings. */
    static Running kafka(String image) {
        KafkaContainer broker =
                new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
        broker.start();
        return new Running(broker, broker.getBootstrapServers());
    }
}
