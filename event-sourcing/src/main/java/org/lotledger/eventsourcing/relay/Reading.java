package org.lotledger.eventsourcing.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.inbox.Place;

/**
 * Own topics being read, from where the store was in each partition on. It notices when the broker sends it back: then what
 * it had read there is gone (docs/decisions/0026).
 */
final class Reading implements AutoCloseable {
    /** A broker that may be away is not waited for. */
    static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * A partition that ends before what was read of it.
     *
     * @param read the place where the reading had been
     * @param end where it was sent back to
     */
    record Loss(TopicPartition partition, Place read, long end) {}

    /**
     * What the broker gave.
     *
     * @param losses of the partitions in which it had to go back; then the records are not to be used
     * @param epochsBegun the first record of each epoch that is later than what this reading has had of its partition
     */
    record Batch(
            ConsumerRecords<byte[], byte[]> records,
            List<Loss> losses,
            List<ConsumerRecord<byte[], byte[]>> epochsBegun) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Place> reached;
    private final Map<String, String> topicIds;
    private final Map<TopicPartition, Long> firstEnds;
    private final int recordsMax;
    private boolean hasBeenAtEnd;

    /**
     * Takes the consumer over, which stands at these places.
     *
     * @param topicIds the broker's ids of the topics, by name
     * @param recordsMax records of one poll
     */
    Reading(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Place> began,
            Map<String, String> topicIds,
            int recordsMax) {
        this.consumer = consumer;
        this.reached = new HashMap<>(began);
        this.topicIds = Map.copyOf(topicIds);
        this.firstEnds = consumer.endOffsets(began.keySet());
        this.recordsMax = recordsMax;
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    int partitions() {
        return reached.size();
    }

    Map<String, String> topicIds() {
        return topicIds;
    }

    /** Reads on, at most so many records as one poll has. */
    Batch next() {
        if (reached.isEmpty()) {
            return new Batch(ConsumerRecords.empty(), List.of(), List.of());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Batch batch = new Batch(records, losses(records), epochsBegun(records));
        if (batch.losses().isEmpty()) {
            reached.putAll(placesAfter(records));
        }
        return batch;
    }

    /** Where to go on in each partition of which there are records. */
    static Map<TopicPartition, Place> placesAfter(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Place> places = new HashMap<>();
        records.partitions()
                .forEach(partition -> places.put(
                        partition, Place.after(records.records(partition).getLast())));
        return places;
    }

    /** One poll may both send the consumer back and read on from there. */
    private List<Loss> losses(ConsumerRecords<byte[], byte[]> records) {
        List<Loss> losses = new ArrayList<>();
        reached.forEach((partition, place) -> {
            List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
            Long from = some.isEmpty()
                    ? position(partition)
                    : Long.valueOf(some.getFirst().offset());
            if (from != null && from < place.offset()) {
                losses.add(new Loss(partition, place, from));
            }
        });
        return losses;
    }

    /** Null while it asks the broker whether its place is still there; the next look will tell. */
    private @Nullable Long position(TopicPartition partition) {
        try {
            return consumer.position(partition, POLL);
        } catch (org.apache.kafka.common.errors.TimeoutException away) {
            return null;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> epochsBegun(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> begun = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Place before = Objects.requireNonNull(reached.get(partition));
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (before.isBeforeTheEpochOf(record)) {
                    begun.add(record);
                }
                before = Place.after(record);
            }
        }
        return begun;
    }

    /** Whether it has once been where the partitions ended when it began. */
    boolean hasBeenAtEnd() {
        hasBeenAtEnd = hasBeenAtEnd
                || firstEnds.entrySet().stream().allMatch(end -> {
                    Long position = position(end.getKey());
                    return position != null && position >= end.getValue();
                });
        return hasBeenAtEnd;
    }

    /** Whether there may be more at once. */
    boolean mayGoOn(Batch batch) {
        return batch.records().count() >= recordsMax;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_WAIT));
    }
}
