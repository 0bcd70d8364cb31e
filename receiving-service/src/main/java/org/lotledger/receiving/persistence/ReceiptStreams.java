package org.lotledger.receiving.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.messaging.ReceiptAnnouncements;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptCommand;
import org.lotledger.receiving.receipt.ReceiptDecider;
import org.lotledger.receiving.receipt.ReceiptEvent;
import org.lotledger.receiving.receipt.ReceiptEvent.ArrivalTakenBack;

/** The event streams of receipts, and the public events that they made. */
@ApplicationScoped
public class ReceiptStreams {
    private final Aggregate<ReceiptCommand, Receipt, ReceiptEvent> receipts;
    private final EventStore store;
    private final Announcements announcements;

    public ReceiptStreams(
            EventStore store, Announcements announcements, Aggregate<ReceiptCommand, Receipt, ReceiptEvent> receipts) {
        this.receipts = receipts;
        this.store = store;
        this.announcements = announcements;
    }

    @Produces
    @Singleton
    static Aggregate<ReceiptCommand, Receipt, ReceiptEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>(
                "receipt",
                new ReceiptDecider(),
                new JsonEventCodec<>(
                        LotEventText.with(json),
                        Map.of(
                                "receipt-created.v1", ReceiptEvent.ReceiptCreated.class,
                                "receipt-edited.v1", ReceiptEvent.ReceiptEdited.class,
                                "receipt-lots-entered.v1", ReceiptEvent.LotsEntered.class,
                                "goods-received.v1", ReceiptEvent.GoodsReceived.class,
                                "receipt-voided.v1", ReceiptEvent.ReceiptVoided.class,
                                "receipt-taken-back.v1", ReceiptEvent.ArrivalTakenBack.class)),
                ReceiptAnnouncements::of);
    }

    /** The receipt of this number, as it is. */
    Uni<Versioned<Receipt>> load(SqlClient client, String receiptNumber) {
        return store.load(client, receipts, receiptNumber);
    }

    /** Receipts by their numbers, in the order asked for. */
    Uni<Map<String, Versioned<Receipt>>> loadAll(SqlClient client, Collection<String> receiptNumbers) {
        return store.loadAll(client, receipts, receiptNumbers);
    }

    /** Decides, appends and announces. */
    Uni<Appended<Receipt>> execute(
            Command command,
            String receiptNumber,
            Versioned<Receipt> receipt,
            ReceiptCommand decided,
            @Nullable Instant latestFactRecordedAt) {
        return store.execute(
                command.transaction(),
                receipts,
                receiptNumber,
                receipt,
                decided,
                command.stamp(latestFactRecordedAt),
                command.traceParent());
    }

    /** Appends what a lost public event says, and keeps that event again. */
    Uni<Versioned<Receipt>> takeBack(
            SqlConnection tx, Versioned<Receipt> receipt, ArrivalTakenBack event, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        Stamp stamp = new Stamp(fact.recordedAt(), fact.actor());
        return store.takeBack(tx, receipts, fact.document().number(), receipt, event, lost, stamp);
    }

    /** The ids of the public events of receipts by number, and then by place in the document. */
    Uni<Map<String, Map<String, String>>> eventIds(SqlClient client, Collection<String> receiptNumbers) {
        List<String> streams = receiptNumbers.stream().map(receipts::stream).toList();
        return announcements.idsByPlace(client, streams).map(byStream -> {
            Map<String, Map<String, String>> byNumber = new HashMap<>();
            receiptNumbers.forEach(
                    number -> byNumber.put(number, byStream.getOrDefault(receipts.stream(number), Map.of())));
            return byNumber;
        });
    }
}
