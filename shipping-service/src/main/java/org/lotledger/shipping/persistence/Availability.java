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

/** What may be shipped now, lot by lot and place by place, as shipping knows it. */
@ApplicationScoped
public class Availability {
    private final Pool pool;
    private final Moments moments;

    public Availability(Pool pool, Moments moments) {
        this.pool = pool;
        this.moments = moments;
    }

    /** Whether a lot is still good. */
    public enum Status {
        AVAILABLE,
        EXPIRED
    }

    /** A lot at a place; lotNumber is null for untracked items, expirationDate when it has none. */
    public record Spot(
            String itemCode,
            UUID lotId,
            @Nullable LotNumber lotNumber,
            @Nullable LocalDate expirationDate,
            Status status,
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
            @Nullable Status status) {}

    /** The rows after a place in the list, by item, lot id and location. */
    public Uni<List<Spot>> list(Filter filter, @Nullable List<String> after, int limit) {
        LocalDate today = moments.now().today();
        Status status = filter.status();
        return pool.preparedQuery("""
                        select l.item_code, l.lot_id, l.lot_number, l.expiration_date, s.location,
                               s.added, s.removed, s.reserved,
                               array(select distinct r.shipment_number from reservation r
                                     where r.lot_id = s.lot_id and r.location = s.location
                                     order by r.shipment_number) as reserved_by
                        from stock s
                        join lot l on l.lot_id = s.lot_id
                        where ($1::text is null or l.item_code = $1)
                          and ($2::text is null or l.lot_number = $2)
                          and ($3::text is null or s.location = $3)
                          and ($4::boolean is null or coalesce(l.expiration_date < $5, false) = $4)
                          and (l.item_code, l.lot_id::text, s.location) > ($6, $7, $8)
                        order by l.item_code, l.lot_id::text, s.location
                        limit $9""")
                .execute(Tuple.tuple()
                        .addString(filter.itemCode())
                        .addString(filter.lotNumber())
                        .addString(filter.location())
                        .addBoolean(status == null ? null : status == Status.EXPIRED)
                        .addLocalDate(today)
                        .addString(after == null ? "" : after.get(0))
                        .addString(after == null ? "" : after.get(1))
                        .addString(after == null ? "" : after.get(2))
                        .addInteger(limit))
                .map(rows -> {
                    List<Spot> spots = new ArrayList<>();
                    rows.forEach(row -> {
                        LocalDate date = row.getLocalDate("expiration_date");
                        String lotNumber = row.getString("lot_number");
                        Quantity onHand = new Quantity(row.getBigDecimal("added"))
                                .minus(new Quantity(row.getBigDecimal("removed")));
                        Quantity reserved = new Quantity(row.getBigDecimal("reserved"));
                        spots.add(new Spot(
                                row.getString("item_code"),
                                row.getUUID("lot_id"),
                                lotNumber == null ? null : new LotNumber(lotNumber),
                                date,
                                date != null && date.isBefore(today) ? Status.EXPIRED : Status.AVAILABLE,
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
