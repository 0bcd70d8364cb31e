package org.lotledger.shipping.persistence;

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
import org.jspecify.annotations.Nullable;
import org.lotledger.shipping.stock.Hold;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.LotRef;

/**
 * The holds of lots as the item catalog tells of them, directly and by events: each is kept by its id, and a release is
 * for good, whatever is heard first and however often.
 */
@ApplicationScoped
public class HoldRows {
    private final LotRows lots;

    public HoldRows(LotRows lots) {
        this.lots = lots;
    }

    /**
     * What was heard of a hold.
     *
     * @param kind null when only its end was told
     */
    public record Heard(UUID lotId, String holdId, @Nullable HoldKind kind, boolean released) {}

    /** Keeps what was heard of a hold of this lot, and answers whether it is in force now. */
    public Uni<Boolean> hear(SqlConnection tx, LotRef lot, Heard heard) {
        // Locked, so that a shipment that is being decided is finished before, or sees it.
        return lots.lock(tx, List.of(lot))
                .flatMap(locked -> keep(tx, List.of(heard)))
                .flatMap(kept -> inForce(tx, List.of(heard.lotId())))
                .map(holds -> holds.getOrDefault(heard.lotId(), List.of()).stream()
                        .anyMatch(hold -> hold.holdId().equals(heard.holdId())));
    }

    /** Keeps what was heard; the lots must be locked. */
    public Uni<Void> keep(SqlConnection tx, Collection<Heard> heard) {
        return tx.preparedQuery("""
                        insert into lot_hold (lot_id, hold_id, kind, released)
                        select n.lot_id, n.hold_id, max(n.kind), bool_or(n.released)
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[])
                             n (lot_id, hold_id, kind, released)
                        group by n.lot_id, n.hold_id
                        on conflict (lot_id, hold_id) do update
                        set kind = coalesce(lot_hold.kind, excluded.kind),
                            released = lot_hold.released or excluded.released""")
                .execute(Tuple.of(
                        heard.stream().map(Heard::lotId).toArray(UUID[]::new),
                        heard.stream().map(Heard::holdId).toArray(String[]::new),
                        heard.stream()
                                .map(one ->
                                        one.kind() == null ? null : one.kind().name())
                                .toArray(String[]::new),
                        heard.stream().map(Heard::released).toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    /** The holds in force on these lots, by lot id. */
    Uni<Map<UUID, List<Hold>>> inForce(SqlClient client, Collection<UUID> lotIds) {
        return client.preparedQuery("""
                        select lot_id, hold_id, kind from lot_hold
                        where lot_id = any ($1) and not released
                        order by lot_id, hold_id""")
                .execute(Tuple.of((Object) lotIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<Hold>> holds = new HashMap<>();
                    rows.forEach(row -> holds.computeIfAbsent(row.getUUID("lot_id"), id -> new ArrayList<>())
                            .add(new Hold(row.getString("hold_id"), HoldKind.valueOf(row.getString("kind")))));
                    return holds;
                });
    }
}
