package org.lotledger.ledger.verification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.AppliedHeads;
import org.lotledger.ledger.persistence.Verifications;
import org.lotledger.ledger.persistence.Verifications.Status;
import org.lotledger.ledger.persistence.Verifications.Verification;
import org.lotledger.ledger.writers.Writers;

/**
 * Compares the writers' heads with what is applied, now and then and in one replica, and has sent again what Kafka seems
 * to have lost. Shows that and the last verification as metrics.
 */
@ApplicationScoped
public class HeadsWatch {
    private static final Logger LOG = Logger.getLogger(HeadsWatch.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    private static final double MILLIS_A_SECOND = 1_000;

    private final AppliedHeads applied;
    private final Verifications verifications;
    private final Clock clock;
    private final LedgerSettings.Heads settings;
    private final HeadsComparison comparison;
    private final Counter republished;
    private final Thread thread = new Thread(this::run, "heads-watch");

    private final AtomicLong ahead = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final AtomicLong forked = new AtomicLong();
    private final AtomicReference<@Nullable Verification> last = new AtomicReference<>();
    private volatile boolean running = true;
    private boolean failing;

    public HeadsWatch(
            AppliedHeads applied,
            Writers writers,
            Verifications verifications,
            Clock clock,
            LedgerSettings settings,
            MeterRegistry metrics,
            Gauges gauges) {
        this.applied = applied;
        this.verifications = verifications;
        this.clock = clock;
        this.settings = settings.heads();
        this.republished = Counter.builder("lots_republished_keys_total")
                .description("Keys whose announcements were asked to be sent again")
                .register(metrics);
        this.comparison = new HeadsComparison(applied, writers, settings.heads());
        gauges.show("lots_lagging_keys", "Keys of which a writer has announced more than is applied", ahead::get);
        gauges.show(
                "lots_heads_behind_keys",
                "Keys of which more is applied than the writer's store has: it went back",
                behind::get);
        gauges.show(
                "lots_heads_forked_keys",
                "Keys whose last event applied is another than the writer's store has",
                forked::get);
        gauges.show("lots_verification_differences", "What the last verification found", this::differences);
        gauges.show("lots_verification_clean", "1 when the last verification found nothing, else 0", this::clean);
        gauges.show("lots_verification_age_seconds", "Since the last verification was through", this::ageSeconds);
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
            AppliedHeads.Lead lead = null;
            try {
                lead = lead();
                while (running) {
                    await(lead.check());
                    look();
                    pause();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
            } finally {
                if (lead != null) {
                    release(lead);
                }
            }
        }
    }

    /** Tries until this replica is the one. */
    private AppliedHeads.Lead lead() throws InterruptedException {
        while (true) {
            pause();
            AppliedHeads.Lead lead = await(applied.tryLead());
            if (lead != null) {
                return lead;
            }
        }
    }

    /** Waits until the next look, and meanwhile shows how the last verification ended. */
    private void pause() throws InterruptedException {
        Thread.sleep(
                comparison.hasSuspects()
                        ? Math.min(settings.intervalMillis(), settings.aheadMillis())
                        : settings.intervalMillis());
        last.set(await(verifications.lastThrough()));
    }

    private void look() {
        HeadsComparison.Seen seen = comparison.look(clock.instant());
        ahead.set(seen.ahead());
        behind.set(seen.behind());
        forked.set(seen.forked());
        republished.increment((double) seen.republished());
        if (seen.behind() > 0 || seen.forked() > 0) {
            LOG.errorf(
                    "a writer's store is behind what is applied with %d keys, and has another history of %d",
                    seen.behind(), seen.forked());
        }
        if (seen.problem() == null) {
            failing = false;
        } else {
            failed(seen.problem());
        }
    }

    /** Writers that are away for long say so once. */
    private void failed(RuntimeException e) {
        if (running) {
            LOG.logf(
                    failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "not all heads of the writers can be compared: %s",
                    e);
            failing = true;
        }
    }

    private static void release(AppliedHeads.Lead lead) {
        try {
            await(lead.release());
        } catch (RuntimeException e) {
            LOG.debugf("the lead ends with its connection: %s", e);
        }
    }

    private double differences() {
        Verification shown = last.get();
        return shown == null ? Double.NaN : (double) shown.differencesFound();
    }

    private double clean() {
        Verification shown = last.get();
        return shown == null ? Double.NaN : shown.status() == Status.CLEAN ? 1 : 0;
    }

    private double ageSeconds() {
        Verification shown = last.get();
        Instant ended = shown == null ? null : shown.endedAt();
        return ended == null
                ? Double.NaN
                : Duration.between(ended, clock.instant()).toMillis() / MILLIS_A_SECOND;
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
