package org.lotledger.shipping.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.ParkingPlace;
import org.lotledger.eventsourcing.rest.AppliedEvents;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.shipping.persistence.CatalogCopies;
import org.lotledger.shipping.persistence.LotRows;

/** How far shipping is with the events of others. */
@ApplicationScoped
public class ShippingAppliedEvents implements AppliedEvents {
    private final Pool pool;
    private final LotRows lots;
    private final CatalogCopies catalog;
    private final ParkingPlace parking;

    public ShippingAppliedEvents(Pool pool, LotRows lots, CatalogCopies catalog, ParkingPlace parking) {
        this.pool = pool;
        this.lots = lots;
        this.catalog = catalog;
        this.parking = parking;
    }

    @Override
    public Uni<Progress> progress(EventId event) {
        Source source = Source.byWireName(event.source()).orElse(null);
        return switch (source) {
            case null -> Uni.createFrom().item(Progress.NOT_CONSUMED);
            case SHIPPING -> Uni.createFrom().item(Progress.APPLIED);
            case RECEIVING -> ofLot(event);
            // Items and locations are whole states: the version is the number of the event. Holds are events of lots.
            case ITEM_CATALOG ->
                event.key().indexOf(':') < 0
                        ? ofLot(event)
                        : catalog.hasVersion(pool, event.key(), event.sequence())
                                .map(known -> known ? Progress.APPLIED : Progress.NOT_YET);
        };
    }

    private Uni<Progress> ofLot(EventId event) {
        UUID lotId;
        try {
            lotId = UUID.fromString(event.key());
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(Progress.NOT_CONSUMED);
        }
        return lots.hasApplied(pool, lotId, event.source(), event.sequence())
                .flatMap(applied -> applied
                        ? Uni.createFrom().item(Progress.APPLIED)
                        : parking.isParked(pool, event.key())
                                .map(parked -> parked ? Progress.PARKED : Progress.NOT_YET));
    }
}
