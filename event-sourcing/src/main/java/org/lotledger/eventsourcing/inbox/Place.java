package org.lotledger.eventsourcing.inbox;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where to go on reading a partition. The offset alone would hide that the broker has lost what was read and put other
 * records in its place; asked with the epoch it says so, and sends the consumer back (docs/decisions/0026).
 *
 * @param offset of the next record
 * @param epoch the leader's epoch in which the record before was written, or null when that is not known
 */
public record Place(long offset, @Nullable Integer epoch) {
    /** The begin of the partition. */
    public static final Place START = new Place(0, null);

    /** Behind this record. */
    public static Place after(ConsumerRecord<byte[], byte[]> record) {
        return new Place(record.offset() + 1, record.leaderEpoch().orElse(null));
    }

    /** Whether this record is of a later epoch than what was read before it, as far as is known. */
    public boolean isBeforeTheEpochOf(ConsumerRecord<byte[], byte[]> record) {
        return record.leaderEpoch().map(now -> epoch == null || epoch < now).orElse(false);
    }

    /** For {@code Consumer.seek}. */
    public OffsetAndMetadata toSeek() {
        return new OffsetAndMetadata(offset, Optional.ofNullable(epoch), "");
    }
}
