package org.lotledger.ledger.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.lotledger.eventsourcing.inbox.TopicWatch;
import org.lotledger.eventsourcing.watch.Watch;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.ProjectionOffsets;

/** Measures how many records of each partition this replica has still to take in. */
@ApplicationScoped
public class LagWatch {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** The consumer does not poll meanwhile. */
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaClientService clients;
    private final ProjectionOffsets offsets;
    private final MultiGauge lag;
    private final Watch watch;
    private volatile boolean behind;

    public LagWatch(
            KafkaClientService clients, ProjectionOffsets offsets, LedgerSettings settings, MeterRegistry metrics) {
        this.clients = clients;
        this.offsets = offsets;
        this.watch = new Watch("lag-watch", Duration.ofMillis(settings.lag().intervalMillis()), this::look);
        this.lag = MultiGauge.builder("lots_projection_lag_events")
                .description("Records of a partition that lie behind the last one taken in")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        watch.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        watch.stop();
    }

    private void look() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        long all = 0;
        for (String channel : clients.getConsumerChannels()) {
            all += measure(channel, rows);
        }
        lag.register(rows, true);
        behind = all > 0;
    }

    /** Whether anything lay before this replica at the last look. */
    boolean isBehind() {
        return behind;
    }

    /** Answers with the sum of all its partitions. */
    private long measure(String channel, List<MultiGauge.Row<?>> rows) {
        String topic = TopicWatch.topicOf(channel);
        KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
        Function<Consumer<Object, Object>, Map<TopicPartition, Long>> ask =
                kafka -> kafka.endOffsets(kafka.assignment(), BROKER_TIMEOUT);
        Map<TopicPartition, Long> ends =
                consumer.runOnPollingThread(ask).await().atMost(ANSWER_TIMEOUT);
        Map<Integer, Long> next = offsets.next(topic).await().atMost(ANSWER_TIMEOUT);
        long all = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            long records = Math.max(0, end.getValue() - next.getOrDefault(partition.partition(), 0L));
            rows.add(MultiGauge.Row.of(
                    Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition())),
                    records));
            all += records;
        }
        return all;
    }
}
