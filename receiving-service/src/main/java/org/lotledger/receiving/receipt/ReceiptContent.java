package org.lotledger.receiving.receipt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;

/**
 * What stands on a receipt, in whatever state it is.
 *
 * @param party null where the source knows none
 * @param references numbers that join documents (purchaseOrder, …) by name
 * @param expectedOn day on which the delivery was expected; null when unknown
 * @param occurredAt when the goods came in; null until they are received, unless told before
 * @param recordedAt when the receipt, and later its goods, were written down
 */
public record ReceiptContent(
        String receiptNumber,
        ReceiptSource source,
        @Nullable BusinessPartner party,
        String location,
        Map<String, String> references,
        @Nullable LocalDate expectedOn,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<ReceiptLine> lines) {

    public ReceiptContent {
        references = Collections.unmodifiableMap(new TreeMap<>(references));
        lines = List.copyOf(lines);
    }

    /** The document that this one builds on; empty when it names none. */
    public Optional<NamedDocument> named() {
        return source.named(references);
    }

    /** The items on it. */
    public Set<String> itemCodes() {
        return lines.stream().map(ReceiptLine::itemCode).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The places on it. */
    public Set<String> locations() {
        Set<String> locations = new TreeSet<>(Set.of(location));
        lines.forEach(line -> line.lots().forEach(lot -> locations.add(lot.location())));
        return locations;
    }

    /** What receiving this adds to lots, in its order; untracked lines add to the unnamed lot of their item. */
    public List<Addition> additions() {
        List<Addition> additions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            additions.addAll(additions(lines.get(i), "/lines/" + i));
        }
        return additions;
    }

    /** What one of its lines adds to lots. */
    public List<Addition> additions(ReceiptLine line, String pointer) {
        if (!line.lotTracked()) {
            return line.inventoried()
                    ? List.of(new Addition(pointer, new LotRef(line.itemCode(), null), null, line.quantity(), location))
                    : List.of();
        }
        List<Addition> additions = new ArrayList<>();
        for (int j = 0; j < line.lots().size(); j++) {
            LotEntry lot = line.lots().get(j);
            additions.add(new Addition(
                    pointer + "/lots/" + j,
                    new LotRef(line.itemCode(), lot.lotNumber()),
                    lot.expirationDate(),
                    lot.quantity(),
                    lot.location()));
        }
        return additions;
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
