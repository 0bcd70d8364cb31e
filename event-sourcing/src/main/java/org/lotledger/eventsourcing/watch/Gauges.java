package org.lotledger.eventsourcing.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Numbers that are shown as they are at the moment. The registry outlives the application when tests start it again, and
 * would go on showing what the beans of the one before held: so all of them go when it ends.
 */
@ApplicationScoped
public class Gauges {
    private final MeterRegistry registry;
    private final List<Meter> shown = new CopyOnWriteArrayList<>();

    public Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows a number, as long as the application runs.
     *
     * @param value asked for each time somebody looks; NaN says that it is not known
     * @param tags name, value, name, value and so on
     */
    public void show(String name, String description, Supplier<Number> value, String... tags) {
        shown.add(Gauge.builder(name, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    void stop(@Observes ShutdownEvent stopping) {
        shown.forEach(registry::remove);
        shown.clear();
    }
}
