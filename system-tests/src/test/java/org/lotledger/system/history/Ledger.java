package org.lotledger.system.history;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the ledger holds at one moment.
 *
 * @param entries its history, by lot and position
 * @param discrepancies what it reported itself
 */
public record Ledger(
        List<Entry> entries, Map<String, Lot> lots, Map<Place, BigDecimal> places, List<String> discrepancies) {

    /** A transaction; placeBalance is null where nothing moves. */
    public record Entry(
            String lotId,
            long position,
            String source,
            long sequence,
            String document,
            String location,
            BigDecimal change,
            BigDecimal runningBalance,
            BigDecimal placeBalance) {
        public String eventId() {
            return source + "." + lotId + "." + sequence;
        }

        public String key() {
            return source + " " + lotId;
        }
    }

    /** A lot's row: on hand, and the last event applied of each source. */
    public record Lot(BigDecimal onHand, Map<String, Head> applied) {}

    /** The end of a chain. */
    public record Head(long sequence, String hash) {}

    /** A lot at a place. */
    public record Place(String lotId, String location) {}
}
