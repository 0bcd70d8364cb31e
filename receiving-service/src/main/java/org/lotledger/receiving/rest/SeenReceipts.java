package org.lotledger.receiving.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.lotledger.eventsourcing.rest.Answer;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.persistence.ReceiptViews;
import org.lotledger.receiving.persistence.Receipts;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptContent;

/** Receipts that a caller changes: only as the caller has seen them, and shown again as they are after that. */
@ApplicationScoped
class SeenReceipts {
    private final Receipts receipts;
    private final ReceiptViews views;

    SeenReceipts(Receipts receipts, ReceiptViews views) {
        this.receipts = receipts;
        this.views = views;
    }

    /** The receipt, which must exist and be as the caller has seen it. */
    Uni<Versioned<Receipt>> require(Command command, String receiptNumber) {
        return require(command, receiptNumber, content -> {});
    }

    /**
     * The same, where the path names more than the receipt.
     *
     * @param found throws NOT_FOUND when that is not there
     */
    Uni<Versioned<Receipt>> require(Command command, String receiptNumber, Consumer<ReceiptContent> found) {
        return receipts.load(command.transaction(), receiptNumber).call(receipt -> {
            command.requireFound(receipt, what(receiptNumber));
            found.accept(content(receipt));
            return command.requireMatch(
                    receipt,
                    what(receiptNumber),
                    () -> views.shown(command.transaction(), receiptNumber, receipt)
                            .map(ReceiptView::of));
        });
    }

    static Answer done(Command command, Receipts.Outcome outcome) {
        return command.done(outcome.shown().version(), outcome.announced(), ReceiptView.of(outcome));
    }

    static ReceiptContent content(Versioned<Receipt> receipt) {
        return ((Receipt.Existing) receipt.state()).content();
    }

    static String what(String receiptNumber) {
        return "Receipt " + receiptNumber;
    }
}
