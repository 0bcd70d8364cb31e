package org.lotledger.eventsourcing.relay;

import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/**
 * A raw idempotent producer, and announcements as Kafka records (CloudEvents 1.0, binary mode). Not an outgoing
 * channel: its own retries can put a later event before an earlier one (docs/decisions/0002).
 */
@ApplicationScoped
public class AnnouncementProducer {
    /** Room for a whole batch of the relay on one partition, below what a broker takes in one request (1 MB). */
    private static final int BATCH_BYTES = 512 * 1024;

    /** How long a send waits for a broker to tell where its partition is; then the relay begins anew. */
    static final Duration BROKER_WAIT = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final String source;

    public AnnouncementProducer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, EventSourcingSettings settings) {
        this.kafka = kafka;
        this.source = settings.source();
    }

    Producer<byte[], byte[]> open() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, source + "-relay");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // Never gives up on a record: giving up and sending the next would be a gap. The queue is the limit.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        // One at a time, in large batches: with several in flight, a topic that was just made (again) may take the
        // second first, and then refuses the first for ever as out of sequence.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(BROKER_WAIT.toMillis()));
        config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param traceParent of what sends it; null when it is part of no trace */
    ProducerRecord<byte[], byte[]> record(Row row, @Nullable String traceParent) {
        String key = row.getString("key");
        long sequence = row.getLong("sequence");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                row.getString("topic"), utf8(key), row.getBuffer("body").getBytes());
        Headers headers = record.headers();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_id", utf8(new EventId(source, key, sequence).toString()));
        headers.add("ce_type", utf8(row.getString("type")));
        headers.add("ce_source", utf8(source));
        headers.add("ce_subject", utf8(key));
        headers.add(
                "ce_time", utf8(row.getOffsetDateTime("recorded_at").toInstant().toString()));
        headers.add("ce_sequence", utf8(Long.toString(sequence)));
        headers.add("content-type", utf8("application/json"));
        if (traceParent != null) {
            headers.add("traceparent", utf8(traceParent));
        }
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
