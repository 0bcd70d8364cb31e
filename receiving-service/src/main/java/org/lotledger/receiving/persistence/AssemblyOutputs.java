package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.Quantity;

/**
 * What came out of assembly runs. A lot that is received under a run before the news of its issue has come is taken for
 * output; when the news comes, that counts as taken back already, so that no more comes back of a lot than went in.
 */
@ApplicationScoped
public class AssemblyOutputs {

    /** Notes that so much of these lots, by lot id, came out of a run; their rows are locked. */
    Uni<Void> note(SqlConnection tx, String run, Map<UUID, Quantity> quantities) {
        return tx.preparedQuery("""
                        insert into assembly_output (lot_id, run, quantity)
                        select n.lot_id, $1, n.quantity
                        from unnest($2::uuid[], $3::numeric[]) n (lot_id, quantity)
                        order by n.lot_id
                        on conflict (lot_id, run) do update set quantity = assembly_output.quantity + excluded.quantity""")
                .execute(Tuple.of(
                        run,
                        quantities.keySet().toArray(UUID[]::new),
                        quantities.values().stream().map(Quantity::value).toArray(BigDecimal[]::new)))
                .replaceWithVoid();
    }

    /** Counts what came out of these lots as taken back, as far as it is known now that they went in; rows are locked. */
    Uni<Void> settle(SqlConnection tx, Collection<UUID> lotIds) {
        if (lotIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("""
                        with late as (
                            select o.lot_id, o.run, least(o.quantity - o.settled, r.quantity - r.taken_back) as quantity
                            from assembly_output o
                            join removal r on r.lot_id = o.lot_id and r.kind = 'ASSEMBLY' and r.number = o.run
                            where o.lot_id = any ($1) and o.settled < o.quantity and r.taken_back < r.quantity
                        ), settled as (
                            update assembly_output o set settled = o.settled + late.quantity
                            from late where o.lot_id = late.lot_id and o.run = late.run
                        ), taken_back as (
                            update removal r set taken_back = r.taken_back + late.quantity
                            from late where r.lot_id = late.lot_id and r.kind = 'ASSEMBLY' and r.number = late.run
                        )
                        update lot set given_back = least(used, given_back + sums.quantity)
                        from (select lot_id, sum(quantity) as quantity from late group by lot_id) sums
                        where lot.lot_id = sums.lot_id""")
                .execute(Tuple.of((Object) lotIds.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
