package org.lotledger.eventsourcing.relay;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.relay.LostAnnouncements.Seen;
import org.lotledger.eventsourcing.relay.LostAnnouncements.Standing;
import org.lotledger.eventsourcing.rest.Commands;
import org.lotledger.eventsourcing.store.CommitSignal;
import org.lotledger.eventsourcing.store.EventSourcingSettings;
import org.lotledger.eventsourcing.store.StoreGate;

/**
 * Reads this service's own announcements back from its topics, so that a store which went back in time is noticed, and
 * has what it lacks taken in again (docs/decisions/0020). Every replica reads for itself.
 */
@ApplicationScoped
@IfBuildProperty(name = "lots.writer", stringValue = "true")
public class ReadBack {
    private static final Logger LOG = Logger.getLogger(ReadBack.class);
    /** A statement that takes longer has lost its connection; taking 200 events back in takes a second. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Pool pool;
    private final OwnTopics topics;
    private final LostAnnouncements lost;
    private final TakingBack takingBack;
    private final StoreGate gate;
    private final CommitSignal committed;
    private final EventSourcingSettings.ReadBack settings;
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "read-back");
    private volatile boolean running = true;
    private boolean behind;
    private long takenBack;
    private String lastFailure = "";
    private String unseen = "";

    public ReadBack(
            Pool pool,
            OwnTopics topics,
            LostAnnouncements lost,
            TakingBack takingBack,
            StoreGate gate,
            CommitSignal committed,
            EventSourcingSettings settings) {
        this.pool = pool;
        this.topics = topics;
        this.lost = lost;
        this.takingBack = takingBack;
        this.gate = gate;
        this.committed = committed;
        this.settings = settings.readBack();
    }

    /** No command comes in before the topics were read, as long as that takes no longer than a start may. */
    void start(@Observes StartupEvent started) throws InterruptedException {
        thread.setDaemon(true);
        thread.start();
        if (!firstRead.await(settings.startWaitMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("the topics were not read to their end within %d ms of the start", settings.startWaitMillis());
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (running) {
            try {
                readUntilTheStoreIsAnother();
                lastFailure = "";
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The same every second would bury the rest of the log.
                if (running && !String.valueOf(e).equals(lastFailure)) {
                    lastFailure = String.valueOf(e);
                    LOG.warnf("reading own announcements back is tried again: %s", lastFailure);
                }
            }
            pause();
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

    private void readUntilTheStoreIsAnother() throws InterruptedException {
        gate.noteReadToEnd(false);
        Standing last = look();
        if (last.refuses() && last.open() == 0 && !last.identity().equals(unseen)) {
            unseen = last.identity();
            LOG.warn(
                    "this database has not been here before: no command is taken until the topics were read to their end");
        }
        try (OwnTopics.Reading reading = topics.open()) {
            Consumer<byte[], byte[]> consumer = reading.consumer();
            Map<TopicPartition, Long> ends = consumer.endOffsets(reading.partitions());
            boolean atEnd = false;
            while (running && topics.areThoseOf(reading)) {
                int read = read(consumer, reading, last);
                atEnd = atEnd || isAt(consumer, ends);
                Standing now = look();
                if (isAnother(now, last)) {
                    LOG.warn(
                            "the database is another, or went back: own announcements are read again from where it is");
                    return;
                }
                last = now;
                if (atEnd) {
                    settle(now);
                    if (read < reading.recordsMax()) {
                        Thread.sleep(settings.pollIntervalMillis());
                    }
                }
            }
        }
    }

    private static boolean isAt(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static boolean isAnother(Standing now, Standing last) {
        return !now.identity().equals(last.identity()) || now.offsets() < last.offsets();
    }

    /** How the store stands; everyone else is told. */
    private Standing look() {
        Standing now = await(lost.standing(pool));
        gate.note(now.refuses());
        return now;
    }

    private int read(Consumer<byte[], byte[]> consumer, OwnTopics.Reading reading, Standing last) {
        if (reading.partitions().isEmpty()) {
            return 0;
        }
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (batch.isEmpty()) {
            return 0;
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        List<Seen> seen = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
            topics.own(record).ifPresent(seen::add);
        }
        await(Commands.inTransaction(
                pool,
                tx -> lost.standing(tx).flatMap(now -> {
                    if (isAnother(now, last)) {
                        // It has not had what stands before this batch: those offsets would hide it.
                        throw new IllegalStateException("the database is another than a moment ago");
                    }
                    return keep(tx, seen).flatMap(kept -> lost.keepOffsets(tx, next, reading.topicIds()));
                })));
        return batch.count();
    }

    private Uni<Void> keep(SqlConnection tx, List<Seen> seen) {
        return seen.isEmpty()
                ? Uni.createFrom().voidItem()
                : lost.missing(tx, seen)
                        .map(topics::events)
                        .flatMap(missing -> missing.isEmpty() ? Uni.createFrom().voidItem() : lost.keep(tx, missing));
    }

    /** At the end of the topics: what is missing is known, and taken back in until there is nothing left that fits. */
    private void settle(Standing found) {
        Standing now = found;
        if (now.open() > 0 && !behind) {
            behind = true;
            takenBack = 0;
            LOG.errorf(
                    "the store is behind what was published: %d announcements are missing here; commands are refused"
                            + " until they are taken in again",
                    now.open());
        }
        while (running && now.open() > 0) {
            int taken = await(takingBack.takeSome());
            takenBack += taken;
            now = look();
            if (taken == 0) {
                break;
            }
        }
        if (now.open() == 0) {
            if (now.refuses()) {
                // Of the database that was read for: one that was put in its place a moment ago stays unseen.
                await(lost.noteSeen(pool, found.identity()));
                look();
            }
            goOn();
        }
        firstRead.countDown();
    }

    private void goOn() {
        if (behind) {
            behind = false;
            LOG.warnf(
                    "the store has caught up with what was published: %d announcements were taken in again here; commands"
                            + " go on",
                    takenBack);
        }
        gate.noteReadToEnd(true);
        committed.raise();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
