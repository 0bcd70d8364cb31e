package org.lotledger.ledger.rebuild;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.NextProjection;
import org.lotledger.ledger.persistence.ProjectionSwap;
import org.lotledger.ledger.persistence.Rebuild;
import org.lotledger.ledger.persistence.Rebuilds;
import org.lotledger.ledger.proof.Announcement;
import org.lotledger.ledger.writers.WriterHead;
import org.lotledger.ledger.writers.Writers;

/** One process's part in a rebuild, from where it stands until it is done; for a thread that may wait. */
final class RebuildRun {
    private static final Logger LOG = Logger.getLogger(RebuildRun.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(1);

    /** Keys compared with the writers' heads in one statement. */
    private static final int HEADS_AT_ONCE = 500;

    /** Keys that one pass catches up with; the next pass takes the others. */
    private static final int KEYS_OF_A_PASS = 10_000;

    /** Signs of life while a lease runs. */
    private static final int SIGNS_IN_A_LEASE = 3;

    private final Rebuild rebuild;
    private final UUID owner;
    private final Rebuilds rebuilds;
    private final NextProjection next;
    private final Writers writers;
    private final ParkedAfterRebuild parked;
    private final LedgerSettings.Rebuild settings;
    private final BooleanSupplier stopping;

    /** Why an event could not be applied, the first of each key; said when it turns out to matter. */
    private final Map<String, String> heldByKey = new HashMap<>();

    private long keptAtNanos = System.nanoTime();
    private volatile @Nullable Long eventsTotal;
    private final AtomicLong eventsApplied;

    RebuildRun(
            Rebuild rebuild,
            UUID owner,
            Rebuilds rebuilds,
            NextProjection next,
            Writers writers,
            ParkedAfterRebuild parked,
            LedgerSettings.Rebuild settings,
            BooleanSupplier stopping) {
        this.rebuild = rebuild;
        this.owner = owner;
        this.rebuilds = rebuilds;
        this.next = next;
        this.writers = writers;
        this.parked = parked;
        this.settings = settings;
        this.stopping = stopping;
        this.eventsTotal = rebuild.eventsTotal();
        this.eventsApplied = new AtomicLong(rebuild.eventsApplied());
    }

    /** The rebuild cannot be carried through; the message says why, in a sentence. */
    static final class Failed extends RuntimeException {
        Failed(String why) {
            super(why);
        }
    }

    /** The service stops; the rebuild goes on later. */
    static final class Stopped extends RuntimeException {
        Stopped() {
            super("the service stops");
        }
    }

    /**
     * Carries the rebuild through.
     *
     * @throws Failed when that cannot be
     * @throws Stopped when the service stops in between
     * @throws Rebuilds.NotOwned when another process has taken it over
     */
    void run() {
        switch (rebuild.step()) {
            case PREPARE -> {
                prepare();
                replay(null);
                catchUpAndSwap();
                settle();
            }
            case REPLAY -> {
                replay(rebuild.lastKey());
                catchUpAndSwap();
                settle();
            }
            case CATCH_UP -> {
                catchUpAndSwap();
                settle();
            }
            case SETTLE -> settle();
        }
    }

    /** How much is done, 0 to 1; for other threads. */
    double progress() {
        return Rebuild.progress(eventsTotal, eventsApplied.get());
    }

    private void prepare() {
        long total = 0;
        for (Source source : Source.values()) {
            total += patiently(() -> {
                try (Stream<WriterHead> heads = heads(source)) {
                    return heads.peek(head -> goOn())
                            .mapToLong(WriterHead::sequence)
                            .sum();
                }
            });
        }
        long all = total;
        await(next.inTransaction(
                tx -> rebuilds.measured(tx, rebuild.id(), owner, all).flatMap(owned -> next.clear(tx))));
        eventsTotal = all;
        next.make();
        begin(Rebuild.Step.REPLAY);
    }

    private Stream<WriterHead> heads(Source source) {
        return writers.heads(source).subscribe().asStream();
    }

    private void replay(@Nullable String lastKey) {
        AnnouncementReader reader = AnnouncementReader.ofAll(writers, this::patiently, lastKey);
        String current = lastKey;
        while (true) {
            List<Announcement> batch = reader.next(settings.batchSizeMax());
            if (batch.isEmpty()) {
                break;
            }
            apply(batch, keyBeforeTheLast(current, batch));
            current = batch.getLast().key();
        }
        begin(Rebuild.Step.CATCH_UP);
    }

    /** The last key that is complete; null if none is: the last of the batch may go on in the next one. */
    private static @Nullable String keyBeforeTheLast(@Nullable String before, List<Announcement> batch) {
        String last = batch.getLast().key();
        String complete = before;
        for (Announcement announcement : batch) {
            if (!announcement.key().equals(last)) {
                complete = announcement.key();
            }
        }
        return Objects.equals(complete, last) ? null : complete;
    }

    /** Applies announcements in a transaction of their own, together with how far the rebuild is. */
    private void apply(List<Announcement> batch, @Nullable String completeKey) {
        goOn();
        await(next.inTransaction(tx -> rebuilds.advanced(tx, rebuild.id(), owner, completeKey, batch.size())
                .flatMap(advanced -> Replayed.of(batch).into(next, tx))
                .invoke(this::note)
                .replaceWithVoid()));
        eventsApplied.addAndGet(batch.size());
    }

    private void note(Map<String, String> held) {
        held.forEach(heldByKey::putIfAbsent);
    }

    private void catchUpAndSwap() {
        for (Source source : Source.values()) {
            patiently(() -> {
                catchUpWithHeads(source);
                return source;
            });
        }
        for (int pass = 0; pass < settings.catchUpPassesMax(); pass++) {
            List<NextProjection.Behind> behind = await(next.inTransaction(tx -> next.behind(tx, KEYS_OF_A_PASS)));
            if (behind.size() > settings.keysBehindMax()) {
                LOG.infof("rebuild %s has to catch up with %d keys", rebuild.id(), behind.size());
                for (NextProjection.Behind key : behind) {
                    catchUp(key.key(), key.next());
                }
            } else if (patiently(this::swapped)) {
                return;
            } else {
                pause();
            }
        }
        throw new Failed("After " + settings.catchUpPassesMax()
                + " passes there was still no moment at which the tables could change places: too much happens.");
    }

    private void catchUpWithHeads(Source source) {
        List<WriterHead> some = new ArrayList<>();
        try (Stream<WriterHead> heads = heads(source)) {
            heads.forEach(head -> {
                goOn();
                some.add(head);
                if (some.size() == HEADS_AT_ONCE) {
                    catchUp(some);
                    some.clear();
                }
            });
        }
        catchUp(some);
    }

    private void catchUp(List<WriterHead> heads) {
        if (heads.isEmpty()) {
            return;
        }
        List<String> keys = heads.stream().map(WriterHead::key).toList();
        Map<String, Map<String, Long>> positions = await(next.inTransaction(tx -> next.positions(tx, keys)));
        for (WriterHead head : heads) {
            Map<String, Long> known = positions.getOrDefault(head.key(), Map.of());
            if (known.getOrDefault(head.source().wireName(), 0L) < head.sequence()) {
                catchUp(head.key(), known);
            }
        }
    }

    private void catchUp(String key, Map<String, Long> known) {
        AnnouncementReader reader = AnnouncementReader.ofKey(writers, this::patiently, key, known);
        for (List<Announcement> batch = reader.next(settings.batchSizeMax());
                !batch.isEmpty();
                batch = reader.next(settings.batchSizeMax())) {
            apply(batch, null);
        }
    }

    /** Whether the tables changed places; if not, too much has come or somebody reads for long, and nothing has changed. */
    private boolean swapped() {
        goOn();
        try (ProjectionSwap swap = next.beginSwap()) {
            // First, so that nobody takes the rebuild over while this waits.
            await(rebuilds.began(swap.transaction(), rebuild.id(), owner, Rebuild.Step.SETTLE));
            if (!swap.stopConsumers() || !caughtUp(swap.transaction())) {
                return false;
            }
            for (int i = 0; i < settings.swapTriesMax(); i++) {
                if (swap.stopReaders()) {
                    swap.commit();
                    LOG.infof("rebuild %s: the new tables are in place", rebuild.id());
                    return true;
                }
                pauseForReaders();
            }
            return false;
        }
    }

    /** With the consumers stopped: nothing that was ever read may be missing in the new tables. */
    private boolean caughtUp(SqlConnection tx) {
        List<NextProjection.Behind> behind = await(next.behind(tx, settings.keysBehindMax() + 1));
        if (behind.size() > settings.keysBehindMax()) {
            return false;
        }
        for (NextProjection.Behind key : behind) {
            AnnouncementReader reader = AnnouncementReader.ofKey(writers, Supplier::get, key.key(), key.next());
            for (List<Announcement> batch = reader.next(settings.batchSizeMax());
                    !batch.isEmpty();
                    batch = reader.next(settings.batchSizeMax())) {
                List<Announcement> missing = batch;
                note(await(Replayed.of(missing).into(next, tx)));
            }
        }
        List<NextProjection.Behind> lacking = behind.isEmpty() ? behind : await(next.behind(tx, 1));
        if (!lacking.isEmpty()) {
            throw lacking(lacking.getFirst());
        }
        return true;
    }

    private Failed lacking(NextProjection.Behind key) {
        Map<String, Long> missing = new LinkedHashMap<>();
        key.live().forEach((source, sequence) -> {
            if (sequence > key.next().getOrDefault(source, 0L)) {
                missing.put(source, sequence);
            }
        });
        String held = heldByKey.get(key.key());
        return new Failed("The ledger has events about " + key.key() + " up to " + missing
                + " that cannot be applied anew, only those up to " + key.next() + ": "
                + (held == null ? "the writers' stores do not have them" : held) + ".");
    }

    private void settle() {
        await(next.inTransaction(tx -> rebuilds.keep(tx, rebuild.id(), owner).flatMap(owned -> next.clearOld(tx))));
        parked.settle();
        await(rebuilds.done(rebuild.id(), owner));
        LOG.infof("rebuild %s is done", rebuild.id());
    }

    private void begin(Rebuild.Step step) {
        await(rebuilds.began(rebuild.id(), owner, step));
    }

    /** Asks again for as long as a writer may be away. */
    private <T> T patiently(Supplier<T> question) {
        Instant giveUp = Instant.now().plusMillis(settings.patienceMillis());
        while (true) {
            goOn();
            try {
                return question.get();
            } catch (ProblemException away) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new Failed(away.problem().detail());
                }
                LOG.warnf("rebuild %s waits: %s", rebuild.id(), away.problem().detail());
                pause();
            }
        }
    }

    /** Called wherever time passes: notices that the service stops, and says now and then that this process lives. */
    private void goOn() {
        if (stopping.getAsBoolean()) {
            throw new Stopped();
        }
        long now = System.nanoTime();
        if (now - keptAtNanos > Duration.ofMillis(settings.leaseMillis()).toNanos() / SIGNS_IN_A_LEASE) {
            await(next.inTransaction(tx -> rebuilds.keep(tx, rebuild.id(), owner)));
            keptAtNanos = now;
        }
    }

    private void pause() {
        sleep(settings.retryIntervalMillis());
    }

    /** Those who queued behind the swap go first. */
    private void pauseForReaders() {
        sleep(settings.readersWaitMillis());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
