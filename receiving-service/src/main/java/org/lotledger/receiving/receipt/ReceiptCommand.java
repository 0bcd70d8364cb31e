package org.lotledger.receiving.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.PartyRole;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.Moment;

/** What may be asked of a receipt. */
public sealed interface ReceiptCommand {

    /** Save a new receipt, with or without lots. */
    record CreateReceipt(
            String receiptNumber, ReceiptSource source, RequestedContent requested, Catalog catalog, Moment moment)
            implements ReceiptCommand {}

    /**
     * Make a pending receipt say something else.
     *
     * @param receiptNumber must be that of the receipt; null when the caller took it away
     * @param source must be that of the receipt
     */
    record EditReceipt(
            @Nullable String receiptNumber,
            ReceiptSource source,
            RequestedContent requested,
            Catalog catalog,
            Moment moment)
            implements ReceiptCommand {}

    /** Replace the lots of one line. */
    record EnterLots(int lineNumber, List<RequestedLot> lots, Catalog catalog, Moment moment)
            implements ReceiptCommand {}

    /**
     * Take the goods into stock.
     *
     * @param facts what is known of every lot named, of the unnamed lots of untracked lines, and of the document named
     */
    record ReceiveGoods(Catalog catalog, LotFacts facts, Moment moment) implements ReceiptCommand {}

    /** Give the receipt up. */
    record VoidReceipt(Moment moment) implements ReceiptCommand {}

    /**
     * What a receipt is to say.
     *
     * @param party null when not given
     * @param occurredAt when the goods came in; null when not told
     */
    record RequestedContent(
            @Nullable RequestedParty party,
            String location,
            Map<String, String> references,
            @Nullable LocalDate expectedOn,
            @Nullable Instant occurredAt,
            List<RequestedLine> lines) {}

    /**
     * A business partner as asked for.
     *
     * @param role null when the caller leaves it to the source of the receipt
     */
    record RequestedParty(@Nullable PartyRole role, BusinessPartner partner) {}

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
