package org.lotledger.eventsourcing.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/**
 * Looks now and then whether a consumed topic was deleted and made again while it is being read, and then reads it
 * from its start; a consumer would go on at its old offset and miss what lies before. Counts what is parked, too.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.consumer", stringValue = "true")
public class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClientService clients;
    private final TopicIds topicIds;
    private final ParkingPlace parking;
    private final Pool pool;
    private final long intervalMillis;
    private final AtomicLong parked = new AtomicLong();
    private final Thread thread = new Thread(this::run, "topic-watch");
    private volatile boolean running = true;

    public TopicWatch(
            KafkaClientService clients,
            TopicIds topicIds,
            ParkingPlace parking,
            Pool pool,
            EventSourcingSettings settings,
            MeterRegistry metrics) {
        this.clients = clients;
        this.topicIds = topicIds;
        this.parking = parking;
        this.pool = pool;
        this.intervalMillis = settings.inbox().topicCheckIntervalMillis();
        metrics.gauge("lots_parked_events", parked);
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
        thread.interrupt();
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(intervalMillis);
                for (String channel : clients.getConsumerChannels()) {
                    look(channel);
                }
                parked.set(parking.openCount(pool).await().atMost(ANSWER_TIMEOUT));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.debugf("the look at the topics failed and is repeated: %s", e);
            }
        }
    }

    /** Channels are named after their topics. */
    private void look(String topic) throws InterruptedException {
        String before = topicIds.lastKnown(topic);
        String now = topicIds.ask(topic);
        if (now == null || before.isEmpty() || now.equals(before)) {
            return;
        }
        LOG.warnf("the topic %s was deleted and made again: it is read from its start", topic);
        KafkaConsumer<Object, Object> consumer = clients.getConsumer(topic);
        consumer.runOnPollingThread(kafka -> {
                    kafka.seekToBeginning(kafka.assignment());
                })
                .await()
                .atMost(ANSWER_TIMEOUT);
    }
}
