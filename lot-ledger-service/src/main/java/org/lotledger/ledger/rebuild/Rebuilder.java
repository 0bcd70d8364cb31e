package org.lotledger.ledger.rebuild;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemMappers;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.NextProjection;
import org.lotledger.ledger.persistence.Rebuild;
import org.lotledger.ledger.persistence.Rebuilds;
import org.lotledger.ledger.writers.Writers;

/**
 * Works on the rebuild that was asked for, in a thread of its own, as soon as nobody else does: also on one that another
 * process left behind when it was killed, and on its own of before a restart.
 */
@ApplicationScoped
public class Rebuilder {
    private static final Logger LOG = Logger.getLogger(Rebuilder.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** The batch under way is finished in less; what is not is done again after the next start. */
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Rebuilds rebuilds;
    private final NextProjection next;
    private final Writers writers;
    private final ParkedAfterRebuild parked;
    private final LedgerSettings.Rebuild settings;
    private final UUID owner = UUID.randomUUID();
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "rebuild");
    private volatile boolean stopping;
    private volatile @Nullable RebuildRun run;

    public Rebuilder(
            Rebuilds rebuilds,
            NextProjection next,
            Writers writers,
            ParkedAfterRebuild parked,
            LedgerSettings settings,
            Gauges gauges) {
        this.rebuilds = rebuilds;
        this.next = next;
        this.writers = writers;
        this.parked = parked;
        this.settings = settings.rebuild();
        gauges.show("lots_rebuild_progress", "How much of a rebuild is done, from 0 to 1", this::progress);
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        asked.release();
        try {
            thread.join(STOP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at once whether there is something to do. */
    public void wake() {
        asked.release();
    }

    private void work() {
        while (!stopping) {
            try {
                Rebuild rebuild = await(rebuilds.take(owner));
                if (rebuild != null) {
                    run(rebuild);
                }
            } catch (RuntimeException e) {
                // Others say already that the database is away.
                LOG.logf(
                        ProblemMappers.isOutage(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                        "the look for a rebuild failed and is repeated: %s",
                        e);
            }
            try {
                if (asked.tryAcquire(settings.pollIntervalMillis(), TimeUnit.MILLISECONDS)) {
                    asked.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void run(Rebuild rebuild) {
        LOG.infof("rebuild %s goes on with %s", rebuild.id(), rebuild.step());
        RebuildRun begun = new RebuildRun(rebuild, owner, rebuilds, next, writers, parked, settings, () -> stopping);
        run = begun;
        try {
            begun.run();
        } catch (RebuildRun.Stopped e) {
            await(rebuilds.leave(rebuild.id(), owner));
        } catch (Rebuilds.NotOwned e) {
            LOG.warn(e.getMessage());
        } catch (RebuildRun.Failed e) {
            fail(rebuild, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (ProblemMappers.isOutage(e)) {
                LOG.warnf("rebuild %s was interrupted and goes on when the database is back: %s", rebuild.id(), e);
                return;
            }
            LOG.errorf(e, "rebuild %s failed on a bug", rebuild.id());
            fail(rebuild, "It failed on something that is not your fault; the log of the service has the rest.");
        } finally {
            run = null;
        }
    }

    /** The tables that are read have not been touched. */
    private void fail(Rebuild rebuild, String problem) {
        LOG.errorf("rebuild %s failed: %s", rebuild.id(), problem);
        await(next.inTransaction(
                tx -> rebuilds.failed(tx, rebuild.id(), owner, problem).flatMap(owned -> next.clear(tx))));
    }

    /** Of the rebuild that this process works on; not a number while there is none. */
    private double progress() {
        RebuildRun now = run;
        return now == null ? Double.NaN : now.progress();
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
