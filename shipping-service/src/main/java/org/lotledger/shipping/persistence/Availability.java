package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.stock.LotStatus;

/** What may be shipped now, lot by lot and place by place, as shipping knows it. */
@ApplicationScoped
public class Availability {
    private final Pool pool;
    private final Moments moments;

    public Availability(Pool pool, Moments moments) {
        this.pool = pool;
        this.moments = moments;
    }

    /** A lot at a place; lotNumber is null for untracked items, expirationDate when it has none. */
    public record Spot(
            String itemCode,
            UUID lotId,
            @Nullable LotNumber lotNumber,
            @Nullable LocalDate expirationDate,
            LotStatus status,
            String location,
            Quantity onHand,
            Quantity reserved,
            Quantity available,
            List<String> reservedBy) {}

    /** What the list may be narrowed to; null where it is not. */
    public record Filter(
            @Nullable String itemCode,
            @Nullable String lotNumber,
            @Nullable String location,
            @Nullable LotStatus status) {}

    /** The rows after a place in the list, by item, lot id and location. */
    public Uni<List<Spot>> list(Filter filter, @Nullable List<String> after, int limit) {
        LocalDate today = moments.now().today();
        LotStatus status = filter.status();
        return pool.preparedQuery("""
                        select * from (
                            select l.item_code, l.lot_id, l.lot_number, l.expiration_date, s.location,
                                   s.added, s.removed, s.reserved,
                                   array(select distinct r.shipment_number from reservation r
                                         where r.lot_id = s.lot_id and r.location = s.location
                                         order by r.shipment_number) as reserved_by,
                                   case when 'RECALL' = any (h.kinds) then 'RECALLED'
                                        when 'QUARANTINE' = any (h.kinds) then 'QUARANTINED'
                                        when 'HOLD' = any (h.kinds) then 'HELD'
                                        when l.expiration_date < $5 then 'EXPIRED'
                                        else 'AVAILABLE'
                                   end as status
                            from stock s
                            join lot l on l.lot_id = s.lot_id
                            left join lateral (select array_agg(kind) as kinds from lot_hold
                                               where lot_id = l.lot_id and not released) h on true
                            where ($1::text is null or l.item_code = $1)
                              and ($2::text is null or l.lot_number = $2)
                              and ($3::text is null or s.location = $3)
                              and (l.item_code, l.lot_id::text, s.location) > ($6, $7, $8)
                        ) spot
                        where $4::text is null or status = $4
                        order by item_code, lot_id::text, location
                        limit $9""")
                .execute(Tuple.tuple()
                        .addString(filter.itemCode())
                        .addString(filter.lotNumber())
                        .addString(filter.location())
                        .addString(status == null ? null : status.name())
                        .addLocalDate(today)
                        .addString(after == null ? "" : after.get(0))
                        .addString(after == null ? "" : after.get(1))
                        .addString(after == null ? "" : after.get(2))
                        .addInteger(limit))
                .map(rows -> {
                    List<Spot> spots = new ArrayList<>();
                    rows.forEach(row -> {
                        String lotNumber = row.getString("lot_number");
                        Quantity onHand = new Quantity(row.getBigDecimal("added"))
                                .minus(new Quantity(row.getBigDecimal("removed")));
                        Quantity reserved = new Quantity(row.getBigDecimal("reserved"));
                        spots.add(new Spot(
                                row.getString("item_code"),
                                row.getUUID("lot_id"),
                                lotNumber == null ? null : new LotNumber(lotNumber),
                                row.getLocalDate("expiration_date"),
                                LotStatus.valueOf(row.getString("status")),
                                row.getString("location"),
                                onHand,
                                reserved,
                                onHand.minus(reserved),
                                Arrays.asList(row.getArrayOfStrings("reserved_by"))));
                    });
                    return spots;
                });
    }
}
