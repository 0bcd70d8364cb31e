package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.ALREADY_EXISTS;
import static org.lotledger.receiving.receipt.ReceiptRefusal.DOCUMENT_NOT_PENDING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.FIELD_INVALID;
import static org.lotledger.receiving.receipt.ReceiptRefusal.ITEM_NOT_ACTIVE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.ITEM_UNKNOWN;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOCATION_UNKNOWN;
import static org.lotledger.receiving.receipt.ReceiptRefusal.LOT_NOT_TRACKED;
import static org.lotledger.receiving.receipt.ReceiptRefusal.OCCURRED_IN_FUTURE;
import static org.lotledger.receiving.receipt.ReceiptRefusal.QUANTITY_INVALID;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.RefusalCode;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EnterLots;
import org.lotledger.receiving.receipt.ReceiptCommand.ReceiveGoods;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLine;
import org.lotledger.receiving.receipt.ReceiptCommand.RequestedLot;
import org.lotledger.receiving.receipt.ReceiptCommand.VoidReceipt;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;

/** The rules of receipts (docs: rules 4 to 9 of the domain). */
public final class ReceiptDecider implements Decider<ReceiptCommand, Receipt, ReceiptEvent> {
    /** The decimals that any quantity may have while the item, and so its own scale, is unknown. */
    private static final int SCALE_OF_UNKNOWN_ITEM = Quantity.DECIMALS_MAX;

    @Override
    public Receipt initial() {
        return new Receipt.None();
    }

    @Override
    public Receipt evolve(Receipt state, ReceiptEvent event) {
        return switch (event) {
            case ReceiptCreated(var content) -> new Receipt.Pending(content);
            case LotsEntered(var lineNumber, var lots, var recordedAt) ->
                state instanceof Receipt.Pending(var content)
                        ? new Receipt.Pending(content.withLots(lineNumber, lots))
                        : state;
            case GoodsReceived(var content) -> new Receipt.Received(content);
            case ReceiptVoided(var recordedAt) ->
                state instanceof Receipt.Pending(var content) ? new Receipt.Voided(content) : state;
        };
    }

    @Override
    public Decision<ReceiptEvent> decide(Receipt state, ReceiptCommand command) {
        return switch (command) {
            case CreateReceipt create -> create(state, create);
            case EnterLots enter -> enterLots(state, enter);
            case ReceiveGoods receive -> receive(state, receive);
            case VoidReceipt give -> giveUp(state, give);
        };
    }

    private static Decision<ReceiptEvent> create(Receipt state, CreateReceipt create) {
        if (state instanceof Receipt.Existing) {
            return Decision.refuse(
                    ALREADY_EXISTS, "/receiptNumber", "Receipt " + create.receiptNumber() + " exists already.");
        }
        List<Violation> violations = new ArrayList<>();
        if (!create.catalog().locations().contains(create.location())) {
            violations.add(locationUnknown("/location", create.location()));
        }
        if (create.occurredAt() != null && create.moment().isInFuture(create.occurredAt())) {
            violations.add(new Violation(
                    OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + create.occurredAt() + " is in the future: it is "
                            + create.moment().now() + " now."));
        }
        List<ReceiptLine> lines = new ArrayList<>();
        Set<Integer> lineNumbers = new HashSet<>();
        for (int i = 0; i < create.lines().size(); i++) {
            RequestedLine line = create.lines().get(i);
            if (!lineNumbers.add(line.lineNumber())) {
                violations.add(new Violation(
                        FIELD_INVALID,
                        "/lines/" + i + "/lineNumber",
                        "lineNumber " + line.lineNumber() + " stands on this receipt twice."));
            }
            ReceiptLine accepted = line(create, line, "/lines/" + i, violations);
            if (accepted != null) {
                lines.add(accepted);
            }
        }
        return violations.isEmpty()
                ? Decision.accept(new ReceiptCreated(new ReceiptContent(
                        create.receiptNumber(),
                        create.source(),
                        create.party(),
                        create.location(),
                        create.references(),
                        create.expectedOn(),
                        create.occurredAt(),
                        create.moment().now(),
                        lines)))
                : Decision.refuse(violations);
    }

