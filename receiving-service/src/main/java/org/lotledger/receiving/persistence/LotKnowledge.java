package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.KnownDocument;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.lot.SimilarLots;
import org.lotledger.receiving.lot.Warning;

/** All that decisions need to know of lots and of the documents that are named; under lock, or only for showing. */
@ApplicationScoped
public class LotKnowledge {
    private final LotRows lots;
    private final Removals removals;

    public LotKnowledge(LotRows lots, Removals removals) {
        this.lots = lots;
        this.removals = removals;
    }

    /** Locks these lots, then reads what is known; what hangs on a lot's row is read under its lock. */
    public Uni<LotFacts> lock(SqlConnection tx, Collection<LotRef> named, Collection<NamedDocument> documents) {
        return lots.lock(tx, named)
                .flatMap(known -> documents(tx, documents, named).map(heard -> new LotFacts(known, heard)));
    }

    /** The same without locks. */
    public Uni<LotFacts> read(SqlClient client, Collection<LotRef> named, Collection<NamedDocument> documents) {
        return lots.read(client, named)
                .flatMap(known -> documents(client, documents, named).map(heard -> new LotFacts(known, heard)));
    }

    private Uni<Map<NamedDocument, KnownDocument>> documents(
            SqlClient client, Collection<NamedDocument> documents, Collection<LotRef> named) {
        List<UUID> lotIds = named.stream().map(LotRef::lotId).distinct().toList();
        Map<Boolean, List<NamedDocument>> areReceipts = documents.stream()
                .distinct()
                .collect(Collectors.partitioningBy(document -> document.kind() == Kind.RECEIPT));
        List<NamedDocument> receipts = areReceipts.getOrDefault(true, List.of());
        return removals.read(client, areReceipts.getOrDefault(false, List.of()), lotIds)
                .flatMap(taken -> received(client, receipts).map(received -> {
                    Map<NamedDocument, KnownDocument> known = new HashMap<>(taken);
                    received.forEach(receipt -> known.put(receipt, new KnownDocument(Map.of(), null, null)));
                    return known;
                }));
    }

    /** Which of these are receipts of suppliers that were received; they stay so, and need no lock. */
    private static Uni<List<NamedDocument>> received(SqlClient client, List<NamedDocument> receipts) {
        if (receipts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return client.preparedQuery("""
                        select receipt_number from receipt
                        where receipt_number = any ($1) and source = 'SUPPLIER' and status = 'RECEIVED'""")
                .execute(Tuple.of(receipts.stream().map(NamedDocument::number).toArray(String[]::new)))
                .map(rows -> {
                    List<NamedDocument> received = new ArrayList<>();
                    rows.forEach(row -> received.add(new NamedDocument(Kind.RECEIPT, row.getString(0))));
                    return received;
                });
    }

    /** What is odd about the lots that a document names: other lots of the item that look like them. */
    public Uni<List<Warning>> warnings(SqlClient client, List<Addition> additions) {
        return lots.lookAlikes(client, additions.stream().map(Addition::lot).toList())
                .map(booked -> SimilarLots.warnings(additions, booked));
    }
}
