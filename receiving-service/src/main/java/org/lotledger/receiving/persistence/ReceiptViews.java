package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptLine;
import org.lotledger.receiving.receipt.ReceivingRules;

/** Receipts as they are looked at: found, listed, and shown with what still forbids receiving them. */
@ApplicationScoped
public class ReceiptViews {
    private final ReceiptStreams receipts;
    private final CatalogCopies catalog;
    private final LotKnowledge lots;
    private final Moments moments;
    private final Pool pool;

    public ReceiptViews(ReceiptStreams receipts, CatalogCopies catalog, LotKnowledge lots, Moments moments, Pool pool) {
        this.receipts = receipts;
        this.catalog = catalog;
        this.lots = lots;
        this.moments = moments;
        this.pool = pool;
    }

    /**
     * A receipt with what is to be shown beside it.
     *
     * @param problems what forbids receiving it now; empty unless it is pending
     * @param eventIds the public events it made, by their place in the document
     */
    public record Shown(
            Receipt.Existing receipt, long version, List<Violation> problems, Map<String, String> eventIds) {}

    /** What a list of receipts may be narrowed to; null where it is not. */
    public record Filter(
            @Nullable String status,
            @Nullable String source,
            @Nullable String party,
            @Nullable String itemCode,
            @Nullable String lotNumber,
            @Nullable String reference) {}

    /** A place in the list, newest first, and the receipt there. */
    public record Listed(long position, Shown shown) {}

    /** One receipt; null when there is none. */
    public Uni<@Nullable Shown> find(String receiptNumber) {
        return receipts.load(pool, receiptNumber)
                .flatMap(receipt -> receipt.exists()
                        ? show(pool, Map.of(receiptNumber, receipt)).map(List::getFirst)
                        : Uni.createFrom().nullItem());
    }

    /** A receipt of this version with what is to be shown beside it. */
    public Uni<Shown> shown(SqlClient client, String receiptNumber, Versioned<Receipt> receipt) {
        return show(client, Map.of(receiptNumber, receipt)).map(List::getFirst);
    }

    /** The receipts before a place in the list, newest first. */
    public Uni<List<Listed>> list(Filter filter, long beforePosition, int limit) {
        return pool.preparedQuery("""
                        select receipt_number, position from receipt
                        where position < $1
                          and ($2::text is null or status = $2)
                          and ($3::text is null or source = $3)
                          and ($4::text is null or party_code = $4)
                          and ($5::text is null or item_codes @> array[$5])
                          and ($6::text is null or lot_numbers @> array[$6])
                          and ($7::text is null or reference_values @> array[$7])
                        order by position desc
                        limit $8""")
                .execute(Tuple.tuple()
                        .addLong(beforePosition)
                        .addString(filter.status())
                        .addString(filter.source())
                        .addString(filter.party())
                        .addString(filter.itemCode())
                        .addString(filter.lotNumber())
                        .addString(filter.reference())
                        .addInteger(limit))
                .flatMap(rows -> {
                    Map<String, Long> positions = new LinkedHashMap<>();
                    rows.forEach(row -> positions.put(row.getString("receipt_number"), row.getLong("position")));
                    return receipts.loadAll(pool, positions.keySet())
                            .flatMap(found -> show(pool, found))
                            .map(shown -> shown.stream()
                                    .map(one -> new Listed(
                                            Objects.requireNonNull(positions.get(
                                                    one.receipt().content().receiptNumber())),
                                            one))
                                    .toList());
                });
    }

    /** Notes what a receipt is found by. */
    Uni<Void> keep(SqlConnection tx, Receipt.Existing receipt) {
        ReceiptContent content = receipt.content();
        return tx.preparedQuery("""
                        insert into receipt
                            (receipt_number, status, source, party_code, item_codes, lot_numbers, reference_values)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (receipt_number) do update
                        set status = excluded.status, party_code = excluded.party_code,
                            item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
                            reference_values = excluded.reference_values""")
                .execute(Tuple.tuple()
                        .addString(content.receiptNumber())
                        .addString(receipt.status().name())
                        .addString(content.source().name())
                        .addString(
                                content.party() == null ? null : content.party().code())
                        .addArrayOfString(content.lines().stream()
                                .map(ReceiptLine::itemCode)
                                .distinct()
                                .toArray(String[]::new))
                        .addArrayOfString(content.lines().stream()
                                .flatMap(line -> line.lots().stream())
                                .map(lot -> lot.lotNumber().value())
                                .distinct()
                                .toArray(String[]::new))
                        .addArrayOfString(content.references().values().toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<List<Shown>> show(SqlClient client, Map<String, Versioned<Receipt>> found) {
        List<LotRef> named = new ArrayList<>();
        List<NamedDocument> documents = new ArrayList<>();
        List<String> itemCodes = new ArrayList<>();
        List<String> places = new ArrayList<>();
        found.values().forEach(receipt -> {
            if (receipt.state() instanceof Receipt.Pending(var content)) {
                content.additions().forEach(addition -> named.add(addition.lot()));
                content.named().ifPresent(documents::add);
                itemCodes.addAll(content.itemCodes());
                places.addAll(content.locations());
            }
        });
        return catalog.read(client, itemCodes, places)
                .flatMap(known -> lots.read(client, named, documents)
                        .flatMap(facts -> receipts.eventIds(client, found.keySet())
                                .map(ids -> found.entrySet().stream()
                                        .map(entry -> shown(
                                                entry.getValue(),
                                                known,
                                                facts,
                                                ids.getOrDefault(entry.getKey(), Map.of())))
                                        .toList())));
    }

    private Shown shown(Versioned<Receipt> receipt, Catalog known, LotFacts facts, Map<String, String> eventIds) {
        Receipt.Existing existing = (Receipt.Existing) receipt.state();
        List<Violation> problems = existing instanceof Receipt.Pending(var content)
                ? ReceivingRules.problems(content, known, facts, moments.now())
                : List.of();
        return new Shown(existing, receipt.version(), problems, eventIds);
    }
}
