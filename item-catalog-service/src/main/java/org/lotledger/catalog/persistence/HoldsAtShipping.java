package org.lotledger.catalog.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.lotledger.catalog.hold.HoldKind;

/** What shipping has acknowledged of each hold, kept on the hold's row by statements of their own after its command. */
@ApplicationScoped
public class HoldsAtShipping {
    private static final String STANDING = """
            select hold_id, item_code, lot_number, kind, released_at is not null as released, shipping_knows
            from lot_hold
            """;

    private final Pool pool;

    public HoldsAtShipping(Pool pool) {
        this.pool = pool;
    }

    /** A hold, and what shipping knows of it. */
    public record Standing(
            UUID holdId, String itemCode, String lotNumber, HoldKind kind, boolean released, ShippingKnows known) {

        /** Whether shipping has acknowledged the last word. */
        public boolean told() {
            return known == (released ? ShippingKnows.RELEASED : ShippingKnows.PLACED);
        }

        /** Whether shipping refuses the lot for this hold, as far as it has said so. */
        public boolean inForceAtShipping() {
            return known == ShippingKnows.PLACED;
        }
    }

    /** How a hold that exists stands. */
    public Uni<Standing> of(UUID holdId) {
        return pool.preparedQuery(STANDING + "where hold_id = $1")
                .execute(Tuple.of(holdId))
                .map(rows -> standing(rows.iterator().next()));
    }

    /** Holds of which shipping has not acknowledged the last word, those first that it was asked about longest ago. */
    public Uni<List<Standing>> untold(int rowsMax) {
        return pool.preparedQuery(STANDING + """
                        where shipping_knows <> case when released_at is null then 'PLACED' else 'RELEASED' end
                        order by shipping_asked_at nulls first
                        limit $1""").execute(Tuple.of(rowsMax)).map(rows -> {
            List<Standing> untold = new ArrayList<>();
            rows.forEach(row -> untold.add(standing(row)));
            return untold;
        });
    }

    /** Notes that shipping acknowledged a hold or its release. A release once acknowledged stays so. */
    public Uni<Void> acknowledged(UUID holdId, boolean released) {
        return pool.preparedQuery("""
                        update lot_hold
                        set shipping_knows = $2, shipping_asked_at = now()
                        where hold_id = $1 and shipping_knows <> 'RELEASED'""")
                .execute(Tuple.of(holdId, (released ? ShippingKnows.RELEASED : ShippingKnows.PLACED).name()))
                .replaceWithVoid();
    }

    /** Notes that shipping was asked in vain, so that others have their turn first. */
    public Uni<Void> askedInVain(UUID holdId) {
        return pool.preparedQuery("update lot_hold set shipping_asked_at = now() where hold_id = $1")
                .execute(Tuple.of(holdId))
                .replaceWithVoid();
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getUUID("hold_id"),
                row.getString("item_code"),
                row.getString("lot_number"),
                HoldKind.valueOf(row.getString("kind")),
                row.getBoolean("released"),
                ShippingKnows.valueOf(row.getString("shipping_knows")));
    }
}
