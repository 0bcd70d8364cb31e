package org.lotledger.eventsourcing.inbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies on a topic, or in the parking place.
 *
 * @param parkedId the row in the parking place that it was taken from; null when it comes from the topic
 * @param leaderEpoch the leader's epoch in which it was written; null when that is not known, or does not matter any more
 * @param key null when the record has none
 * @param headers by name, the last of each
 * @param body null when the record has none
 */
public record Incoming(
        @Nullable Long parkedId,
        String topic,
        int partition,
        long offset,
        @Nullable Integer leaderEpoch,
        byte @Nullable [] key,
        Map<String, String> headers,
        byte @Nullable [] body) {

    /** One that is not read from its topic now. */
    public Incoming(
            @Nullable Long parkedId,
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            Map<String, String> headers,
            byte @Nullable [] body) {
        this(parkedId, topic, partition, offset, null, key, headers, body);
    }

    static Incoming of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                // NUL cannot be kept by PostgreSQL, and no header of ours has one.
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8).replace('\0', '\ufffd'));
            }
        }
        return new Incoming(
                null,
                record.topic(),
                record.partition(),
                record.offset(),
                record.leaderEpoch().orElse(null),
                record.key(),
                headers,
                record.value());
    }
}
