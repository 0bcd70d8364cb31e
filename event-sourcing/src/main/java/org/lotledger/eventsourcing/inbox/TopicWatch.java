package org.lotledger.eventsourcing.inbox;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.eventsourcing.watch.Watch;

/**
 * Looks now and then whether a consumed topic was deleted and made again while it is being read, and then reads it
 * from its start; a consumer would go on at its old offset and miss what lies before. Counts what is parked, too.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.consumer", stringValue = "true")
public class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("\\$\\d+$");

    private final KafkaClientService clients;
    private final TopicIds topicIds;
    private final ParkingPlace parking;
    private final Pool pool;
    private final Watch watch;
    private final AtomicLong parked = new AtomicLong();

    public TopicWatch(
            KafkaClientService clients,
            TopicIds topicIds,
            ParkingPlace parking,
            Pool pool,
            EventSourcingSettings settings,
            Gauges gauges) {
        this.clients = clients;
        this.topicIds = topicIds;
        this.parking = parking;
        this.pool = pool;
        this.watch =
                new Watch("topic-watch", Duration.ofMillis(settings.inbox().topicCheckIntervalMillis()), this::look);
        gauges.show("lots_parked_events", "Records that were set aside and wait", parked::get);
    }

    void start(@Observes StartupEvent started) {
        watch.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        watch.stop();
    }

    private void look() throws InterruptedException {
        for (Map.Entry<String, List<String>> topic : channelsByTopic().entrySet()) {
            lookAt(topic.getKey(), topic.getValue());
        }
        parked.set(parking.openCount(pool).await().atMost(ANSWER_TIMEOUT));
    }

    /** Channels are named after their topics; where several consumers share one, a number follows. */
    public static String topicOf(String channel) {
        return NUMBER.matcher(channel).replaceFirst("");
    }

    private Map<String, List<String>> channelsByTopic() {
        return clients.getConsumerChannels().stream().collect(Collectors.groupingBy(TopicWatch::topicOf));
    }

    /** Offsets of a topic that was made anew mean other records: all its consumers go back, and only then is it noted. */
    private void lookAt(String topic, List<String> channels) throws InterruptedException {
        String read = topicIds.read(topic);
        String now = topicIds.ask(topic);
        if (now == null || read.isEmpty() || now.equals(read)) {
            return;
        }
        LOG.warnf("the topic %s was deleted and made again: it is read from its start", topic);
        for (String channel : channels) {
            KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
            consumer.runOnPollingThread(kafka -> {
                        kafka.seekToBeginning(kafka.assignment());
                    })
                    .await()
                    .atMost(ANSWER_TIMEOUT);
        }
        topicIds.noteRead(topic, now);
    }
}
