package org.lotledger.eventsourcing.rest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.lotledger.eventsourcing.store.EventSourcingSettings;

/** Forgets remembered answers when their time is over; every replica may do it, none must. */
@ApplicationScoped
public class IdempotencyRetention {
    private static final Logger LOG = Logger.getLogger(IdempotencyRetention.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    private final Pool pool;
    private final EventSourcingSettings.Idempotency settings;
    private final Thread thread = new Thread(this::run, "idempotency-retention");

    public IdempotencyRetention(Pool pool, EventSourcingSettings settings) {
        this.pool = pool;
        this.settings = settings.idempotency();
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(settings.removalIntervalMillis());
                removeExpired();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("remembered answers could not be removed, the next try is later: %s", e);
            }
        }
    }

    /** Removes every answer that is older than it is kept; returns how many there were. */
    int removeExpired() {
        int removed = 0;
        int batch;
        do {
            batch = pool.preparedQuery("""
                            delete from idempotency
                            where (caller, key) in (select caller, key from idempotency
                                                    where created_at < now() - make_interval(days => $1)
                                                    limit $2)""")
                    .execute(Tuple.of(settings.retentionDays(), settings.removalBatchSizeMax()))
                    .await()
                    .atMost(STATEMENT_TIMEOUT)
                    .rowCount();
            removed += batch;
        } while (batch == settings.removalBatchSizeMax());
        return removed;
    }
}
