package org.lotledger.eventsourcing.relay;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.lotledger.eventsourcing.store.StoreGate;

/** A service whose store is behind still answers what it is asked: degraded, not down. */
@Readiness
@ApplicationScoped
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class StoreHealth implements HealthCheck {
    private final StoreGate gate;

    public StoreHealth(StoreGate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store")
                .up()
                .withData("behind", gate.refuses())
                .build();
    }
}
