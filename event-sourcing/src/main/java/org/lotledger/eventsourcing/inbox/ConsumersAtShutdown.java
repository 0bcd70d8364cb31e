package org.lotledger.eventsourcing.inbox;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Ends the consumers first of all. By itself the framework ends them after the database's connections are closed: by then they
 * have taken over each other's partitions, cannot read where to go on, and begin with the whole topic again.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.consumer", stringValue = "true")
public class ConsumersAtShutdown {
    private final KafkaConnector kafka;

    public ConsumersAtShutdown(@Connector("smallrye-kafka") KafkaConnector kafka) {
        this.kafka = kafka;
    }

    void stop(@Observes ShutdownEvent stopping) {
        kafka.terminate(stopping);
    }
}
