package org.lotledger.catalog.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.AppliedEvents;
import org.lotledger.eventsourcing.store.EventId;

/** The catalog knows its own events the moment they are committed, and takes in none of others. */
@ApplicationScoped
public class CatalogAppliedEvents implements AppliedEvents {

    @Override
    public Uni<Progress> progress(EventId event) {
        return Uni.createFrom()
                .item(event.source().equals(Source.ITEM_CATALOG.wireName()) ? Progress.APPLIED : Progress.NOT_CONSUMED);
    }
}
