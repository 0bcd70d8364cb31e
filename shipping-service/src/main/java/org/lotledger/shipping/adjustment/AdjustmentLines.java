package org.lotledger.shipping.adjustment;

import static org.lotledger.shipping.adjustment.AdjustmentRefusal.EXPIRATION_CONFLICT;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.ITEM_NOT_INVENTORIED;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.ITEM_UNKNOWN;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.LOTS_MISSING;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.LOT_NOT_TRACKED;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.LOT_TWICE;
import static org.lotledger.shipping.adjustment.AdjustmentRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.shipping.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.StockGuard;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.Taking;

/** The lines of an adjustment as they are asked for, judged one by one, and what they would take. */
final class AdjustmentLines {
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    private final String location;
    private final Facts facts;
    private final List<Violation> violations;
    private final List<AdjustmentContent.Line> accepted = new ArrayList<>();
    private final List<Taking> takings = new ArrayList<>();

    AdjustmentLines(String location, Facts facts, List<Violation> violations) {
        this.location = location;
        this.facts = facts;
        this.violations = violations;
    }

    List<AdjustmentContent.Line> accepted() {
        return accepted;
    }

    List<Taking> takings() {
        return takings;
    }

    void add(RequestedLine line, String pointer) {
        Item item = facts.catalog().item(line.itemCode()).orElse(null);
        checkItem(line, item, pointer + "/itemCode");
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity");
        if (item == null || quantity == null) {
            return;
        }
        List<AdjustmentContent.Lot> lots = List.of();
        if (item.lotTracked()) {
            lots = lots(line, quantity, scale, pointer + "/lots");
        } else if (!line.lots().isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer + "/lots",
                    "Item " + line.itemCode() + " is not tracked by lot: its lines take no lots."));
        } else if (item.inventoried()) {
            takings.add(new Taking(new LotRef(line.itemCode(), null), location, quantity, pointer));
        }
        accepted.add(new AdjustmentContent.Line(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                lots,
                noted(line.countedQuantity(), pointer + "/countedQuantity"),
                noted(line.systemQuantity(), pointer + "/systemQuantity")));
    }

    private void checkItem(RequestedLine line, @Nullable Item item, String pointer) {
        if (item == null) {
            violations.add(new Violation(ITEM_UNKNOWN, pointer, "Item " + line.itemCode() + " is not in the catalog."));
        } else if (!item.inventoried()) {
            violations.add(new Violation(
                    ITEM_NOT_INVENTORIED,
                    pointer,
                    "Item " + line.itemCode() + " is not inventoried: it has no stock to adjust."));
        } else if (item.status() == ItemStatus.PENDING) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer,
                    "Item " + line.itemCode() + " is PENDING: it stands on no document yet."));
        }
    }

    private List<AdjustmentContent.Lot> lots(RequestedLine line, Quantity quantity, int scale, String pointer) {
        if (line.lots().isEmpty()) {
            violations.add(new Violation(
                    LOTS_MISSING,
                    pointer,
                    "Item " + line.itemCode() + " is tracked by lot: line " + line.lineNumber()
                            + " needs the manufacturer's lot numbers."));
        }
        List<AdjustmentContent.Lot> lots = new ArrayList<>();
        Set<LotNumber> seen = new HashSet<>();
        for (int j = 0; j < line.lots().size(); j++) {
            RequestedLot lot = line.lots().get(j);
            String lotPointer = pointer + "/" + j;
            if (!seen.add(lot.lotNumber())) {
                violations.add(new Violation(
                        LOT_TWICE,
                        lotPointer,
                        "Lot " + lot.lotNumber() + " stands twice on line " + line.lineNumber() + "."));
            }
            Quantity ofLot = quantity(lot.quantity(), scale, lotPointer + "/quantity");
            if (ofLot != null) {
                lots.add(lot(line, lot, ofLot, lotPointer));
            }
        }
        Quantity sum = lots.stream().map(AdjustmentContent.Lot::quantity).reduce(Quantity.ZERO, Quantity::plus);
        if (!lots.isEmpty() && lots.size() == line.lots().size() && !sum.equals(quantity)) {
            violations.add(new Violation(
                    LOTS_DO_NOT_SUM,
                    pointer,
                    "The lots of line " + line.lineNumber() + " add up to " + sum + ", the line says " + quantity
                            + "."));
        }
        return lots;
    }

    private AdjustmentContent.Lot lot(RequestedLine line, RequestedLot lot, Quantity quantity, String pointer) {
        LotRef ref = new LotRef(line.itemCode(), lot.lotNumber());
        Taking taking = new Taking(ref, location, quantity, pointer);
        takings.add(taking);
        StockedLot known = facts.lot(ref);
        StockGuard.unknown(taking, facts).ifPresent(violations::add);
        if (known.arrived()
                && lot.expirationDate() != null
                && !lot.expirationDate().equals(known.expirationDate())) {
            violations.add(new Violation(
                    EXPIRATION_CONFLICT,
                    pointer + "/expirationDate",
                    "Lot " + lot.lotNumber() + " of " + line.itemCode() + " is known "
                            + (known.expirationDate() == null
                                    ? "without an expiration date"
                                    : "to expire on " + known.expirationDate())
                            + "; this adjustment says " + lot.expirationDate() + "."));
        }
        return new AdjustmentContent.Lot(lot.lotNumber(), known.expirationDate(), quantity);
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private @Nullable Quantity quantity(BigDecimal value, int scale, String pointer) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    /** A quantity that is only noted, and may be none. */
    private @Nullable Quantity noted(@Nullable BigDecimal value, String pointer) {
        if (value == null) {
            return null;
        }
        return value.signum() == 0 ? Quantity.ZERO : quantity(value, Quantity.DECIMALS_MAX, pointer);
    }
}
