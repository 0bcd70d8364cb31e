package org.lotledger.ledger.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.CatalogEvent;
import org.lotledger.events.Source;
import org.lotledger.events.Topic;
import org.lotledger.eventsourcing.inbox.Arrival;
import org.lotledger.eventsourcing.inbox.LatestIntake;
import org.lotledger.ledger.persistence.CatalogCopies;

/** What the catalog says of items and locations. */
@ApplicationScoped
public class CatalogIntake implements LatestIntake<CatalogEvent> {
    private final CatalogCopies copies;

    public CatalogIntake(CatalogCopies copies) {
        this.copies = copies;
    }

    @Override
    public String topic() {
        return Topic.CATALOG_EVENTS.wireName();
    }

    @Override
    public Set<String> sources() {
        return Set.of(Source.ITEM_CATALOG.wireName());
    }

    @Override
    public Set<String> sourcesPassedOver() {
        return Set.of();
    }

    @Override
    public CatalogEvent read(String type, byte[] body) {
        return (CatalogEvent) PublicEvents.read(Topic.CATALOG_EVENTS, type, body);
    }

    @Override
    public String eventId(CatalogEvent event) {
        return event.link().eventId();
    }

    @Override
    public @Nullable String previousHash(CatalogEvent event) {
        return event.link().previousHash();
    }

    @Override
    public Map<String, Long> basedOn(CatalogEvent event) {
        return Map.of();
    }

    @Override
    public Uni<Void> keep(SqlConnection transaction, List<Arrival<CatalogEvent>> latest) {
        return copies.keep(transaction, latest);
    }
}
