package org.lotledger.ledger.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.lot.LotStatus;
import org.lotledger.ledger.persistence.StockCounts;

/** Counts the lots in stock now and then, for those who look at the whole: how many are recalled, expired, about to be. */
@ApplicationScoped
public class StockWatch {
    private static final Logger LOG = Logger.getLogger(StockWatch.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int SOON_DAYS = 30;

    private final StockCounts stock;
    private final LedgerSettings settings;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final List<Meter> shown = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "stock-watch");
    private volatile StockCounts.@Nullable Counts counts;

    public StockWatch(StockCounts stock, LedgerSettings settings, Clock clock, MeterRegistry metrics) {
        this.stock = stock;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        for (LotStatus status : LotStatus.values()) {
            shown.add(Gauge.builder("lots_in_stock", this, watch -> watch.inStock(status))
                    .description("Lots with more than nothing on hand")
                    .tag("status", status.name())
                    .register(metrics));
        }
        shown.add(Gauge.builder("lots_expiring_soon", this, StockWatch::expiringSoon)
                .description("Lots in stock that expire within 30 days")
                .register(metrics));
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
        shown.forEach(metrics::remove);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                counts = stock.count(LocalDate.now(clock.withZone(settings.zone())), SOON_DAYS)
                        .await()
                        .atMost(ANSWER_TIMEOUT);
                Thread.sleep(settings.stock().intervalMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.debugf("the stock could not be counted and is counted again: %s", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ANSWER_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not a number before the first count. */
    private double inStock(LotStatus status) {
        StockCounts.Counts now = counts;
        return now == null ? Double.NaN : now.byStatus().getOrDefault(status, 0L);
    }

    private double expiringSoon() {
        StockCounts.Counts now = counts;
        return now == null ? Double.NaN : now.expiringSoon();
    }
}
