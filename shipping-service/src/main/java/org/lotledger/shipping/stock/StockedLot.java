package org.lotledger.shipping.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * A lot as shipping knows it.
 *
 * @param arrived whether receiving has told of any of it
 * @param expirationDate last day on which it is good; null when it has none
 * @param firstReceivedAt when the first of it came; null when none did
 * @param parked whether events about it wait for a person
 * @param holds in force, in no order
 * @param places by location
 * @param balances for a removal that is dated back: the as-of balances by location, from that time on; empty else
 * @param receivedUpTo the last sequence of receiving's events about it that was taken in; 0 when none was
 * @param latestOccurredAt the latest time at which something happened to it; null when nothing did
 * @param latestRecordedAt the latest time at which something of it was written down; null when nothing was
 */
public record StockedLot(
        boolean arrived,
        @Nullable LocalDate expirationDate,
        @Nullable Instant firstReceivedAt,
        boolean parked,
        List<Hold> holds,
        Map<String, Stock> places,
        Map<String, List<BalanceAt>> balances,
        long receivedUpTo,
        @Nullable Instant latestOccurredAt,
        @Nullable Instant latestRecordedAt) {

    /** A lot that nobody has heard of. */
    public static final StockedLot UNKNOWN =
            new StockedLot(false, null, null, false, List.of(), Map.of(), Map.of(), 0, null, null);

    public StockedLot {
        holds = List.copyOf(holds);
        places = Map.copyOf(places);
        balances = Map.copyOf(balances);
    }

    /** What is on hand at a place from a time on, until the next. */
    public record BalanceAt(Instant from, Quantity balance) {}

    public Stock at(String location) {
        return places.getOrDefault(location, Stock.NONE);
    }

    /** Whether it may no longer be used on a day; a lot is good through its date. */
    public boolean expiredOn(LocalDate day) {
        return expirationDate != null && expirationDate.isBefore(day);
    }
}
