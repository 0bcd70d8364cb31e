package org.lotledger.shipping.shipment;

import static org.lotledger.shipping.shipment.ShipmentRefusal.FIELD_INVALID;
import static org.lotledger.shipping.shipment.ShipmentRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.shipping.shipment.ShipmentRefusal.ITEM_UNKNOWN;
import static org.lotledger.shipping.shipment.ShipmentRefusal.LOT_NOT_TRACKED;
import static org.lotledger.shipping.shipment.ShipmentRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLine;
import org.lotledger.shipping.shipment.ShipmentCommand.RequestedLot;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.StockGuard;
import org.lotledger.shipping.stock.Taking;

/** Lines and lots as they are asked for, judged one by one and all together, and turned into those that are saved. */
final class ShipmentDraft {
    /** The decimals that any quantity may have while the item, and so its own scale, is unknown. */
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    private final ShipmentContent head;
    private final List<ShipmentLine> before;
    private final Facts facts;
    private final List<Violation> violations;
    private final List<ShipmentLine> lines = new ArrayList<>();
    private final List<Taking> named = new ArrayList<>();
    private final List<Taking> kept = new ArrayList<>();

    /**
     * @param head the document without its lines
     * @param before the lines that stood on it, and reserve, until now
     */
    ShipmentDraft(ShipmentContent head, List<ShipmentLine> before, Facts facts, List<Violation> violations) {
        this.head = head;
        this.before = before;
        this.facts = facts;
        this.violations = violations;
    }

    /**
     * The document with these lines, as far as nothing is wrong with them.
     *
     * @param keepsLots whether a line of which no lots are told keeps those that it had
     */
    ShipmentContent with(List<RequestedLine> requested, boolean keepsLots) {
        Set<Integer> lineNumbers = new HashSet<>();
        for (int i = 0; i < requested.size(); i++) {
            RequestedLine line = requested.get(i);
            String pointer = "/lines/" + i;
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        pointer + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this shipment twice."));
            }
            add(line, keepsLots, pointer);
        }
        // What is named first, so that a pointer leads to what is new and not to what was there before.
        List<Taking> takings = new ArrayList<>(named);
        takings.addAll(kept);
        StockGuard.check(takings, ShippingRules.reservedBy(before), facts, null, violations);
        return head.withLines(lines);
    }

    private void add(RequestedLine line, boolean keepsLots, String pointer) {
        Item item = facts.catalog().item(line.itemCode()).orElse(null);
        if (item == null) {
            violations.add(new Violation(
                    ITEM_UNKNOWN, pointer + "/itemCode", "Item " + line.itemCode() + " is not in the catalog."));
        } else if (item.status() == ItemStatus.PENDING) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer + "/itemCode",
                    "Item " + line.itemCode() + " is PENDING: it stands on no document yet."));
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity", violations);
        if (item == null || quantity == null) {
            return;
        }
        ShipmentLine bare = new ShipmentLine(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                item.inventoried(),
                List.of());
        String lotsPointer = pointer + "/lots";
        if (line.lots() != null) {
            List<LotPick> picks = picks(head, bare, line.lots(), scale, facts, lotsPointer, violations);
            named.addAll(ShippingRules.takings(bare, picks, lotsPointer));
            lines.add(bare.withLots(picks));
        } else {
            List<LotPick> picks = keepsLots ? lotsBefore(line) : List.of();
            ShippingRules.sumProblem(bare, picks, lotsPointer, violations);
            List<Taking> takings = ShippingRules.takings(bare, picks, lotsPointer);
            // Whether they may still leave is judged when they do.
            takings.forEach(taking -> LotRules.checkDestination(head, taking, "/toLocation", violations));
            kept.addAll(takings);
            lines.add(bare.withLots(picks));
        }
    }

    private List<LotPick> lotsBefore(RequestedLine line) {
        return before.stream()
                .filter(one ->
                        one.lineNumber() == line.lineNumber() && one.itemCode().equals(line.itemCode()))
                .findFirst()
                .map(ShipmentLine::lots)
                .orElse(List.of());
    }

    /** The lots of a line as they are asked for, those left out whose quantity is not one. */
    static List<LotPick> picks(
            ShipmentContent document,
            ShipmentLine line,
            List<RequestedLot> requested,
            int scale,
            Facts facts,
            String pointer,
            List<Violation> violations) {
        if (!line.lotTracked()) {
            if (!requested.isEmpty()) {
                violations.add(new Violation(
                        LOT_NOT_TRACKED,
                        pointer,
                        "Item " + line.itemCode() + " is not tracked by lot: its lines take no lots."));
            }
            return List.of();
        }
        List<LotPick> picks = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            RequestedLot lot = requested.get(i);
            Quantity quantity = quantity(lot.quantity(), scale, pointer + "/" + i + "/quantity", violations);
            if (quantity != null) {
                picks.add(new LotPick(
                        lot.lotNumber(),
                        facts.lot(new LotRef(line.itemCode(), lot.lotNumber())).expirationDate(),
                        quantity,
                        lot.location() == null ? document.location() : lot.location(),
                        lot.overrideReason()));
            }
        }
        if (picks.size() < requested.size()) {
            // Their places in the list have shifted; what is wrong with the others is told when these are mended.
            return List.of();
        }
        ShippingRules.problemsOfNaming(document, line, picks, facts, pointer, violations);
        return picks;
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private static @Nullable Quantity quantity(
            BigDecimal value, int scale, String pointer, List<Violation> violations) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }
}
