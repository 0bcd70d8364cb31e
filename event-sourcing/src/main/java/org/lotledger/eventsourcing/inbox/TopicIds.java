package org.lotledger.eventsourcing.inbox;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The broker's ids of topics: a topic that was deleted and made again has the same name and another id. */
@ApplicationScoped
public class TopicIds {
    private static final long REQUEST_TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> kafka;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private @Nullable Admin admin;

    public TopicIds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** The id as it was when last asked; empty before the first time. */
    String lastKnown(String topic) {
        return known.getOrDefault(topic, "");
    }

    /**
     * Asks the broker; blocks.
     *
     * @return the id now, or null when the broker does not answer or the topic does not exist at the moment
     */
    public synchronized @Nullable String ask(String topic) throws InterruptedException {
        Admin open = admin;
        if (open == null) {
            open = Admin.create(kafka);
            admin = open;
        }
        try {
            String id = Objects.requireNonNull(open.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                            .get(topic))
                    .topicId()
                    .toString();
            known.put(topic, id);
            return id;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
