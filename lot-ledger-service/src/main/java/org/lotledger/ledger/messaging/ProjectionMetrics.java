package org.lotledger.ledger.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.ledger.persistence.Discrepancies;

/** How far the projection is behind the writers, and whether a balance was ever below zero. */
@ApplicationScoped
public class ProjectionMetrics {
    private static final double MILLIS_A_SECOND = 1_000;
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);

    private final Discrepancies discrepancies;
    private final LagWatch lag;
    private final Clock clock;
    private final MeterRegistry registry;
    private final AtomicLong counted = new AtomicLong();
    private volatile @Nullable Instant lastRecordedAt;

    public ProjectionMetrics(
            Discrepancies discrepancies, LagWatch lag, Clock clock, MeterRegistry registry, Gauges gauges) {
        this.discrepancies = discrepancies;
        this.lag = lag;
        this.clock = clock;
        this.registry = registry;
        gauges.show("lots_discrepancies", "Balances that were ever below zero", counted::get);
        gauges.show("lots_projection_lag_seconds", "Age of the last event applied while others wait", this::lagSeconds);
    }

    void start(@Observes StartupEvent started) {
        count().await().atMost(DATABASE_TIMEOUT);
    }

    /** Counts by what happened; a batch that is rolled back afterwards is counted again with its repetition. */
    void applied(List<Arrival<LotEvent>> inOrder) {
        Map<Tags, Integer> counts = new HashMap<>();
        for (Arrival<LotEvent> arrival : inOrder) {
            counts.merge(tags(arrival.event()), 1, Integer::sum);
        }
        counts.forEach((tags, count) ->
                registry.counter("lots_applied_events_total", tags).increment(count));
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

    private static Tags tags(LotEvent event) {
        return switch (event) {
            case LotReceived received -> Tags.of("type", "LotReceived", "reason", "");
            case LotShipped shipped -> Tags.of("type", "LotShipped", "reason", "");
            case LotAdjusted adjusted ->
                Tags.of("type", "LotAdjusted", "reason", adjusted.reason().name());
        };
    }

    /** How old the last event applied is while others wait; 0 while none does. Not a number before the first. */
    private double lagSeconds() {
        if (!lag.isBehind()) {
            return 0;
        }
        Instant last = lastRecordedAt;
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / MILLIS_A_SECOND;
    }
}
