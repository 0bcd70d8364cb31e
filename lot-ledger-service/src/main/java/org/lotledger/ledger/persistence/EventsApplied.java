package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.ParkingPlace;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.rest.AppliedEvents;
import org.lotledger.eventsourcing.store.EventId;

/** How far the ledger is: with lot events by the position in the lot's row, with the catalog by its copies. */
@ApplicationScoped
public class EventsApplied implements AppliedEvents {
    private static final String ITEM = ItemChanged.keyOf("");
    private static final String LOCATION = LocationChanged.keyOf("");

    private final Pool pool;
    private final ParkingPlace parking;

    public EventsApplied(Pool pool, ParkingPlace parking) {
        this.pool = pool;
        this.parking = parking;
    }

    @Override
    public Uni<Progress> progress(EventId event) {
        if (Source.byWireName(event.source()).isEmpty()) {
            return Uni.createFrom().item(Progress.NOT_CONSUMED);
        }
        return applied(event).flatMap(sequence -> {
            if (sequence < 0) {
                return Uni.createFrom().item(Progress.NOT_CONSUMED);
            }
            if (sequence >= event.sequence()) {
                return Uni.createFrom().item(Progress.APPLIED);
            }
            return parking.isParked(pool, event.key()).map(parked -> parked ? Progress.PARKED : Progress.NOT_YET);
        });
    }

    /** The last sequence applied of the event's source and key; less than 0 for keys that never arrive here. */
    private Uni<Long> applied(EventId event) {
        boolean catalog = event.source().equals(Source.ITEM_CATALOG.wireName());
        if (catalog && event.key().startsWith(ITEM)) {
            return sequence(
                    "select sequence from item where item_code = $1",
                    event.key().substring(ITEM.length()));
        }
        if (catalog && event.key().startsWith(LOCATION)) {
            return sequence(
                    "select sequence from location where location = $1",
                    event.key().substring(LOCATION.length()));
        }
        return LotIds.parse(event.key())
                .map(lotId -> position(lotId, event.source()))
                .orElse(Uni.createFrom().item(-1L));
    }

    private Uni<Long> sequence(String query, String code) {
        return pool.preparedQuery(query)
                .execute(Tuple.of(code))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    private Uni<Long> position(UUID lotId, String source) {
        return pool.preparedQuery("select applied::text from lot where lot_id = $1")
                .execute(Tuple.of(lotId))
                .map(rows -> rows.size() == 0
                        ? 0L
                        : Positions.fromJson(rows.iterator().next().getString(0))
                                .of(source)
                                .sequence());
    }
}
