package org.lotledger.eventsourcing.inbox;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Makes a consumer go on where the database is, not where Kafka thinks it is: a database that was restored from an
 * older copy reads again what it lost, a topic that was made anew is read from its start, and one that has lost its end from
 * there.
 */
@ApplicationScoped
@Identifier("stored-offsets")
public class StoredOffsets implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(StoredOffsets.class);
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);

    private final Pool pool;
    private final TopicIds topicIds;

    public StoredOffsets(Pool pool, TopicIds topicIds) {
        this.pool = pool;
        this.topicIds = topicIds;
    }

    /** Runs on the polling thread, which waits for it. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            try {
                String topicId = topicIds.ask(partition.topic());
                topicIds.noteRead(partition.topic(), topicId);
                Place place = place(partition, topicId == null ? "" : topicId);
                LOG.infof("%s is read from offset %d", partition, place.offset());
                consumer.seek(partition, place.toSeek());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Reading from the start is slow and always right: what was applied is dropped as a repeat.
                LOG.warnf("the stored offset of %s cannot be read (%s): reading from the start", partition, e);
                consumer.seek(partition, 0);
            }
        }
    }

    private Place place(TopicPartition partition, String topicId) {
        RowSet<Row> rows = pool.preparedQuery("""
                        select next_offset, leader_epoch from consumer_offset
                        where topic = $1 and partition = $2 and topic_id = $3""")
                .execute(Tuple.of(partition.topic(), partition.partition(), topicId))
                .await()
                .atMost(DATABASE_TIMEOUT);
        if (rows.size() == 0) {
            return Place.START;
        }
        Row row = rows.iterator().next();
        return new Place(row.getLong("next_offset"), row.getInteger("leader_epoch"));
    }
}
