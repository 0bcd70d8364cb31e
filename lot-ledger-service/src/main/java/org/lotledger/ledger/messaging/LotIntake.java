package org.lotledger.ledger.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Source;
import org.lotledger.events.Topic;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.inbox.SequencedIntake;
import org.lotledger.ledger.persistence.LotProjector;

/** Everything that happens to lots, from all three writers. */
@ApplicationScoped
public class LotIntake implements SequencedIntake<LotEvent> {
    private final LotProjector projector;
    private final ProjectionMetrics metrics;

    public LotIntake(LotProjector projector, ProjectionMetrics metrics) {
        this.projector = projector;
        this.metrics = metrics;
    }

    @Override
    public String topic() {
        return Topic.LOT_EVENTS.wireName();
    }

    @Override
    public Set<String> sources() {
        return Set.of(Source.ITEM_CATALOG.wireName(), Source.RECEIVING.wireName(), Source.SHIPPING.wireName());
    }

    @Override
    public Set<String> sourcesPassedOver() {
        return Set.of();
    }

    @Override
    public LotEvent read(String type, byte[] body) {
        return (LotEvent) PublicEvents.read(Topic.LOT_EVENTS, type, body);
    }

    @Override
    public String eventId(LotEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(LotEvent event) {
        return event.link().previousHash();
    }

    @Override
    public Map<String, Long> basedOn(LotEvent event) {
        return event.fact().basedOn();
    }

    @Override
    public Uni<Map<String, Positions>> lockPositions(SqlConnection transaction, List<Arrival<LotEvent>> arrivals) {
        return projector.lock(
                transaction, arrivals.stream().map(a -> a.event().fact()).toList());
    }

    @Override
    public Uni<Void> apply(SqlConnection transaction, List<Arrival<LotEvent>> inOrder, Map<String, Positions> moved) {
        return projector.apply(transaction, inOrder, moved).invoke(() -> metrics.applied(inOrder));
    }
}
