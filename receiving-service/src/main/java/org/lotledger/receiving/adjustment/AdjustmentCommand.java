package org.lotledger.receiving.adjustment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.Moment;

/** What may be asked of an adjustment. */
public sealed interface AdjustmentCommand {

    /**
     * Book a new adjustment.
     *
     * @param occurredAt null when not told
     * @param facts what is known of every lot named, and of the shipment that is named
     * @param opened the beginning balances of these lots at this location, by lot id
     */
    record PostAdjustment(
            String adjustmentNumber,
            AdjustmentType type,
            String location,
            String reason,
            Map<String, String> references,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines,
            Catalog catalog,
            LotFacts facts,
            Map<UUID, Quantity> opened,
            Moment moment)
            implements AdjustmentCommand {}

    /** A line as asked for; quantities unchecked. */
    record RequestedLine(
            int lineNumber,
            String itemCode,
            BigDecimal quantity,
            List<RequestedLot> lots,
            @Nullable BigDecimal countedQuantity,
            @Nullable BigDecimal systemQuantity) {}

    /** A lot as asked for; quantity unchecked. */
    record RequestedLot(LotNumber lotNumber, @Nullable LocalDate expirationDate, BigDecimal quantity) {}
}
