package org.lotledger.receiving.adjustment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/**
 * What stands on an adjustment; it is posted at once and never changed.
 *
 * @param reason in the words of the one who made it
 * @param occurredAt since when the stock is there
 */
public record AdjustmentContent(
        String adjustmentNumber,
        AdjustmentType type,
        String location,
        String reason,
        Map<String, String> references,
        Instant occurredAt,
        Instant recordedAt,
        List<Line> lines) {

    public AdjustmentContent {
        references = Collections.unmodifiableMap(new TreeMap<>(references));
        lines = List.copyOf(lines);
    }

    /**
     * One item.
     *
     * @param lots empty for an untracked item
     * @param countedQuantity information; null when not told
     * @param systemQuantity information; null when not told
     */
    public record Line(
            int lineNumber,
            String itemCode,
            Quantity quantity,
            String unit,
            boolean lotTracked,
            List<Lot> lots,
            @Nullable Quantity countedQuantity,
            @Nullable Quantity systemQuantity) {
        public Line {
            lots = List.copyOf(lots);
        }
    }

    /** One lot; the date is null when it has none. */
    public record Lot(LotNumber lotNumber, @Nullable LocalDate expirationDate, Quantity quantity) {}
}
