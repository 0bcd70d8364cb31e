package org.lotledger.ledger.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.watch.Gauges;
import org.lotledger.eventsourcing.watch.Watch;
import org.lotledger.ledger.LedgerSettings;
import org.lotledger.ledger.lot.LotStatus;
import org.lotledger.ledger.persistence.StockCounts;

/** Counts the lots in stock now and then, for those who look at the whole: how many are recalled, expired, about to be. */
@ApplicationScoped
public class StockWatch {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int SOON_DAYS = 30;

    private final StockCounts stock;
    private final LedgerSettings settings;
    private final Clock clock;
    private final Watch watch;
    private volatile StockCounts.@Nullable Counts counts;

    public StockWatch(StockCounts stock, LedgerSettings settings, Clock clock, Gauges gauges) {
        this.stock = stock;
        this.settings = settings;
        this.clock = clock;
        this.watch = new Watch("stock-watch", Duration.ofMillis(settings.stock().intervalMillis()), this::count);
        for (LotStatus status : LotStatus.values()) {
            gauges.show(
                    "lots_in_stock",
                    "Lots with more than nothing on hand",
                    () -> inStock(status),
                    "status",
                    status.name());
        }
        gauges.show("lots_expiring_soon", "Lots in stock that expire within 30 days", this::expiringSoon);
    }

    void start(@Observes StartupEvent started) {
        watch.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        watch.stop();
    }

    private void count() {
        counts = stock.count(LocalDate.now(clock.withZone(settings.zone())), SOON_DAYS)
                .await()
                .atMost(ANSWER_TIMEOUT);
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
