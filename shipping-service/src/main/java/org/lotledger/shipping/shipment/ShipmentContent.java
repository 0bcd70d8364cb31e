package org.lotledger.shipping.shipment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.DocumentType;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;

/**
 * What stands on a shipment, in whatever state it is.
 *
 * @param party who gets the goods; null when they stay with us
 * @param toLocation where a transfer goes; null for every other purpose
 * @param references numbers that join documents (order, transfer, …) by name
 * @param deliverOn day on which the goods are to be used
 * @param minimumRemainingDays life that a lot must have left on that day, in days
 * @param occurredAt when the goods left; null until they are shipped, unless told before
 * @param recordedAt when the shipment, and later the departure of its goods, was written down
 */
public record ShipmentContent(
        String shipmentNumber,
        ShipmentPurpose purpose,
        @Nullable Partner party,
        String location,
        @Nullable String toLocation,
        Map<String, String> references,
        LocalDate deliverOn,
        int minimumRemainingDays,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<ShipmentLine> lines) {
    /** Lots of one document; api.md fixes it. */
    public static final int LOTS_MAX = 1_000;

    /** Joins the two halves of a transfer. */
    static final String TRANSFER = "transfer";

    /** Joins what goes into an assembly and what comes out of it. */
    static final String ASSEMBLY = "assembly";

    /** The receipt by which the goods came. */
    static final String RECEIPT = "receipt";

    /** The beginning balance as which the goods were there. */
    static final String ADJUSTMENT = "adjustment";

    public ShipmentContent {
        references = Collections.unmodifiableMap(new TreeMap<>(references));
        lines = List.copyOf(lines);
    }

    ShipmentContent withLots(int lineNumber, List<LotPick> lots) {
        return with(
                occurredAt,
                recordedAt,
                lines.stream()
                        .map(line -> line.lineNumber() == lineNumber ? line.withLots(lots) : line)
                        .toList());
    }

    ShipmentContent withLines(List<ShipmentLine> changed) {
        return with(occurredAt, recordedAt, changed);
    }

    ShipmentContent with(@Nullable Instant when, Instant writtenDown, List<ShipmentLine> changed) {
        return new ShipmentContent(
                shipmentNumber,
                purpose,
                party,
                location,
                toLocation,
                references,
                deliverOn,
                minimumRemainingDays,
                when,
                writtenDown,
                changed);
    }

    /** Until when what leaves must be good, when it is decided on that day. */
    public LocalDate goodUntil(LocalDate today) {
        return (deliverOn.isAfter(today) ? deliverOn : today).plusDays(minimumRemainingDays);
    }

    /** The document by which came what a return to the supplier takes back. */
    public Optional<RecordedDocument.Name> source() {
        if (purpose != ShipmentPurpose.SUPPLIER_RETURN) {
            return Optional.empty();
        }
        String receipt = references.get(RECEIPT);
        return receipt != null
                ? Optional.of(new RecordedDocument.Name(DocumentType.RECEIPT, receipt))
                : Optional.ofNullable(references.get(ADJUSTMENT))
                        .map(number -> new RecordedDocument.Name(DocumentType.ADJUSTMENT, number));
    }

    /** How many lots stand on it, line by line. */
    public int lotCount() {
        return lines.stream().mapToInt(line -> line.lots().size()).sum();
    }

    /** Every lot that is named. */
    public Set<LotRef> lotsNamed() {
        Set<LotRef> lots = new HashSet<>();
        lines.forEach(line -> line.lots().forEach(lot -> lots.add(new LotRef(line.itemCode(), lot.lotNumber()))));
        return lots;
    }

    /** Every lot that shipping this would take from, the unnamed lots of untracked lines among them. */
    public Set<LotRef> lotsTaken() {
        Set<LotRef> lots = lotsNamed();
        lines.stream()
                .filter(line -> line.inventoried() && !line.lotTracked())
                .forEach(line -> lots.add(new LotRef(line.itemCode(), null)));
        return lots;
    }
}
