package org.lotledger.receiving.receipt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;

/**
 * A packing list line.
 *
 * @param unit the item's unit, sealed by its first use
 * @param lotTracked whether the line needs lots; sealed by the item's first use
 * @param inventoried whether it becomes stock
 * @param acceptExpired whether a lot that is expired or short of life is taken in all the same
 * @param acceptReason why; null when nobody said
 * @param lots empty for untracked items, and until they are entered
 */
public record ReceiptLine(
        int lineNumber,
        String itemCode,
        Quantity quantity,
        String unit,
        boolean lotTracked,
        boolean inventoried,
        boolean acceptExpired,
        @Nullable String acceptReason,
        List<LotEntry> lots) {

    public ReceiptLine {
        lots = List.copyOf(lots);
    }

    /** How far the entry of lots has come. */
    public enum Entry {
        NOT_REQUIRED,
        MISSING,
        PARTIAL,
        COMPLETE
    }

    /** What the lots entered add up to. */
    public Quantity entered() {
        return lots.stream().map(LotEntry::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }

    public Entry lotEntry() {
        if (!lotTracked) {
            return Entry.NOT_REQUIRED;
        }
        if (lots.isEmpty()) {
            return Entry.MISSING;
        }
        return entered().equals(quantity) ? Entry.COMPLETE : Entry.PARTIAL;
    }

    ReceiptLine withLots(List<LotEntry> entered) {
        return new ReceiptLine(
                lineNumber, itemCode, quantity, unit, lotTracked, inventoried, acceptExpired, acceptReason, entered);
    }
}
