package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.RecordedDocument.Recorded;

/** What documents of receiving recorded of each lot, and what was returned or corrected of it; under the lot's lock. */
@ApplicationScoped
public class Recordings {

    /** Notes what came by which document. */
    public Uni<Void> add(SqlConnection tx, List<LotEvent> events) {
        Map<List<Object>, BigDecimal> quantities = new LinkedHashMap<>();
        Map<List<Object>, String> eventIds = new LinkedHashMap<>();
        events.stream().filter(Recordings::canBeTakenBack).forEach(event -> {
            LotFact fact = event.fact();
            List<Object> key = List.of(
                    fact.lotId(), fact.document().type().name(), fact.document().number());
            quantities.merge(key, fact.quantityChange().value(), BigDecimal::add);
            eventIds.putIfAbsent(key, event.link().eventId());
        });
        if (quantities.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("""
                        insert into recorded (lot_id, kind, number, quantity, event_id)
                        select n.lot_id, n.kind, n.number, n.quantity, n.event_id
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::numeric[], $5::text[])
                             n (lot_id, kind, number, quantity, event_id)
                        order by n.lot_id, n.kind, n.number
                        on conflict (lot_id, kind, number)
                        do update set quantity = recorded.quantity + excluded.quantity""")
                .execute(Tuple.of(
                        Columns.column(quantities, 0, UUID[]::new),
                        Columns.column(quantities, 1, String[]::new),
                        Columns.column(quantities, 2, String[]::new),
                        quantities.values().toArray(BigDecimal[]::new),
                        eventIds.values().toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** What came for the first time and from outside: the rest came back, was found, or only changed its place. */
    private static boolean canBeTakenBack(LotEvent event) {
        return switch (event) {
            case LotReceived received -> true;
            case LotShipped shipped -> false;
            case LotAdjusted(var reason, var fact) ->
                switch (reason) {
                    case ASSEMBLY_OUTPUT, BEGINNING_BALANCE -> true;
                    default -> false;
                };
        };
    }

    /** What a document recorded of these lots. */
    Uni<RecordedDocument> read(SqlClient client, RecordedDocument.Name document, Collection<LotRef> lots) {
        String kind = document.type().name();
        return client.preparedQuery("""
                        select exists (select 1 from recorded where kind = $1 and number = $2)""")
                .execute(Tuple.of(kind, document.number()))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .flatMap(known -> client.preparedQuery("""
                                select lot_id, quantity, taken_back, event_id from recorded
                                where kind = $1 and number = $2 and lot_id = any ($3)""")
                        .execute(Tuple.of(
                                kind,
                                document.number(),
                                lots.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new)))
                        .map(rows -> {
                            Map<UUID, Recorded> recorded = new HashMap<>();
                            rows.forEach(row -> recorded.put(
                                    row.getUUID("lot_id"),
                                    new Recorded(
                                            new Quantity(row.getBigDecimal("quantity")),
                                            new Quantity(row.getBigDecimal("taken_back")),
                                            row.getString("event_id"))));
                            return new RecordedDocument(document, known, recorded);
                        }));
    }

    /** Notes that so much of what a document recorded was returned or corrected. */
    Uni<Void> takeBack(SqlConnection tx, RecordedDocument.Name document, List<StockRows.Held> taken) {
        Map<UUID, BigDecimal> sums = new LinkedHashMap<>();
        taken.forEach(one -> sums.merge(one.lot().lotId(), one.quantity().value(), BigDecimal::add));
        return tx.preparedQuery("""
                        update recorded r
                        set taken_back = r.taken_back + n.quantity
                        from unnest($3::uuid[], $4::numeric[]) n (lot_id, quantity)
                        where r.kind = $1 and r.number = $2 and r.lot_id = n.lot_id""")
                .execute(Tuple.of(
                        document.type().name(),
                        document.number(),
                        sums.keySet().toArray(UUID[]::new),
                        sums.values().toArray(BigDecimal[]::new)))
                .replaceWithVoid();
    }
}
