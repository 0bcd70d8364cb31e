package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.Warning;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptCommand;
import org.lotledger.receiving.receipt.ReceiptCommand.ReceiveGoods;
import org.lotledger.receiving.receipt.ReceiptContent;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;

/** The receipts of this service: facts, decision, events and effects of each command, in the caller's transaction. */
@ApplicationScoped
public class Receipts {
    private final ReceiptStreams receipts;
    private final ReceiptViews views;
    private final CatalogCopies catalog;
    private final LotRows lotRows;
    private final Removals removals;
    private final AssemblyOutputs outputs;
    private final LotKnowledge lots;
    private final Moments moments;

    public Receipts(
            ReceiptStreams receipts,
            ReceiptViews views,
            CatalogCopies catalog,
            LotRows lotRows,
            Removals removals,
            AssemblyOutputs outputs,
            LotKnowledge lots,
            Moments moments) {
        this.receipts = receipts;
        this.views = views;
        this.catalog = catalog;
        this.lotRows = lotRows;
        this.removals = removals;
        this.outputs = outputs;
        this.lots = lots;
        this.moments = moments;
    }

    /**
     * What a command made of a receipt.
     *
     * @param warnings what is odd about it, though nothing forbids it
     */
    public record Outcome(ReceiptViews.Shown shown, List<EventId> announced, List<Warning> warnings) {}

    /** The items and places that a document names. */
    public record Naming(Collection<String> itemCodes, Collection<String> locations) {}

    /** A number for a receipt that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('receipt_number')")
                .execute()
                .map(rows -> "R-" + rows.iterator().next().getLong(0))
                .flatMap(number -> load(tx, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** The receipt of this number, as it is. */
    public Uni<Versioned<Receipt>> load(SqlClient client, String receiptNumber) {
        return receipts.load(client, receiptNumber);
    }

    /** Saves a new receipt, or makes a pending one say something else; new items on it are claimed. */
    public Uni<Outcome> save(
            Command command,
            String receiptNumber,
            Versioned<Receipt> receipt,
            Naming naming,
            BiFunction<Catalog, Moment, ReceiptCommand> save) {
        return catalog.require(command, naming.itemCodes(), naming.locations())
                .flatMap(known ->
                        receipts.execute(command, receiptNumber, receipt, save.apply(known, moments.of(command)), null))
                .call(appended -> catalog.claimFirstUses(command, naming.itemCodes()))
                .flatMap(appended -> saved(command, appended));
    }

    /** Changes a pending receipt in a way that neither books anything nor names other items. */
    public Uni<Outcome> change(
            Command command,
            String receiptNumber,
            Versioned<Receipt> receipt,
            Collection<String> locations,
            BiFunction<Catalog, Moment, ReceiptCommand> change) {
        return catalog.require(command, content(receipt).itemCodes(), locations)
                .flatMap(known -> receipts.execute(
                        command, receiptNumber, receipt, change.apply(known, moments.of(command)), null))
                .flatMap(appended -> saved(command, appended));
    }

    /** Takes the goods of a receipt into stock. */
    public Uni<Outcome> receive(Command command, String receiptNumber, Versioned<Receipt> receipt) {
        ReceiptContent content = content(receipt);
        return catalog.require(command, content.itemCodes(), content.locations())
                .flatMap(known -> lots.lock(
                                command.transaction(),
                                content.additions().stream().map(Addition::lot).toList(),
                                content.named().stream().toList())
                        .flatMap(facts -> receive(command, receiptNumber, receipt, known, facts)));
    }

    private Uni<Outcome> receive(
            Command command, String receiptNumber, Versioned<Receipt> receipt, Catalog known, LotFacts facts) {
        Moment moment = moments.of(command);
        return receipts.execute(
                        command,
                        receiptNumber,
                        receipt,
                        new ReceiveGoods(known, facts, moment),
                        moment.recordedAt(facts))
                .call(appended -> book(command.transaction(), appended))
                .flatMap(appended -> saved(command, appended));
    }

    private Uni<Void> book(SqlConnection tx, Appended<Receipt> appended) {
        if (!(appended.document().state() instanceof Receipt.Received(var received))) {
            return Uni.createFrom().voidItem();
        }
        ReceiptContent content = received.content();
        return lotRows.book(
                        tx,
                        Booked.perLot(content.additions(), received.gaveBack(), appended.announced()),
                        true,
                        Objects.requireNonNull(content.occurredAt()),
                        content.recordedAt())
                .flatMap(booked -> takeBack(tx, received))
                .flatMap(takenBack -> noteOutput(tx, received));
    }

    private Uni<Void> noteOutput(SqlConnection tx, GoodsReceived received) {
        NamedDocument run = received.cameFrom().orElse(null);
        List<Addition> cameOut = received.cameOut();
        return run == null || cameOut.isEmpty()
                ? Uni.createFrom().voidItem()
                : outputs.note(tx, run.number(), Booked.quantities(cameOut));
    }

    private Uni<Void> takeBack(SqlConnection tx, GoodsReceived received) {
        NamedDocument document = received.cameFrom().orElse(null);
        List<Addition> cameBack = received.cameBack();
        return document == null || cameBack.isEmpty()
                ? Uni.createFrom().voidItem()
                : removals.takeBack(tx, document, Booked.quantities(cameBack));
    }

    private Uni<Outcome> saved(Command command, Appended<Receipt> appended) {
        Receipt.Existing receipt = (Receipt.Existing) appended.document().state();
        List<Addition> named = receipt.status() == Receipt.Status.VOID
                ? List.of()
                : receipt.content().additions();
        SqlConnection tx = command.transaction();
        return views.keep(tx, receipt)
                .flatMap(kept -> views.shown(tx, receipt.content().receiptNumber(), appended.document()))
                .flatMap(shown ->
                        lots.warnings(tx, named).map(warnings -> new Outcome(shown, appended.announced(), warnings)));
    }

    private static ReceiptContent content(Versioned<Receipt> receipt) {
        return ((Receipt.Existing) receipt.state()).content();
    }
}
