package org.lotledger.catalog.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Finds the items that trade item numbers belong to. */
@ApplicationScoped
public class ItemGtins {
    private final Pool pool;

    public ItemGtins(Pool pool) {
        this.pool = pool;
    }

    /** The item code of each of these GTINs of 14 digits; those that no item has are left out. */
    public Uni<Map<String, String>> itemCodes(Collection<String> gtins14) {
        if (gtins14.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery("""
                        select gtin14, item_code
                        from item_gtin
                        where gtin14 = any($1)""")
                .execute(Tuple.of(gtins14.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString(0), row.getString(1)));
                    return found;
                });
    }
}
