package org.lotledger.ledger.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.lot.Hold;
import org.lotledger.ledger.lot.LotTotals;

/**
 * What the ledger's rows say of a lot, but for its history.
 *
 * @param onHand as the ledger shows it
 * @param applied how far the ledger is with the events of each source, by its wire name
 * @param places what there is at each place; a place may be there with 0
 * @param holds by their id
 * @param belowZeroCount balances below zero that the ledger noted
 */
public record LedgerLot(
        String key,
        String itemCode,
        @Nullable String lotNumber,
        String unit,
        LotTotals totals,
        Quantity onHand,
        @Nullable LocalDate expirationDate,
        @Nullable Instant firstReceivedAt,
        @Nullable Instant occurredAtMax,
        @Nullable Instant recordedAtMax,
        long transactionCount,
        Map<String, Applied> applied,
        Map<String, Quantity> places,
        Map<String, Hold> holds,
        long belowZeroCount) {

    /**
     * How far the ledger is with a source.
     *
     * @param hash lower-case hex SHA-256 of the last applied event's bytes; null before the first
     */
    public record Applied(long sequence, @Nullable String hash) {
        static final Applied NOTHING = new Applied(0, null);
    }

    Applied applied(String source) {
        return applied.getOrDefault(source, Applied.NOTHING);
    }
}
