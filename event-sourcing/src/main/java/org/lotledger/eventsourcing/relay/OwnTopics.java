package org.lotledger.eventsourcing.relay;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.inbox.Place;
import org.lotledger.eventsourcing.inbox.TopicIds;
import org.lotledger.eventsourcing.inbox.Unreadable;
import org.lotledger.eventsourcing.relay.LostAnnouncements.Seen;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/** The topics on which this service announces, as it reads them itself: all partitions, without a consumer group. */
@ApplicationScoped
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class OwnTopics {
    private static final Logger LOG = Logger.getLogger(OwnTopics.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    /** How long a question to the broker waits; then all begins anew. */
    private static final Duration BROKER_WAIT = Duration.ofSeconds(5);

    private static final int RECORDS_MAX = 2_000;

    private final Map<String, Object> kafka;
    private final String source;
    private final OwnEvents<?> own;
    private final LostAnnouncements lost;
    private final TopicIds topicIds;
    private final Pool pool;

    public OwnTopics(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventSourcingSettings settings,
            OwnEvents<?> own,
            LostAnnouncements lost,
            TopicIds topicIds,
            Pool pool) {
        this.kafka = kafka;
        this.source = settings.source();
        this.own = own;
        this.lost = lost;
        this.topicIds = topicIds;
        this.pool = pool;
    }

    /** Begins to read where the store says, a topic that was made anew from its start. Fails when Kafka is away. */
    Reading open() throws InterruptedException {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            Map<String, String> ids = new HashMap<>();
            Map<TopicPartition, Place> places = new HashMap<>();
            for (String topic :
                    partitions.stream().map(TopicPartition::topic).distinct().toList()) {
                String id = topicIds.ask(topic);
                if (id == null) {
                    throw new IllegalStateException("Kafka does not say what " + topic + " is");
                }
                ids.put(topic, id);
                places.putAll(lost.places(pool, topic, id).await().atMost(ANSWER_TIMEOUT));
            }
            partitions.forEach(partition -> {
                consumer.seek(
                        partition,
                        places.computeIfAbsent(partition, p -> Place.START).toSeek());
            });
            return new Reading(consumer, places, ids, RECORDS_MAX);
        } catch (RuntimeException | InterruptedException e) {
            consumer.close(CloseOptions.timeout(Reading.CLOSE_WAIT));
            throw e;
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, source + "-read-back");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // A topic that was made anew, or has lost its end: what was read is compared again, which harms nothing.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(RECORDS_MAX));
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(BROKER_WAIT.toMillis()));
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(BROKER_WAIT.toMillis()));
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return config;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : own.topics()) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos != null) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        }
        return partitions;
    }

    /** Whether the topics still have the partitions that are being read, as far as this client knows. */
    boolean areThoseOf(Reading reading) {
        return partitions(reading.consumer()).size() == reading.partitions();
    }

    /** Whether they are the very topics, and not others of the same names. False while the broker does not say. */
    boolean areTheSameAsIn(Reading reading) throws InterruptedException {
        for (Map.Entry<String, String> topic : reading.topicIds().entrySet()) {
            if (!topic.getValue().equals(topicIds.ask(topic.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** The record as an event of this service; empty when it is of another, or does not even name one. */
    Optional<Seen> own(ConsumerRecord<byte[], byte[]> record) {
        String id = header(record, "ce_id");
        String type = header(record, "ce_type");
        if (!source.equals(header(record, "ce_source")) || id == null || type == null || record.value() == null) {
            return Optional.empty();
        }
        return EventId.parse(id)
                .filter(event -> event.source().equals(source)
                        && record.key() != null
                        && Arrays.equals(event.key().getBytes(StandardCharsets.UTF_8), record.key()))
                .map(event -> new Seen(
                        record.topic(),
                        event.key(),
                        event.sequence(),
                        type,
                        record.value(),
                        header(record, "traceparent")));
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Those that are events at all; the others are garbage under our name, which consumers set aside. */
    List<Seen> events(List<Seen> missing) {
        return missing.stream().filter(seen -> isEvent(own, seen)).toList();
    }

    private <E> boolean isEvent(OwnEvents<E> events, Seen seen) {
        String id = new EventId(source, seen.key(), seen.sequence()).toString();
        try {
            String inside = events.eventId(events.read(seen.topic(), seen.type(), seen.body()));
            if (inside.equals(id)) {
                return true;
            }
            LOG.errorf("a record on %s bears the id %s, its event %s: it is passed over", seen.topic(), id, inside);
        } catch (Unreadable garbage) {
            LOG.errorf("a record on %s under the id %s is no event: %s", seen.topic(), id, garbage.getMessage());
        }
        return false;
    }
}
