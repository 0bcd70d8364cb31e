package org.lotledger.receiving.receipt;

import static org.lotledger.receiving.receipt.ReceiptRefusal.ALREADY_EXISTS;
import static org.lotledger.receiving.receipt.ReceiptRefusal.DOCUMENT_NOT_PENDING;
import static org.lotledger.receiving.receipt.ReceiptRefusal.FIELD_INVALID;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.receipt.ReceiptCommand.CreateReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EditReceipt;
import org.lotledger.receiving.receipt.ReceiptCommand.EnterLots;
import org.lotledger.receiving.receipt.ReceiptCommand.ReceiveGoods;
import org.lotledger.receiving.receipt.ReceiptCommand.VoidReceipt;
import org.lotledger.receiving.receipt.ReceiptEvent.ArrivalTakenBack;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;
import org.lotledger.receiving.receipt.ReceiptEvent.LotsEntered;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptCreated;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptEdited;
import org.lotledger.receiving.receipt.ReceiptEvent.ReceiptVoided;

/** The rules of receipts (docs: rules 4 to 9, 16, 17 and 19 to 23 of the domain). */
public final class ReceiptDecider implements Decider<ReceiptCommand, Receipt, ReceiptEvent> {

    @Override
    public Receipt initial() {
        return new Receipt.None();
    }

    @Override
    public Receipt evolve(Receipt state, ReceiptEvent event) {
        return switch (event) {
            case ReceiptCreated(var content) -> new Receipt.Pending(content);
            case ReceiptEdited(var edited) -> state instanceof Receipt.Pending ? new Receipt.Pending(edited) : state;
            case LotsEntered(var lineNumber, var lots, var recordedAt) ->
                state instanceof Receipt.Pending(var content)
                        ? new Receipt.Pending(content.withLots(lineNumber, lots))
                        : state;
            case GoodsReceived received -> new Receipt.Received(received);
            case ArrivalTakenBack lost -> TakenBack.with(state, lost.event());
            case ReceiptVoided(var recordedAt) ->
                state instanceof Receipt.Pending(var content) ? new Receipt.Voided(content) : state;
        };
    }

    @Override
    public Decision<ReceiptEvent> decide(Receipt state, ReceiptCommand command) {
        return switch (command) {
            case CreateReceipt create -> create(state, create);
            case EditReceipt edit -> edit(state, edit);
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
        SavingRules rules = new SavingRules(create.source(), create.requested(), create.catalog(), create.moment());
        ReceiptContent content = rules.content(create.receiptNumber());
        return rules.violations().isEmpty()
                ? Decision.accept(new ReceiptCreated(content))
                : Decision.refuse(rules.violations());
    }

    private static Decision<ReceiptEvent> edit(Receipt state, EditReceipt edit) {
        if (!(state instanceof Receipt.Pending(var content))) {
            return notPending(state, "");
        }
        List<Violation> violations = new ArrayList<>();
        cannotChange("receiptNumber", content.receiptNumber(), edit.receiptNumber(), violations);
        cannotChange("source", content.source(), edit.source(), violations);
        SavingRules rules = new SavingRules(content.source(), edit.requested(), edit.catalog(), edit.moment());
        ReceiptContent edited = rules.content(content.receiptNumber());
        violations.addAll(rules.violations());
        if (!violations.isEmpty()) {
            return Decision.refuse(violations);
        }
        boolean saysTheSame = edited.with(edited.occurredAt(), content.recordedAt(), edited.lines())
                .equals(content);
        return saysTheSame ? Decision.accept(List.of()) : Decision.accept(new ReceiptEdited(edited));
    }

    private static void cannotChange(String field, Object now, @Nullable Object asked, List<Violation> violations) {
        if (!now.equals(asked)) {
            violations.add(new Violation(
                    FIELD_INVALID,
                    "/" + field,
                    field + " cannot be changed: it is " + now + ", not " + Objects.requireNonNullElse(asked, "none")
                            + "."));
        }
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
        List<LotEntry> lots = SavingRules.lots(enter.lots(), item, content.location(), "", violations);
        return violations.isEmpty()
                ? Decision.accept(
                        new LotsEntered(enter.lineNumber(), lots, enter.moment().now()))
                : Decision.refuse(violations);
    }

    private static Decision<ReceiptEvent> receive(Receipt state, ReceiveGoods receive) {
        if (!(state instanceof Receipt.Pending(var content))) {
            return notPending(state, "/status");
        }
        LotFacts facts = receive.facts();
        Moment moment = receive.moment();
        List<Violation> problems = ReceivingRules.problems(content, receive.catalog(), facts, moment);
        if (!problems.isEmpty()) {
            return Decision.refuse(problems);
        }
        ReceiptContent received = content.with(
                moment.occurredAt(content.occurredAt(), facts),
                moment.recordedAt(facts),
                ReceivingRules.withSettledDates(content, facts));
        return Decision.accept(new GoodsReceived(
                received,
                content.source() == ReceiptSource.SUPPLIER ? Map.of() : facts.basedOn(content.additions()),
                SourceRules.unissued(content, facts)));
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
}
