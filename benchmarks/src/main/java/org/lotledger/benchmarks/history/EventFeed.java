package org.lotledger.benchmarks.history;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends public events to Kafka as fast as it takes them. */
public final class EventFeed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public EventFeed(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        "1",
                        "batch.size",
                        Integer.toString(512 * 1024),
                        "linger.ms",
                        "10"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Returns when the broker has all of them.
     *
     * @param max how many to send at most
     * @return how many there were
     */
    public long send(Iterator<Announced> events, long max) {
        long count = 0;
        while (count < max && events.hasNext()) {
            Future<RecordMetadata> _ =
                    producer.send(events.next().record(), (_, refused) -> failure.compareAndSet(null, refused));
            count++;
        }
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("Kafka did not take an event", refused);
        }
        return count;
    }

    @Override
    public void close() {
        producer.close();
    }
}
