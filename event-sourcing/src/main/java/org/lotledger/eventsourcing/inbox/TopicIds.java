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
    private final Map<String, String> read = new ConcurrentHashMap<>();
    private @Nullable Admin admin;

    public TopicIds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** The id of the topic that the consumers of this process stand in; empty where it could not be told. */
    String read(String topic) {
        return read.getOrDefault(topic, "");
    }

    /** Notes in which topic of that name the consumers were given their places. */
    void noteRead(String topic, @Nullable String id) {
        read.put(topic, id == null ? "" : id);
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
            return Objects.requireNonNull(open.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                            .get(topic))
                    .topicId()
                    .toString();
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
