package org.lotledger.receiving.receipt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a receipt, in whatever state it is.
 *
 * @param references numbers that join documents (purchaseOrder, …) by name
 * @param expectedOn day on which the delivery was expected; null when unknown
 * @param occurredAt when the goods came in; null until they are received, unless told before
 * @param recordedAt when the receipt, and later its goods, were written down
 */
public record ReceiptContent(
        String receiptNumber,
        ReceiptSource source,
        Supplier party,
        String location,
        Map<String, String> references,
        @Nullable LocalDate expectedOn,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<ReceiptLine> lines) {

    public ReceiptContent {
        references = java.util.Collections.unmodifiableMap(new TreeMap<>(references));
        lines = List.copyOf(lines);
    }

    ReceiptContent withLots(int lineNumber, List<LotEntry> lots) {
        return with(
                occurredAt,
                recordedAt,
                lines.stream()
                        .map(line -> line.lineNumber() == lineNumber ? line.withLots(lots) : line)
                        .toList());
    }

    ReceiptContent with(@Nullable Instant when, Instant writtenDown, List<ReceiptLine> changed) {
        return new ReceiptContent(
                receiptNumber, source, party, location, references, expectedOn, when, writtenDown, changed);
    }
}
