package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.lotledger.ledger.lot.LotStatus;

/** How many lots are in stock, by their standing. */
@ApplicationScoped
public class StockCounts {
    private final Pool pool;

    public StockCounts(Pool pool) {
        this.pool = pool;
    }

    /**
     * Lots with more than nothing on hand.
     *
     * @param byStatus every status, also those of no lot
     * @param expiringSoon those that are not expired yet and will be within the days asked for
     */
    public record Counts(Map<LotStatus, Long> byStatus, long expiringSoon) {
        public Counts {
            byStatus = Map.copyOf(byStatus);
        }
    }

    /** The same standings as {@link LotStatus#of}, counted in one pass over the lots in stock. */
    public Uni<Counts> count(LocalDate today, int soonDays) {
        return pool.preparedQuery("""
                        select count(*) filter (where strongest_hold = 'RECALL') as recalled,
                               count(*) filter (where strongest_hold = 'QUARANTINE') as quarantined,
                               count(*) filter (where strongest_hold = 'HOLD') as held,
                               count(*) filter (where strongest_hold is null and expiration_date < $1) as expired,
                               count(*) filter (where strongest_hold is null
                                                and (expiration_date is null or expiration_date >= $1)) as available,
                               count(*) filter (where expiration_date >= $1 and expiration_date <= $2) as soon
                        from lot where in_stock""")
                .execute(Tuple.of(today, today.plusDays(soonDays)))
                .map(rows -> counts(rows.iterator().next()));
    }

    private static Counts counts(Row row) {
        Map<LotStatus, Long> byStatus = new EnumMap<>(LotStatus.class);
        for (LotStatus status : LotStatus.values()) {
            byStatus.put(status, row.getLong(status.name().toLowerCase(Locale.ROOT)));
        }
        return new Counts(byStatus, row.getLong("soon"));
    }
}
