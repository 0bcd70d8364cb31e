package org.lotledger.shipping.adjustment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.shipping.stock.Facts;

/** What may be asked of an adjustment. */
public sealed interface AdjustmentCommand {

    /**
     * Book a new adjustment.
     *
     * @param occurredAt null when not told
     */
    record PostAdjustment(
            String adjustmentNumber,
            AdjustmentType type,
            String location,
            String reason,
            Map<String, String> references,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines,
            Facts facts)
            implements AdjustmentCommand {}

    /** A line as asked for; quantities unchecked. */
    record RequestedLine(
            int lineNumber,
            String itemCode,
            BigDecimal quantity,
            List<RequestedLot> lots,
            @Nullable BigDecimal countedQuantity,
            @Nullable BigDecimal systemQuantity) {}

    /**
     * A lot as asked for; quantity unchecked.
     *
     * @param expirationDate as it stands on the goods; null when not told
     */
    record RequestedLot(LotNumber lotNumber, @Nullable LocalDate expirationDate, BigDecimal quantity) {}
}
