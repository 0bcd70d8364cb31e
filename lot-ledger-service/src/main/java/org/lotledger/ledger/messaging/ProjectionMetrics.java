package org.lotledger.ledger.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.ledger.persistence.Discrepancies;

/** How far the projection is behind the writers, and whether a balance was ever below zero. */
@ApplicationScoped
public class ProjectionMetrics {
    private static final double MILLIS_A_SECOND = 1_000;
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);

    private final Discrepancies discrepancies;
    private final Clock clock;
    private final AtomicLong counted = new AtomicLong();
    private volatile @Nullable Instant lastRecordedAt;

    public ProjectionMetrics(Discrepancies discrepancies, Clock clock, MeterRegistry registry) {
        this.discrepancies = discrepancies;
        this.clock = clock;
        registry.gauge("lots_discrepancies", counted);
        registry.gauge("lots_projection_lag_seconds", this, ProjectionMetrics::lagSeconds);
    }

    void start(@Observes StartupEvent started) {
        count().await().atMost(DATABASE_TIMEOUT);
    }

    void applied(List<Arrival<LotEvent>> inOrder) {
        lastRecordedAt = inOrder.getLast().event().fact().recordedAt();
    }

    /** Counts the discrepancies anew. A failure leaves the old number: the batch is taken in, whatever is counted. */
    Uni<Void> count() {
        return discrepancies
                .count()
                .invoke(counted::set)
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** From the writing down of the last event applied until now; not a number before the first. */
    private double lagSeconds() {
        Instant last = lastRecordedAt;
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / MILLIS_A_SECOND;
    }
}
