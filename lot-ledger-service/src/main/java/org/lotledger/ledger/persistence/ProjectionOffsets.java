package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Where the ledger goes on reading, as it is kept with what it has read. */
@ApplicationScoped
public class ProjectionOffsets {
    private final Pool pool;

    public ProjectionOffsets(Pool pool) {
        this.pool = pool;
    }

    /** The next offset of each partition of a topic; partitions of which nothing was read are left out. */
    public Uni<Map<Integer, Long>> next(String topic) {
        return pool.preparedQuery("select partition, next_offset from consumer_offset where topic = $1")
                .execute(Tuple.of(topic))
                .map(rows -> {
                    Map<Integer, Long> next = new HashMap<>();
                    rows.forEach(row -> next.put(row.getInteger("partition"), row.getLong("next_offset")));
                    return next;
                });
    }
}
