package org.lotledger.receiving.adjustment;

import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ALREADY_EXISTS;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.BALANCE_ALREADY_OPENED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.EXPIRATION_CONFLICT;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.EXPIRATION_MISSING;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.FIELD_INVALID;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_NOT_INVENTORIED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.ITEM_UNKNOWN;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOCATION_UNKNOWN;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOTS_DO_NOT_SUM;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOTS_MISSING;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_IN_USE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_NOT_TRACKED;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.LOT_TWICE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.NO_LINES;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.OCCURRED_IN_FUTURE;
import static org.lotledger.receiving.adjustment.AdjustmentRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLine;
import org.lotledger.receiving.adjustment.AdjustmentCommand.RequestedLot;
import org.lotledger.receiving.adjustment.AdjustmentEvent.AdjustmentPosted;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotRef;

/** The rules of adjustments that add stock (rules 15 and 16 of the domain, as far as beginning balances go). */
public final class AdjustmentDecider implements Decider<AdjustmentCommand, Adjustment, AdjustmentEvent> {
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    @Override
    public Adjustment initial() {
        return new Adjustment.None();
    }

    @Override
    public Adjustment evolve(Adjustment state, AdjustmentEvent event) {
        return switch (event) {
            case AdjustmentPosted(var content) -> new Adjustment.Posted(content);
        };
    }

    @Override
    public Decision<AdjustmentEvent> decide(Adjustment state, AdjustmentCommand command) {
        return switch (command) {
            case PostAdjustment post -> post(state, post);
        };
    }

