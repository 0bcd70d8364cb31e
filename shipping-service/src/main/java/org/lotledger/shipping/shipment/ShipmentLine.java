package org.lotledger.shipping.shipment;

import java.util.List;
import org.lotledger.events.Quantity;

/**
 * A packing list line.
 *
 * @param unit the item's unit, sealed by its first use
 * @param lotTracked whether the line needs lots; sealed by the item's first use
 * @param inventoried whether it comes out of stock
 * @param lots empty for untracked items, and until they are named
 */
public record ShipmentLine(
        int lineNumber,
        String itemCode,
        Quantity quantity,
        String unit,
        boolean lotTracked,
        boolean inventoried,
        List<LotPick> lots) {

    public ShipmentLine {
        lots = List.copyOf(lots);
    }

    /** How far the naming of lots has come. */
    public enum Entry {
        NOT_REQUIRED,
        MISSING,
        PARTIAL,
        COMPLETE
    }

    /** What the lots named add up to. */
    public Quantity named() {
        return lots.stream().map(LotPick::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }

    /** What still needs a lot; nothing on a line that takes none. */
    public Quantity openQuantity() {
        return lotTracked ? quantity.minus(named()) : Quantity.ZERO;
    }

    public Entry lotEntry() {
        if (!lotTracked) {
            return Entry.NOT_REQUIRED;
        }
        if (lots.isEmpty()) {
            return Entry.MISSING;
        }
        return openQuantity().isZero() ? Entry.COMPLETE : Entry.PARTIAL;
    }

    ShipmentLine withLots(List<LotPick> named) {
        return new ShipmentLine(lineNumber, itemCode, quantity, unit, lotTracked, inventoried, named);
    }
}
