package org.lotledger.receiving.adjustment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;

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

    /** What it adds to lots, in its order; untracked lines add to the unnamed lot of their item. */
    public List<Addition> additions() {
        List<Addition> additions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            additions.addAll(additions(lines.get(i), "/lines/" + i));
        }
        return additions;
    }

    /** What one of its lines adds to lots. */
    public List<Addition> additions(Line line, String pointer) {
        if (!line.lotTracked()) {
            return List.of(new Addition(pointer, new LotRef(line.itemCode(), null), null, line.quantity(), location));
        }
        List<Addition> additions = new ArrayList<>();
        for (int j = 0; j < line.lots().size(); j++) {
            Lot lot = line.lots().get(j);
            additions.add(new Addition(
                    pointer + "/lots/" + j,
                    new LotRef(line.itemCode(), lot.lotNumber()),
                    lot.expirationDate(),
                    lot.quantity(),
                    location));
        }
        return additions;
    }

    /** What of that was used before; all but beginning balances. */
    public List<Addition> gaveBack() {
        return type == AdjustmentType.BEGINNING_BALANCE ? List.of() : additions();
    }

    /** The shipment of which it brings something back; empty when it is of none. */
    public Optional<NamedDocument> cameFrom() {
        return named(type, references);
    }

    /** The document that an adjustment with these references builds on; empty when it builds on none. */
    public static Optional<NamedDocument> named(AdjustmentType type, Map<String, String> references) {
        return type == AdjustmentType.SHIPMENT_CORRECTION
                ? Optional.ofNullable(references.get(Kind.SHIPMENT.reference()))
                        .map(number -> new NamedDocument(Kind.SHIPMENT, number))
                : Optional.empty();
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

        Line withLots(List<Lot> dated) {
            return new Line(lineNumber, itemCode, quantity, unit, lotTracked, dated, countedQuantity, systemQuantity);
        }
    }

    /** One lot; the date is null when it has none. */
    public record Lot(LotNumber lotNumber, @Nullable LocalDate expirationDate, Quantity quantity) {}
}
