package org.lotledger.ledger.verification;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.persistence.LedgerSnapshots;
import org.lotledger.ledger.persistence.Verifications;
import org.lotledger.ledger.persistence.Verifications.Status;
import org.lotledger.ledger.writers.Writers;

/**
 * Runs the verifications that were opened at this replica, each in a thread of its own, and notes how far they are. A run
 * ends when it is through, fails, or finds that it is not its own any more.
 */
@ApplicationScoped
public class Verifier {
    private static final Logger LOG = Logger.getLogger(Verifier.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    private final Verifications verifications;
    private final LedgerSnapshots snapshots;
    private final Writers writers;
    private final Clock clock;
    private final LedgerSettings.Verification settings;
    private final String runner = UUID.randomUUID().toString();
    private volatile boolean stopping;

    public Verifier(
            Verifications verifications,
            LedgerSnapshots snapshots,
            Writers writers,
            Clock clock,
            LedgerSettings settings) {
        this.verifications = verifications;
        this.snapshots = snapshots;
        this.writers = writers;
        this.clock = clock;
        this.settings = settings.verification();
    }

    /** The run is given up: the service stops, or the lease went to another. */
    private static final class GivenUp extends RuntimeException {
        GivenUp(String why) {
            super(why);
        }
    }

    /** Runs an open verification unless somebody does; returns at once. */
    public void start(UUID id) {
        Thread thread = new Thread(() -> runIfOpen(id), "verification");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    private void runIfOpen(UUID id) {
        try {
            if (verifications.claim(id, runner, settings.leaseMillis()).await().atMost(STATEMENT_TIMEOUT)) {
                run(id);
            }
        } catch (RuntimeException e) {
            // Its lease says the same to everyone else a little later.
            LOG.errorf(e, "verification %s could not be noted", id);
        }
    }

    private void run(UUID id) {
        Findings findings = new Findings(settings.differencesMax());
        Status status;
        String problem = null;
        try {
            new Comparison(snapshots, writers, clock, settings, findings, new Heartbeat(id, findings)).run();
            findings.reached(1);
            status = findings.isClean() ? Status.CLEAN : Status.DIFFERENT;
        } catch (RuntimeException e) {
            LOG.warnf(e, "verification %s failed", id);
            status = Status.FAILED;
            problem = sentence(e);
        }
        LOG.infof(
                "verification %s is %s, %d differences",
                id, status, findings.progress().differencesFound());
        verifications
                .end(id, runner, findings.progress(), status, problem)
                .await()
                .atMost(STATEMENT_TIMEOUT);
    }

    private static @Nullable String sentence(RuntimeException e) {
        return e instanceof ProblemException refused ? refused.problem().detail() : e.toString();
    }

    /** Called all the time; notes now and then. */
    private final class Heartbeat implements Runnable {
        private final UUID id;
        private final Findings findings;
        private long notedAtNanos = System.nanoTime();

        Heartbeat(UUID id, Findings findings) {
            this.id = id;
            this.findings = findings;
        }

        @Override
        public void run() {
            if (stopping) {
                throw new GivenUp("The service was stopped.");
            }
            long now = System.nanoTime();
            if (now - notedAtNanos
                    < Duration.ofMillis(settings.noteIntervalMillis()).toNanos()) {
                return;
            }
            notedAtNanos = now;
            if (!verifications
                    .keep(id, runner, findings.progress(), settings.leaseMillis())
                    .await()
                    .atMost(STATEMENT_TIMEOUT)) {
                throw new GivenUp("It was given up because its process did not say in time that it lives.");
            }
        }
    }
}
