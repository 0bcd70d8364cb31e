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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.relay.LostAnnouncements.Seen;
import org.lotledger.eventsourcing.relay.LostAnnouncements.Standing;
import org.lotledger.eventsourcing.relay.Reading.Batch;
import org.lotledger.eventsourcing.relay.Reading.Loss;
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

    /** Ten million announcements are queued within minutes. */
    private static final Duration SEND_AGAIN_TIMEOUT = Duration.ofMinutes(10);

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
        try (Reading reading = topics.open()) {
            while (running && topics.areThoseOf(reading)) {
                Batch batch = reading.next();
                if (!batch.losses().isEmpty()) {
                    sendAgain(reading, batch.losses());
                    return;
                }
                compare(reading, batch, last);
                Standing now = look();
                if (isAnother(now, last)) {
                    LOG.warn(
                            "the database is another, or went back: own announcements are read again from where it is");
                    return;
                }
                last = now;
                if (reading.hasBeenAtEnd()) {
                    settle(now);
                    if (!reading.mayGoOn(batch)) {
                        Thread.sleep(settings.pollIntervalMillis());
                    }
                }
            }
        }
    }

    /**
     * The broker has lost what it had acknowledged, and consumers may or may not have read it. Nobody can tell what it was,
     * for others may have come into its place: so everything is sent again, and who has it drops it. A topic that was made
     * anew is for a person to refill.
     */
    private void sendAgain(Reading reading, List<Loss> losses) throws InterruptedException {
        if (!topics.areTheSameAsIn(reading)) {
            return;
        }
        int queued = lost.sendAgain(pool, losses).await().atMost(SEND_AGAIN_TIMEOUT);
        if (queued > 0) {
            LOG.errorf(
                    "own topics ended before what was read of them: %d announcements are sent again; %s",
                    queued, losses);
            committed.raise();
        }
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

    private void compare(Reading reading, Batch batch, Standing last) {
        if (batch.records().isEmpty()) {
            return;
        }
        List<Seen> seen = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            topics.own(record).ifPresent(seen::add);
        }
        await(Commands.inTransaction(
                pool,
                tx -> lost.standing(tx)
                        .invoke(now -> {
                            if (isAnother(now, last)) {
                                // It has not had what stands before this batch: those offsets would hide it.
                                throw new IllegalStateException("the database is another than a moment ago");
                            }
                        })
                        .flatMap(now -> lost.wasReadFurther(tx, batch.epochsBegun(), reading.topicIds()))
                        .invoke(further -> {
                            if (further) {
                                // From there the broker will say so.
                                throw new IllegalStateException(
                                        "another process has read what the topic has lost since");
                            }
                        })
                        .flatMap(further -> keep(tx, seen))
                        .flatMap(kept ->
                                lost.keepPlaces(tx, Reading.placesAfter(batch.records()), reading.topicIds()))));
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