    private static Decision<AdjustmentEvent> post(Adjustment state, PostAdjustment post) {
        if (state instanceof Adjustment.Posted) {
            return Decision.refuse(
                    ALREADY_EXISTS, "/adjustmentNumber", "Adjustment " + post.adjustmentNumber() + " exists already.");
        }
        List<Violation> violations = new ArrayList<>();
        if (post.lines().isEmpty()) {
            violations.add(new Violation(NO_LINES, "/lines", "An adjustment without lines changes nothing."));
        }
        if (!post.catalog().locations().contains(post.location())) {
            violations.add(
                    new Violation(LOCATION_UNKNOWN, "/location", "Location " + post.location() + " does not exist."));
        }
        if (post.occurredAt() != null && post.moment().isInFuture(post.occurredAt())) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + post.occurredAt() + " is in the future: it is "
                            + post.moment().now() + " now."));
        }
        Set<UUID> named = new HashSet<>();
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
            AdjustmentContent.Line accepted = line(post, line, named, pointer, violations);
            if (accepted != null) {
                lines.add(accepted);
            }
        }
        return violations.isEmpty()
                ? Decision.accept(new AdjustmentPosted(new AdjustmentContent(
                        post.adjustmentNumber(),
                        post.type(),
                        post.location(),
                        post.reason(),
                        post.references(),
                        post.moment().occurredAt(post.occurredAt(), post.lots().values()),
                        post.moment().recordedAt(post.lots().values()),
                        lines)))
                : Decision.refuse(violations);
    }

    private static AdjustmentContent.@Nullable Line line(
            PostAdjustment post, RequestedLine line, Set<UUID> named, String pointer, List<Violation> violations) {
        int before = violations.size();
        Item item = post.catalog().item(line.itemCode()).orElse(null);
        if (item == null) {
            violations.add(new Violation(
                    ITEM_UNKNOWN, pointer + "/itemCode", "Item " + line.itemCode() + " is not in the catalog."));
        } else if (!item.inventoried()) {
            violations.add(new Violation(
                    ITEM_NOT_INVENTORIED,
                    pointer + "/itemCode",
                    "Item " + line.itemCode() + " is not inventoried: it has no stock to open."));
        } else if (item.status() != ItemStatus.ACTIVE) {
            violations.add(new Violation(
                    ITEM_NOT_ACTIVE,
                    pointer + "/itemCode",
                    "Item " + line.itemCode() + " is " + item.status()
                            + ": only active items get a beginning balance."));
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity", violations);
        List<AdjustmentContent.Lot> lots = item != null && !item.lotTracked()
                ? untracked(post, line, quantity, named, pointer, violations)
                : lots(post, line, item, scale, named, pointer, violations);
        if (quantity != null && lots.size() == line.lots().size() && !lots.isEmpty()) {
            checkSum(line, quantity, lots, pointer, violations);
        }
        if (item == null || quantity == null || violations.size() > before) {
            return null;
        }
        return new AdjustmentContent.Line(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                lots,
                quantityOrNull(line.countedQuantity()),
                quantityOrNull(line.systemQuantity()));
    }

    private static @Nullable Quantity quantityOrNull(@Nullable BigDecimal value) {
        return value == null ? null : new Quantity(value);
    }

    private static List<AdjustmentContent.Lot> untracked(
            PostAdjustment post,
            RequestedLine line,
            @Nullable Quantity quantity,
            Set<UUID> named,
            String pointer,
            List<Violation> violations) {
        if (!line.lots().isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer + "/lots",
                    "Item " + line.itemCode() + " is not tracked by lot: its lines take no lots."));
        } else {
            checkOpening(post, new LotRef(line.itemCode(), null), quantity, named, pointer, violations);
        }
        return List.of();
    }

    private static List<AdjustmentContent.Lot> lots(
            PostAdjustment post,
            RequestedLine line,
            @Nullable Item item,
            int scale,
            Set<UUID> named,
            String pointer,
            List<Violation> violations) {
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
            LotRef ref = new LotRef(line.itemCode(), lot.lotNumber());
            KnownLot known = post.lots().getOrDefault(ref.lotId(), KnownLot.UNKNOWN);
            Quantity quantity = quantity(lot.quantity(), scale, lotPointer + "/quantity", violations);
            if (item != null) {
                checkDate(item, lot, known, lotPointer + "/expirationDate", violations);
            }
            checkOpening(post, ref, quantity, named, lotPointer, violations);
            if (quantity != null) {
                LocalDate date = lot.expirationDate() != null ? lot.expirationDate() : known.expirationDate();
                lots.add(new AdjustmentContent.Lot(lot.lotNumber(), date, quantity));
            }
        }
        return lots;
    }

    private static void checkSum(
            RequestedLine line,
            Quantity quantity,
            List<AdjustmentContent.Lot> lots,
            String pointer,
            List<Violation> violations) {
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
    private static @Nullable Quantity quantity(
            BigDecimal value, int scale, String pointer, List<Violation> violations) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    private static void checkDate(
            Item item, RequestedLot lot, KnownLot known, String pointer, List<Violation> violations) {
        LocalDate date = lot.expirationDate();
        if (date == null && item.perishable()) {
            violations.add(new Violation(
                    EXPIRATION_MISSING,
                    pointer,
                    "Item " + item.itemCode() + " is perishable: lot " + lot.lotNumber()
                            + " needs its expiration date."));
        } else if (date != null && known.dated() && !Objects.equals(date, known.expirationDate())) {
            violations.add(new Violation(
                    EXPIRATION_CONFLICT,
                    pointer,
                    "Lot " + lot.lotNumber() + " of " + item.itemCode() + " is known "
                            + (known.expirationDate() == null
                                    ? "without an expiration date"
                                    : "to expire on " + known.expirationDate())
                            + "; this adjustment says " + date + "."));
        }
    }

    private static void checkOpening(
            PostAdjustment post,
            LotRef ref,
            @Nullable Quantity quantity,
            Set<UUID> named,
            String pointer,
            List<Violation> violations) {
        UUID lotId = ref.lotId();
        if (!named.add(lotId)) {
            violations.add(new Violation(LOT_TWICE, pointer, "The adjustment names " + ref + " twice."));
            return;
        }
        Quantity opened = post.opened().get(lotId);
        KnownLot known = post.lots().getOrDefault(lotId, KnownLot.UNKNOWN);
        if (opened != null) {
            violations.add(new Violation(
                    BALANCE_ALREADY_OPENED,
                    pointer,
                    "The beginning balance of " + ref + " at " + post.location() + " is " + opened
                            + " already"
                            + (quantity == null ? "." : "; this says " + quantity + ".")));
        } else if (known.received() || known.used().isPositive()) {
            violations.add(new Violation(
                    LOT_IN_USE,
                    pointer,
                    "A beginning balance opens a lot that has nothing else, but " + ref + " was "
                            + (known.received() ? "received before." : "used before (" + known.used() + ").")));
        }
    }
}
