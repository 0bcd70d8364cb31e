package org.lotledger.shipping.adjustment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.DocumentType;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.stock.RecordedDocument;

/**
 * What stands on an adjustment; it is posted at once and never changed.
 *
 * @param reason in the words of the one who made it
 * @param occurredAt since when the stock is not there any more
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
    /** The receipt that is corrected. */
    static final String RECEIPT = "receipt";

    public AdjustmentContent {
        references = Collections.unmodifiableMap(new TreeMap<>(references));
        lines = List.copyOf(lines);
    }

    /**
     * One item.
     *
     * @param quantity that is taken, more than 0
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

    /** The document of which something is taken back by an adjustment of this type with these references. */
    public static Optional<RecordedDocument.Name> source(AdjustmentType type, Map<String, String> references) {
        return switch (type) {
            case COUNT, LOSS -> Optional.empty();
            case RECEIPT_CORRECTION ->
                Optional.ofNullable(references.get(RECEIPT))
                        .map(number -> new RecordedDocument.Name(DocumentType.RECEIPT, number));
        };
    }
}
