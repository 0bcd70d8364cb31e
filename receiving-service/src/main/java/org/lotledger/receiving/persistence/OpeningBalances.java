package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.lot.LotRef;

/** The beginning balance of each lot at a place; read and written under the lock of the lot's row. */
@ApplicationScoped
public class OpeningBalances {

    /** The beginning balances of these lots at a place, by lot id. */
    public Uni<Map<UUID, Quantity>> at(SqlClient client, Collection<LotRef> lots, String location) {
        return client.preparedQuery("""
                        select lot_id, quantity from opening_balance
                        where lot_id = any ($1) and location = $2""")
                .execute(Tuple.of(lots.stream().map(LotRef::lotId).distinct().toArray(UUID[]::new), location))
                .map(rows -> {
                    Map<UUID, Quantity> opened = new HashMap<>();
                    rows.forEach(row -> opened.put(row.getUUID("lot_id"), new Quantity(row.getBigDecimal("quantity"))));
                    return opened;
                });
    }

    /** Notes the beginning balances of lots at a place. */
    public Uni<Void> open(SqlConnection tx, Map<UUID, Quantity> balances, String location) {
        return tx.preparedQuery("""
                        insert into opening_balance (lot_id, location, quantity)
                        select n.lot_id, $3, n.quantity
                        from unnest($1::uuid[], $2::numeric[]) n (lot_id, quantity)
                        order by n.lot_id""")
                .execute(Tuple.of(
                        balances.keySet().toArray(UUID[]::new),
                        balances.values().stream().map(Quantity::value).toArray(BigDecimal[]::new),
                        location))
                .replaceWithVoid();
    }
}
