package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.shipment.OpenLines.StockOfItem;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;

/** Finds the lots among which the one that expires first is chosen, and counts what is there of an item. */
@ApplicationScoped
public class FefoRows {
    /**
     * Lots read beyond those that would do: others may take the first ones before these are locked. More would make
     * every allocation of an item wait for every other.
     */
    private static final int MARGIN_LOTS = 50;

    /** So many lots fit on a document, and the margin. */
    private static final int LOTS_OF_ITEM_MAX = ShipmentContent.LOTS_MAX + MARGIN_LOTS;

    /**
     * The lots that would do for what is open on these lines, and a margin. Read without locks: to be judged again
     * under them.
     *
     * @param goodUntil only lots that are good on that day, where the purpose asks it
     * @param heldBack whether lots that are held, quarantined or recalled are left out
     */
    Uni<Set<LotRef>> candidates(
            SqlClient client,
            ShipmentContent content,
            Collection<ShipmentLine> lines,
            LocalDate goodUntil,
            boolean heldBack) {
        Map<String, BigDecimal> open = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.openQuantity().isPositive())
                .forEach(line -> open.merge(line.itemCode(), line.openQuantity().value(), BigDecimal::add));
        if (open.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        RecordedDocument.Name source = content.source().orElse(null);
        return client.preparedQuery("""
                        with free as (
                            select l.item_code, l.lot_number, l.expiration_date, l.first_received_at, o.quantity as open,
                                   least(s.added - s.removed - s.reserved, r.quantity - r.taken_back) as quantity
                            from unnest($1::text[], $2::numeric[]) o (item_code, quantity)
                            join lot l on l.item_code = o.item_code
                            join stock s on s.lot_id = l.lot_id and s.location = $3
                            left join recorded r on r.lot_id = l.lot_id and r.kind = $7 and r.number = $8
                            where l.lot_number is not null
                              and l.arrived
                              and (not $4 or coalesce(l.expiration_date >= $5, true))
                              and (not $4 or not exists (select 1 from parked p
                                                         where p.state = 'OPEN' and p.event_key = l.lot_id::text))
                              and (not $6 or not exists (select 1 from lot_hold h
                                                         where h.lot_id = l.lot_id and not h.released))
                              and ($7::text is null or r.lot_id is not null)
                        ), queued as (
                            select item_code, lot_number, open, row_number() over w as place,
                                   sum(quantity) over w - quantity as before
                            from free
                            where quantity > 0
                            window w as (partition by item_code
                                         order by expiration_date nulls last, first_received_at, lot_number collate "C")
                        )
                        select item_code, lot_number
                        from (select item_code, lot_number, place,
                                     count(*) filter (where before < open) over (partition by item_code) as needed
                              from queued) q
                        where place <= least(needed + $9, $10)""")
                .execute(Tuple.tuple()
                        .addArrayOfString(open.keySet().toArray(String[]::new))
                        .addValue(open.values().toArray(BigDecimal[]::new))
                        .addString(content.location())
                        .addBoolean(content.purpose().forUse())
                        .addLocalDate(goodUntil)
                        .addBoolean(heldBack)
                        .addString(source == null ? null : source.type().name())
                        .addString(source == null ? null : source.number())
                        .addInteger(MARGIN_LOTS)
                        .addInteger(LOTS_OF_ITEM_MAX))
                .map(rows -> {
                    Set<LotRef> candidates = new HashSet<>();
                    rows.forEach(row -> candidates.add(
                            new LotRef(row.getString("item_code"), new LotNumber(row.getString("lot_number")))));
                    return candidates;
                });
    }

    /** What is there of these items at a place, by item code; and how much of it cannot be used on that day. */
    Uni<Map<String, StockOfItem>> stock(
            SqlClient client, Collection<String> itemCodes, String location, LocalDate goodUntil) {
        return client.preparedQuery("""
                        select item_code, sum(on_hand) as on_hand, sum(reserved) as reserved,
                               coalesce(sum(on_hand - reserved) filter (where held), 0) as held,
                               coalesce(sum(on_hand - reserved) filter (where expired), 0) as expired,
                               coalesce(sum(on_hand - reserved) filter (where parked), 0) as parked
                        from (select l.item_code, s.added - s.removed as on_hand, s.reserved,
                                     exists (select 1 from lot_hold h
                                             where h.lot_id = l.lot_id and not h.released) as held,
                                     coalesce(l.expiration_date < $3, false) as expired,
                                     exists (select 1 from parked p
                                             where p.state = 'OPEN' and p.event_key = l.lot_id::text) as parked
                              from lot l
                              join stock s on s.lot_id = l.lot_id and s.location = $2
                              where l.item_code = any ($1)) lots
                        group by item_code""")
                .execute(Tuple.of(itemCodes.toArray(String[]::new), location, goodUntil))
                .map(rows -> {
                    Map<String, StockOfItem> stock = new HashMap<>();
                    rows.forEach(row -> stock.put(
                            row.getString("item_code"),
                            new StockOfItem(
                                    new Quantity(row.getBigDecimal("on_hand")),
                                    new Quantity(row.getBigDecimal("reserved")),
                                    new Quantity(row.getBigDecimal("held")),
                                    new Quantity(row.getBigDecimal("expired")),
                                    new Quantity(row.getBigDecimal("parked")))));
                    return stock;
                });
    }
}
