package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.stock.StockRefusal.NOT_AVAILABLE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Place;

/** What an allocation had to leave open, line by line, and why. */
public final class OpenLines {

    private OpenLines() {}

    /**
     * What is there of an item at a place.
     *
     * @param reserved by shipments, the one in question among them
     * @param held of what is not reserved, held, quarantined or recalled
     * @param expired of what is not reserved, not good for as long as it must be
     * @param parked of what is not reserved, of lots with events that wait for a person
     */
    public record StockOfItem(Quantity onHand, Quantity reserved, Quantity held, Quantity expired, Quantity parked) {
        /** Nothing. */
        public static final StockOfItem NONE =
                new StockOfItem(Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO);
    }

    /**
     * A warning for each line that is open.
     *
     * @param stock by item code, at the place of the shipment
     */
    public static List<Violation> warnings(
            ShipmentContent content, Map<String, StockOfItem> stock, Catalog catalog, LocalDate today) {
        List<Violation> warnings = new ArrayList<>();
        for (int i = 0; i < content.lines().size(); i++) {
            ShipmentLine line = content.lines().get(i);
            if (line.openQuantity().isPositive()) {
                warnings.add(new Violation(
                        NOT_AVAILABLE,
                        "/lines/" + i,
                        line.openQuantity() + " " + line.unit() + " of line " + line.lineNumber() + " ("
                                + line.itemCode() + ") stay open: "
                                + why(content, stock.getOrDefault(line.itemCode(), StockOfItem.NONE), catalog, today)));
            }
        }
        return warnings;
    }

    private static String why(ShipmentContent content, StockOfItem stock, Catalog catalog, LocalDate today) {
        if (content.lotCount() >= ShipmentContent.LOTS_MAX) {
            return "the shipment has its " + ShipmentContent.LOTS_MAX + " lots.";
        }
        boolean forUse = content.purpose().forUse();
        if (forUse && !catalog.place(content.location()).map(Place::netStock).orElse(true)) {
            return "what lies at " + content.location() + " is not net stock.";
        }
        List<String> parts = new ArrayList<>();
        Quantity usable = stock.onHand().minus(addPart(parts, stock.reserved(), " are reserved"));
        if (LotRules.heldBack(content, catalog)) {
            usable = usable.minus(addPart(parts, stock.held(), " are held, quarantined or recalled"));
        }
        if (forUse) {
            usable = usable.minus(addPart(parts, stock.expired(), " are not good until " + content.goodUntil(today)));
            usable = usable.minus(addPart(parts, stock.parked(), " are of lots with parked events"));
        }
        String sentence = stock.onHand() + " are on hand at " + content.location()
                + (parts.isEmpty() ? "" : ", of which " + String.join(", ", parts));
        return content.source()
                .map(source -> sentence + "; only what came by " + source + " may go back.")
                .orElse(sentence + (usable.isPositive() ? "; others chose at the same time: allocate again." : "."));
    }

    private static Quantity addPart(List<String> parts, Quantity quantity, String words) {
        if (quantity.isPositive()) {
            parts.add(quantity + words);
        }
        return quantity;
    }
}
