package org.lotledger.receiving.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.relay.OwnEvents;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.persistence.LostArrivals;
import org.lotledger.receiving.persistence.LotRows;

/** What receiving itself announced of lots, taken in again after its store had lost it (docs/decisions/0020). */
@ApplicationScoped
public class OwnLotEvents implements OwnEvents<LotEvent> {
    private final ShippingNews news;
    private final LotRows lots;
    private final LostArrivals arrivals;

    public OwnLotEvents(ShippingNews news, LotRows lots, LostArrivals arrivals) {
        this.news = news;
        this.lots = lots;
        this.arrivals = arrivals;
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

    /** What came back can be taken in again only when what left before is known here again. */
    @Override
    public Uni<Predicate<LostAnnouncement<LotEvent>>> lock(
            SqlConnection transaction, List<LostAnnouncement<LotEvent>> lost) {
        Set<LotRef> named = new LinkedHashSet<>();
        lost.forEach(one -> named.add(
                new LotRef(one.event().fact().itemCode(), one.event().fact().lotNumber())));
        return lots.lockPositions(transaction, named)
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
            case RECEIPT -> arrivals.takeBackReceived(transaction, lost);
            case ADJUSTMENT -> arrivals.takeBackAdjusted(transaction, lost);
            case EXPIRATION_CORRECTION -> arrivals.takeBackDate(transaction, lost);
            default ->
                throw new IllegalStateException(lost.event().link().eventId() + " is of no document of receiving");
        };
    }
}
