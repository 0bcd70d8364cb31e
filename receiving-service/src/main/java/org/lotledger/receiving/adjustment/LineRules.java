package org.lotledger.receiving.adjustment;

import static org.lotledger.receiving.adjustment.AdjustmentRefusal.FIELD_INVALID;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_NOT_INVENTORIED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_UNKNOWN;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOTS_MISSING;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_NOT_TRACKED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_TWICE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.DateRules;
import org.lotledger.receiving.lot.LotRef;

/** What the lines of an adjustment must say: real items, their lots by name (rule 15), quantities that add up, dates. */
final class LineRules {
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    private final PostAdjustment post;
    private final List<Violation> violations;
    private final DateRules dates;
    private final Set<LotRef> named = new HashSet<>();
    private final List<Addition> additions = new ArrayList<>();

    /**
     * @param violations where to put what is wrong
     */
    LineRules(PostAdjustment post, List<Violation> violations) {
        this.post = post;
        this.violations = violations;
        this.dates = new DateRules("adjustment", post.facts());
    }

    /** What the lines would add, as far as they could be read; complete only after they were judged. */
    List<Addition> additions() {
        return additions;
    }

    /** The lines as they would be booked; of use only if nothing was found to be wrong. */
    List<AdjustmentContent.Line> judge() {
        Set<Integer> lineNumbers = new HashSet<>();
        List<AdjustmentContent.Line> lines = new ArrayList<>();
        for (int i = 0; i < post.lines().size(); i++) {
            RequestedLine line = post.lines().get(i);
            String pointer = "/lines/" + i;
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        pointer + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this adjustment twice."));
            }
            AdjustmentContent.Line accepted = line(line, pointer);
            if (accepted != null) {
                lines.add(accepted);
            }
        }
        return withSettledDates(lines);
    }

    private AdjustmentContent.@Nullable Line line(RequestedLine line, String pointer) {
        int before = violations.size();
        Item item = item(line, pointer);
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity");
        List<AdjustmentContent.Lot> lots = item != null && !item.lotTracked()
                ? untracked(line, item, quantity, pointer)
                : lots(line, item, scale, pointer);
        if (quantity != null && lots.size() == line.lots().size() && !lots.isEmpty()) {
            checkSum(line, quantity, lots, pointer);
        }
        Quantity counted = noted(line.countedQuantity(), pointer + "/countedQuantity");
        Quantity inSystem = noted(line.systemQuantity(), pointer + "/systemQuantity");
        if (item == null || quantity == null || violations.size() > before) {
            return null;
        }
        return new AdjustmentContent.Line(
                line.lineNumber(), line.itemCode(), quantity, item.unit(), item.lotTracked(), lots, counted, inSystem);
    }

    private @Nullable Item item(RequestedLine line, String pointer) {
        Item item = post.catalog().item(line.itemCode()).orElse(null);
        String place = pointer + "/itemCode";
        if (item == null) {
            violations.add(new Violation(ITEM_UNKNOWN, place, "Item " + line.itemCode() + " is not in the catalog."));
        } else if (!item.inventoried()) {
            violations.add(new Violation(
                    ITEM_NOT_INVENTORIED,
                    place,
                    "Item " + line.itemCode() + " is not inventoried: it has no stock to adjust."));
        } else if (item.status() == ItemStatus.PENDING) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    place,
                    "Item " + line.itemCode() + " is PENDING: pending items stand on no document."));
        } else if (item.status() == ItemStatus.INACTIVE && post.type() == AdjustmentType.BEGINNING_BALANCE) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    place,
                    "Item " + line.itemCode() + " is INACTIVE: only active items get a beginning balance."));
        }
        return item;
    }

    /** A quantity that is only noted, and may be none. */
    private @Nullable Quantity noted(@Nullable BigDecimal value, String pointer) {
        if (value == null) {
            return null;
        }
        return value.signum() == 0 ? Quantity.ZERO : quantity(value, Quantity.DECIMALS_MAX, pointer);
    }

    private List<AdjustmentContent.Lot> untracked(
            RequestedLine line, Item item, @Nullable Quantity quantity, String pointer) {
        if (!line.lots().isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer + "/lots",
                    "Item " + line.itemCode() + " is not tracked by lot: its lines take no lots."));
        } else if (item.inventoried()) {
            add(new LotRef(line.itemCode(), null), null, quantity, pointer);
        }
        return List.of();
    }

    private List<AdjustmentContent.Lot> lots(RequestedLine line, @Nullable Item item, int scale, String pointer) {
        if (item != null && line.lots().isEmpty()) {
            violations.add(new Violation(
                    LOTS_MISSING,
                    pointer + "/lots",
                    "Item " + line.itemCode() + " is tracked by lot: line " + line.lineNumber()
                            + " needs the manufacturer's lot numbers."));
        }
        List<AdjustmentContent.Lot> lots = new ArrayList<>();
        for (int j = 0; j < line.lots().size(); j++) {
            RequestedLot lot = line.lots().get(j);
            String lotPointer = pointer + "/lots/" + j;
            Quantity quantity = quantity(lot.quantity(), scale, lotPointer + "/quantity");
            Addition addition =
                    add(new LotRef(line.itemCode(), lot.lotNumber()), lot.expirationDate(), quantity, lotPointer);
            if (addition != null && item != null) {
                dates.judge(item, addition, post.type() == AdjustmentType.BEGINNING_BALANCE, violations);
            }
            if (quantity != null) {
                lots.add(new AdjustmentContent.Lot(lot.lotNumber(), lot.expirationDate(), quantity));
            }
        }
        return lots;
    }

    /** Notes what is added to a lot; null when it cannot be said, or was said before. */
    private @Nullable Addition add(LotRef lot, @Nullable LocalDate date, @Nullable Quantity quantity, String pointer) {
        if (!named.add(lot)) {
            violations.add(new Violation(LOT_TWICE, pointer, "The adjustment names " + lot + " twice."));
            return null;
        }
        if (quantity == null) {
            return null;
        }
        Addition addition = new Addition(pointer, lot, date, quantity, post.location());
        additions.add(addition);
        return addition;
    }

    private void checkSum(RequestedLine line, Quantity quantity, List<AdjustmentContent.Lot> lots, String pointer) {
        Quantity sum = lots.stream().map(AdjustmentContent.Lot::quantity).reduce(Quantity.ZERO, Quantity::plus);
        if (!sum.equals(quantity)) {
            violations.add(new Violation(
                    LOTS_DO_NOT_SUM,
                    pointer + "/lots",
                    "The lots of line " + line.lineNumber() + " add up to " + sum + ", the line says " + quantity
                            + "."));
        }
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private @Nullable Quantity quantity(BigDecimal value, int scale, String pointer) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    private List<AdjustmentContent.Line> withSettledDates(List<AdjustmentContent.Line> lines) {
        Map<LotRef, LocalDate> settled = DateRules.settled(additions, post.facts());
        return lines.stream()
                .map(line -> line.withLots(line.lots().stream()
                        .map(lot -> new AdjustmentContent.Lot(
                                lot.lotNumber(),
                                settled.get(new LotRef(line.itemCode(), lot.lotNumber())),
                                lot.quantity()))
                        .toList()))
                .toList();
    }
}
