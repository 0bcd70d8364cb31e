package org.lotledger.receiving.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.Moment;

/** What may be asked of a receipt. */
public sealed interface ReceiptCommand {

    /**
     * Save a new receipt, with or without lots.
     *
     * @param occurredAt when the goods came in; null when not told
     */
    record CreateReceipt(
            String receiptNumber,
            ReceiptSource source,
            Supplier party,
            String location,
            Map<String, String> references,
            @Nullable LocalDate expectedOn,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines,
            Catalog catalog,
            Moment moment)
            implements ReceiptCommand {}

    /** Replace the lots of one line. */
    record EnterLots(int lineNumber, List<RequestedLot> lots, Catalog catalog, Moment moment)
            implements ReceiptCommand {}

    /**
     * Take the goods into stock.
     *
     * @param lots what is known of every lot named, and of the unnamed lots of untracked lines
     */
    record ReceiveGoods(Catalog catalog, Map<UUID, KnownLot> lots, Moment moment) implements ReceiptCommand {}

    /** Give the receipt up. */
    record VoidReceipt(Moment moment) implements ReceiptCommand {}

    /**
     * A line as asked for.
     *
     * @param quantity unchecked
     */
    record RequestedLine(
            int lineNumber,
            String itemCode,
            BigDecimal quantity,
            boolean acceptExpired,
            @Nullable String acceptReason,
            List<RequestedLot> lots) {}

    /**
     * A lot as asked for.
     *
     * @param quantity unchecked
     * @param location null for the document's place
     */
    record RequestedLot(
            LotNumber lotNumber,
            @Nullable LocalDate expirationDate,
            BigDecimal quantity,
            @Nullable String location) {}
}