    private static @Nullable ReceiptLine line(
            CreateReceipt create, RequestedLine line, String pointer, List<Violation> violations) {
        int before = violations.size();
        Item item = create.catalog().item(line.itemCode()).orElse(null);
        if (item == null) {
            violations.add(new Violation(
                    ITEM_UNKNOWN, pointer + "/itemCode", "Item " + line.itemCode() + " is not in the catalog."));
        } else if (item.status() != ItemStatus.ACTIVE) {
            violations.add(notActive(item, pointer + "/itemCode"));
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        Quantity quantity = quantity(line.quantity(), scale, pointer + "/quantity", violations);
        List<LotEntry> lots = lots(line.lots(), item, create.location(), pointer + "/lots", violations);
        if (item == null || quantity == null || violations.size() > before) {
            return null;
        }
        return new ReceiptLine(
                line.lineNumber(),
                line.itemCode(),
                quantity,
                item.unit(),
                item.lotTracked(),
                item.inventoried(),
                line.acceptExpired(),
                line.acceptReason(),
                lots);
    }

    private static List<LotEntry> lots(
            List<RequestedLot> requested,
            @Nullable Item item,
            String documentLocation,
            String pointer,
            List<Violation> violations) {
        if (item != null && !item.lotTracked() && !requested.isEmpty()) {
            violations.add(new Violation(
                    LOT_NOT_TRACKED,
                    pointer,
                    "Item " + item.itemCode() + " is not tracked by lot: its lines take no lots."));
            return List.of();
        }
        int scale = item == null ? SCALE_OF_UNKNOWN_ITEM : item.quantityScale();
        List<LotEntry> lots = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            RequestedLot lot = requested.get(i);
            Quantity quantity = quantity(lot.quantity(), scale, pointer + "/" + i + "/quantity", violations);
            if (quantity != null) {
                lots.add(new LotEntry(
                        lot.lotNumber(),
                        lot.expirationDate(),
                        quantity,
                        lot.location() == null ? documentLocation : lot.location()));
            }
        }
        return lots;
    }

    /** The quantity, or null when it is not one that may be asked for. */
    private static @Nullable Quantity quantity(
            BigDecimal value, int scale, String pointer, List<Violation> violations) {
        var problem = Quantity.problemOfRequested(value, scale);
        problem.ifPresent(sentence -> violations.add(new Violation(QUANTITY_INVALID, pointer, sentence)));
        return problem.isEmpty() ? new Quantity(value) : null;
    }

    private static Decision<ReceiptEvent> enterLots(Receipt state, EnterLots enter) {
        if (!(state instanceof Receipt.Pending(var content))) {
            return notPending(state, "");
        }
        List<Violation> violations = new ArrayList<>();
        ReceiptLine line = content.lines().stream()
                .filter(l -> l.lineNumber() == enter.lineNumber())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the caller has looked the line up"));
        Item item = enter.catalog().item(line.itemCode()).orElse(null);
        List<LotEntry> lots = lots(enter.lots(), item, content.location(), "", violations);
        return violations.isEmpty()
                ? Decision.accept(
                        new LotsEntered(enter.lineNumber(), lots, enter.moment().now()))
                : Decision.refuse(violations);
    }

    private static Decision<ReceiptEvent> receive(Receipt state, ReceiveGoods receive) {
        if (!(state instanceof Receipt.Pending(var content))) {
            return notPending(state, "/status");
        }
        List<Violation> problems =
                ReceivingRules.problems(content, receive.catalog(), receive.lots(), receive.moment());
        if (!problems.isEmpty()) {
            return Decision.refuse(problems);
        }
        return Decision.accept(new GoodsReceived(content.with(
                receive.moment().occurredAt(content.occurredAt(), receive.lots().values()),
                receive.moment().recordedAt(receive.lots().values()),
                ReceivingRules.withKnownDates(content.lines(), receive.lots()))));
    }

    private static Decision<ReceiptEvent> giveUp(Receipt state, VoidReceipt give) {
        return state instanceof Receipt.Pending
                ? Decision.accept(new ReceiptVoided(give.moment().now()))
                : notPending(state, "/status");
    }

    private static Decision<ReceiptEvent> notPending(Receipt state, String pointer) {
        String detail = state instanceof Receipt.Existing existing
                ? "Receipt " + existing.content().receiptNumber() + " is " + existing.status()
                        + ": only a pending receipt can be changed, received or voided."
                : "There is no such receipt.";
        return Decision.refuse(DOCUMENT_NOT_PENDING, pointer, detail);
    }

    static Violation notActive(Item item, String pointer) {
        return violation(
                ITEM_NOT_ACTIVE,
                pointer,
                "Item " + item.itemCode() + " is " + item.status() + ": only active items are delivered by suppliers.");
    }

    static Violation locationUnknown(String pointer, String location) {
        return violation(LOCATION_UNKNOWN, pointer, "Location " + location + " does not exist.");
    }

    private static Violation violation(RefusalCode code, String pointer, String detail) {
        return new Violation(code, pointer, detail);
    }
}
