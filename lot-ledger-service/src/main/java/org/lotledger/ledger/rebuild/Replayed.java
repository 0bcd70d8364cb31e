package org.lotledger.ledger.rebuild;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lotledger.events.CatalogEvent;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotEvent;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.Incoming;
import org.lotledger.ledger.persistence.NextProjection;
import org.lotledger.ledger.proof.Announcement;

/**
 * Announcements as they would arrive from the topics.
 *
 * @param lots in order
 * @param catalog the newest of each item and location
 */
record Replayed(List<Arrival<LotEvent>> lots, List<Arrival<CatalogEvent>> catalog) {
    private static final Set<String> SOURCES =
            Set.of(Source.ITEM_CATALOG.wireName(), Source.RECEIVING.wireName(), Source.SHIPPING.wireName());

    /** @throws RebuildRun.Failed when one of them cannot be read */
    static Replayed of(List<Announcement> announcements) {
        List<Arrival<LotEvent>> lots = new ArrayList<>();
        Map<String, Arrival<CatalogEvent>> catalog = new LinkedHashMap<>();
        for (Announcement announcement : announcements) {
            switch (announcement.event()) {
                case LotEvent lot ->
                    lots.add(arrival(announcement, lot, lot.link(), lot.fact().basedOn()));
                case CatalogEvent one ->
                    catalog.put(announcement.key(), arrival(announcement, one, one.link(), Map.of()));
                case null ->
                    throw new RebuildRun.Failed(
                            announcement.eventId() + " cannot be read: " + announcement.problem() + ".");
            }
        }
        return new Replayed(lots, List.copyOf(catalog.values()));
    }

    private static <E extends PublicEvent> Arrival<E> arrival(
            Announcement announcement, E event, EventLink link, Map<String, Long> basedOn) {
        return new Arrival<>(
                announcement.source().wireName(),
                announcement.key(),
                announcement.sequence(),
                announcement.hash(),
                link.previousHash(),
                basedOn,
                event,
                new Incoming(null, announcement.topic(), 0, 0, null, Map.of(), null));
    }

    /**
     * Applies them to the next tables.
     *
     * @return of keys with events that could not be applied, why the first of them could not
     */
    Uni<Map<String, String>> into(NextProjection next, SqlConnection tx) {
        return next.keep(tx, catalog)
                .flatMap(kept -> next.apply(tx, lots, SOURCES))
                .map(held -> {
                    Map<String, String> reasons = new HashMap<>();
                    held.forEach(one -> reasons.putIfAbsent(one.arrival().key(), one.detail()));
                    return reasons;
                });
    }
}
