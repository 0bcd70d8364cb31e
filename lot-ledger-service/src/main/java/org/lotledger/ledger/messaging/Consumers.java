package org.lotledger.ledger.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.lotledger.eventsourcing.inbox.Inbox;

/** Reads the topics; the channels are named after them. A batch is taken in before the next one is handed over. */
@ApplicationScoped
public class Consumers {
    private final Inbox inbox;
    private final LotIntake lots;
    private final CatalogIntake catalog;
    private final ProjectionMetrics metrics;

    public Consumers(Inbox inbox, LotIntake lots, CatalogIntake catalog, ProjectionMetrics metrics) {
        this.inbox = inbox;
        this.lots = lots;
        this.catalog = catalog;
        this.metrics = metrics;
    }

    @Incoming("lot-events")
    public Uni<Void> onLotEvents(ConsumerRecords<byte[], byte[]> records) {
        return inbox.take(records, lots).call(metrics::count);
    }

    @Incoming("catalog-events")
    public Uni<Void> onCatalogEvents(ConsumerRecords<byte[], byte[]> records) {
        return inbox.take(records, catalog);
    }
}
