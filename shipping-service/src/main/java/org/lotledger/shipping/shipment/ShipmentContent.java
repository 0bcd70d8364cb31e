package org.lotledger.shipping.shipment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.shipping.stock.LotRef;

/**
 * What stands on a shipment, in whatever state it is.
 *
 * @param references numbers that join documents (order, …) by name
 * @param deliverOn day on which the customer gets it
 * @param minimumRemainingDays life that a lot must have left on that day, in days
 * @param occurredAt when the goods left; null until they are shipped, unless told before
 * @param recordedAt when the shipment, and later the departure of its goods, was written down
 */
public record ShipmentContent(
        String shipmentNumber,
        ShipmentPurpose purpose,
        Customer party,
        String location,
        Map<String, String> references,
        LocalDate deliverOn,
        int minimumRemainingDays,
        @Nullable Instant occurredAt,
        Instant recordedAt,
        List<ShipmentLine> lines) {

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

    ShipmentContent with(@Nullable Instant when, Instant writtenDown, List<ShipmentLine> changed) {
        return new ShipmentContent(
                shipmentNumber,
                purpose,
                party,
                location,
                references,
                deliverOn,
                minimumRemainingDays,
                when,
                writtenDown,
                changed);
    }

    /** Every lot that shipping this would take from, the unnamed lots of untracked lines among them. */
    public Set<LotRef> lotsTaken() {
        Set<LotRef> lots = new HashSet<>();
        for (ShipmentLine line : lines) {
            line.lots().forEach(lot -> lots.add(new LotRef(line.itemCode(), lot.lotNumber())));
            if (line.inventoried() && !line.lotTracked()) {
                lots.add(new LotRef(line.itemCode(), null));
            }
        }
        return lots;
    }
}
