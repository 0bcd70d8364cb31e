package org.lotledger.shipping.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.relay.OwnEvents;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.shipping.persistence.LostDepartures;

/** What shipping itself announced of lots, taken in again after its store had lost it (docs/decisions/0020). */
@ApplicationScoped
public class OwnLotEvents implements OwnEvents<LotEvent> {
    private final LotNews news;
    private final LostDepartures departures;

    public OwnLotEvents(LotNews news, LostDepartures departures) {
        this.news = news;
        this.departures = departures;
    }

    @Override
    public Set<String> topics() {
        return Set.of(news.topic());
    }

    @Override
    public LotEvent read(String topic, String type, byte[] body) {
        return news.read(type, body);
    }

    @Override
    public String eventId(LotEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(LotEvent event) {
        return event.link().previousHash();
    }

    /** What was taken can be taken again only when what came in before is here again. */
    @Override
    public Uni<Predicate<LostAnnouncement<LotEvent>>> lock(
            SqlConnection transaction, List<LostAnnouncement<LotEvent>> lost) {
        return departures
                .lock(transaction, lost.stream().map(one -> one.event().fact()).toList())
                .map(positions -> one -> one.event().fact().basedOn().entrySet().stream()
                        .filter(cause -> news.sources().contains(cause.getKey()))
                        .allMatch(cause -> positions
                                        .getOrDefault(one.key(), Positions.NONE)
                                        .of(cause.getKey())
                                        .sequence()
                                >= cause.getValue()));
    }

    @Override
    public Uni<Void> takeBack(SqlConnection transaction, LostAnnouncement<LotEvent> lost) {
        return switch (lost.event().fact().document().type()) {
            case SHIPMENT -> departures.takeBackShipped(transaction, lost);
            case ADJUSTMENT -> departures.takeBackAdjusted(transaction, lost);
            default ->
                throw new IllegalStateException(lost.event().link().eventId() + " is of no document of shipping");
        };
    }
}
