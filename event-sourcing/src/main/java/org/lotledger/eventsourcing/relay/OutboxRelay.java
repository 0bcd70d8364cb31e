package org.lotledger.eventsourcing.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.StoreGate;
import org.lotledger.eventsourcing.store.Traces;
import org.lotledger.eventsourcing.watch.Gauges;

/**
 * Sends the queue in its order and deletes what Kafka has acknowledged. Whichever replica holds the advisory lock is
 * the one that sends; should two send at once all the same, consumers see repeats, never a gap or another order.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /** Any number, the same in all replicas of a service; each service has a database of its own. */
    private static final long LEADER_LOCK = 7_105_116_111L;
    /** A statement of the relay that takes longer has lost its connection. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    /** A producer that is not answered so long is replaced; what it sent is sent again, and repeats do no harm. */
    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(20);
    /** How often a relay that waits for acknowledgements looks whether it is told to stop. */
    private static final long ACKNOWLEDGEMENT_CHECK_MILLIS = 500;

    private final Pool pool;
    private final AnnouncementProducer producers;
    private final CommitSignal committed;
    private final StoreGate gate;
    private final Traces traces;
    private final EventSourcingSettings.Relay settings;
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();
    private final Counter failures;
    private volatile boolean running = true;
    private final Thread thread = new Thread(this::run, "outbox-relay");

    public OutboxRelay(
            Pool pool,
            AnnouncementProducer producers,
            CommitSignal committed,
            StoreGate gate,
            Traces traces,
            EventSourcingSettings settings,
            MeterRegistry metrics,
            Gauges gauges) {
        this.pool = pool;
        this.producers = producers;
        this.committed = committed;
        this.gate = gate;
        this.traces = traces;
        this.settings = settings.relay();
        gauges.show("lots_outbox_events", "Announcements that are not sent yet", backlog::get);
        gauges.show("lots_outbox_oldest_age_milliseconds", "How long the oldest of them waits", oldestMillis::get);
        this.failures = metrics.counter("lots_relay_failures");
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        committed.raise();
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (running) {
            try {
                leadAndSend();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | ExecutionException e) {
                if (running) {
                    failures.increment();
                    LOG.warnf("the relay pauses for %d ms: %s", settings.retryIntervalMillis(), e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.retryIntervalMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void leadAndSend() throws InterruptedException, ExecutionException {
        SqlConnection connection = await(pool.getConnection());
        try {
            while (running && !tryLead(connection)) {
                Thread.sleep(settings.retryIntervalMillis());
            }
            Producer<byte[], byte[]> producer = producers.open();
            try {
                while (running) {
                    if (sendBatch(connection, producer) == 0) {
                        committed.await(settings.pollIntervalMillis());
                    }
                }
            } finally {
                // At once: what Kafka has not acknowledged is still in the queue, and must not go out behind our back.
                producer.close(Duration.ZERO);
                // A pooled connection lives on: without this the lock would stay with it.
                await(connection
                        .preparedQuery("select pg_advisory_unlock($1)")
                        .execute(Tuple.of(LEADER_LOCK))
                        .onFailure()
                        .recoverWithNull());
            }
        } finally {
            await(connection.close().onFailure().recoverWithNull());
        }
    }

    private static boolean tryLead(SqlConnection connection) {
        return await(connection.preparedQuery("select pg_try_advisory_lock($1)").execute(Tuple.of(LEADER_LOCK)))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /** Sends one batch and waits for all its acknowledgements; returns how many events it had. */
    private int sendBatch(SqlConnection connection, Producer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException {
        if (!gate.hasReadToEnd()) {
            // Not before it is known that the store is not behind: what it queues might be a fork.
            return 0;
        }
        RowSet<Row> rows = await(connection.preparedQuery("""
                        select o.position, a.key, a.sequence, a.topic, a.type, a.body, a.recorded_at, a.trace_parent
                        from outbox o
                        join announcement a on a.key = o.key and a.sequence = o.sequence
                        where not store_refuses()
                        order by o.position
                        limit $1""").execute(Tuple.of(settings.batchSizeMax())));
        if (rows.size() == 0) {
            backlog.set(0);
            oldestMillis.set(0);
            return 0;
        }
        measure(connection, rows);
        List<Long> positions = new ArrayList<>(rows.size());
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        List<Span> spans = new ArrayList<>(rows.size());
        try {
            for (Row row : rows) {
                positions.add(row.getLong("position"));
                String command = row.getString("trace_parent");
                Span span = traces.begin(row.getString("topic") + " publish", SpanKind.PRODUCER, command);
                spans.add(span);
                String written = Traces.written(span);
                sent.add(send(producer, producers.record(row, written == null ? command : written)));
            }
            long deadline = System.nanoTime() + ACKNOWLEDGEMENT_TIMEOUT.toNanos();
            for (Future<RecordMetadata> acknowledgement : sent) {
                if (!awaitAcknowledgement(acknowledgement, deadline)) {
                    return 0;
                }
            }
        } finally {
            spans.forEach(Span::end);
        }
        await(connection
                .preparedQuery("delete from outbox where position = any ($1)")
                .execute(Tuple.of(positions.toArray(Long[]::new))));
        return rows.size();
    }

    /**
     * A send that found no broker has failed already when it comes back; the next one might find it. What stands behind
     * in the queue must not go ahead, so the batch ends here.
     */
    private static Future<RecordMetadata> send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException, ExecutionException {
        Future<RecordMetadata> sent = producer.send(record);
        if (sent.isDone()) {
            sent.get();
        }
        return sent;
    }

    private void measure(SqlConnection connection, RowSet<Row> rows) {
        Instant oldest = rows.iterator().next().getOffsetDateTime("recorded_at").toInstant();
        oldestMillis.set(Math.max(0, Duration.between(oldest, Instant.now()).toMillis()));
        backlog.set(
                rows.size() < settings.batchSizeMax()
                        ? rows.size()
                        : await(connection.query("select count(*) from outbox").execute())
                                .iterator()
                                .next()
                                .getLong(0));
    }

    /** False when the relay is told to stop first; the event stays in the queue. */
    private boolean awaitAcknowledgement(Future<RecordMetadata> acknowledgement, long deadline)
            throws InterruptedException, ExecutionException {
        while (running) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka has not acknowledged within " + ACKNOWLEDGEMENT_TIMEOUT
                        + ": the same events are sent again by a new producer");
            }
            try {
                acknowledgement.get(ACKNOWLEDGEMENT_CHECK_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                LOG.debug("Kafka has not acknowledged yet");
            }
        }
        return false;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
