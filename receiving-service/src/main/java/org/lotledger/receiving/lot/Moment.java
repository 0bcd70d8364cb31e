package org.lotledger.receiving.lot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When a command is decided.
 *
 * @param now the service's clock
 * @param today the day in the zone of the warehouse; expiry is judged by it, never by a backdated date
 */
public record Moment(Instant now, LocalDate today) {
    /** How far a caller's clock may be ahead of ours. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofSeconds(60);

    /** Whether that time has not come yet, clock differences aside. */
    public boolean isInFuture(Instant occurredAt) {
        return occurredAt.isAfter(now.plus(FUTURE_TOLERANCE));
    }

    /** When a fact happened: as told, else now, but not before the facts that it builds on. */
    public Instant occurredAt(@Nullable Instant told, LotFacts facts) {
        return told != null ? told : notBefore(facts.latestOccurredAt());
    }

    /** When a fact is written down: now, but not before the facts that it builds on. */
    public Instant recordedAt(LotFacts facts) {
        return notBefore(facts.latestRecordedAt());
    }

    private Instant notBefore(@Nullable Instant fact) {
        return fact != null && fact.isAfter(now) ? fact : now;
    }
}
