package org.lotledger.receiving.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.receiving.adjustment.Adjustment;
import org.lotledger.receiving.adjustment.AdjustmentDecider;
import org.lotledger.receiving.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.NamedDocument.Kind;
import org.lotledger.receiving.receipt.Receipt;
import org.lotledger.receiving.receipt.ReceiptDecider;
import org.lotledger.receiving.receipt.ReceiptEvent.ArrivalTakenBack;
import org.lotledger.receiving.receipt.TakenBack;

/** Goods that came in and that the store had forgotten: the documents, the lots, and what still may come back of them. */
@ApplicationScoped
public class LostArrivals {
    private final LotRows lots;
    private final Removals removals;
    private final AssemblyOutputs outputs;
    private final OpeningBalances openings;
    private final ReceiptStreams receipts;
    private final ReceiptViews views;
    private final Adjustments adjustments;
    private final ExpirationCorrections corrections;

    public LostArrivals(
            LotRows lots,
            Removals removals,
            AssemblyOutputs outputs,
            OpeningBalances openings,
            ReceiptStreams receipts,
            ReceiptViews views,
            Adjustments adjustments,
            ExpirationCorrections corrections) {
        this.lots = lots;
        this.removals = removals;
        this.outputs = outputs;
        this.openings = openings;
        this.receipts = receipts;
        this.views = views;
        this.adjustments = adjustments;
        this.corrections = corrections;
    }

    /** Takes in again that something came with a receipt; a receipt that is pending here has come. */
    public Uni<Void> takeBackReceived(SqlConnection tx, LostAnnouncement<LotEvent> lost) {
        return receipts.load(tx, lost.event().fact().document().number())
                .flatMap(before -> receipts.takeBack(tx, before, arrival(before.state(), lost), lost))
                .call(after -> book(tx, lost.event()))
                .flatMap(after -> views.keep(tx, (Receipt.Existing) after.state()));
    }

    private static ArrivalTakenBack arrival(Receipt before, LostAnnouncement<LotEvent> lost) {
        ArrivalTakenBack nowhere = new ArrivalTakenBack(lost.event(), "");
        Receipt.Received after = (Receipt.Received) new ReceiptDecider().evolve(before, nowhere);
        return new ArrivalTakenBack(
                lost.event(), TakenBack.placeOf(after.content(), lost.event().fact()));
    }

    /** Takes in again that an adjustment raised a lot. */
    public Uni<Void> takeBackAdjusted(SqlConnection tx, LostAnnouncement<LotEvent> lost) {
        return adjustments
                .load(tx, lost.event().fact().document().number())
                .flatMap(before -> adjustments.takeBack(tx, before, posting(before.state(), lost), lost))
                .flatMap(after -> book(tx, lost.event()));
    }

    private static PostingTakenBack posting(Adjustment before, LostAnnouncement<LotEvent> lost) {
        PostingTakenBack nowhere = new PostingTakenBack(lost.event(), "");
        Adjustment.Posted after = (Adjustment.Posted) new AdjustmentDecider().evolve(before, nowhere);
        return new PostingTakenBack(
                lost.event(),
                org.lotledger.receiving.adjustment.TakenBack.placeOf(
                        after.content(), lost.event().fact()));
    }

    /** Takes in again that the date of a lot was corrected. */
    public Uni<Void> takeBackDate(SqlConnection tx, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        if (!(lost.event() instanceof LotAdjusted adjusted)
                || adjusted.reason() != AdjustmentReason.EXPIRATION_CORRECTED) {
            throw new IllegalStateException(fact.link().eventId() + " is not of a correction of a date");
        }
        return lots.read(tx, List.of(new LotRef(fact.itemCode(), fact.lotNumber())))
                .flatMap(known -> {
                    KnownLot lot = known.get(fact.lotId());
                    return corrections.takeBack(tx, lost, lot == null ? null : lot.expirationDate());
                });
    }

    private Uni<Void> book(SqlConnection tx, LotEvent event) {
        LotFact fact = event.fact();
        AdjustmentReason reason = event instanceof LotAdjusted adjusted ? adjusted.reason() : null;
        boolean opening = reason == AdjustmentReason.BEGINNING_BALANCE;
        Booked booked = new Booked(
                fact.lotId(),
                fact.expirationDate(),
                givesBack(reason) ? fact.quantityChange() : Quantity.ZERO,
                fact.link().eventId());
        return lots.book(tx, List.of(booked), !opening, fact.occurredAt(), fact.recordedAt())
                .flatMap(done -> effect(tx, reason, fact));
    }

    /** What of the lot was used before; what was only on its way between our places was not. */
    private static boolean givesBack(@Nullable AdjustmentReason reason) {
        return switch (reason) {
            case CUSTOMER_RETURN, ASSEMBLY_UNISSUE, COUNT, SHIPMENT_CORRECTION -> true;
            case null, default -> false;
        };
    }

    private Uni<Void> effect(SqlConnection tx, @Nullable AdjustmentReason reason, LotFact fact) {
        Map<UUID, Quantity> quantity = Map.of(fact.lotId(), fact.quantityChange());
        return switch (reason) {
            case CUSTOMER_RETURN, SHIPMENT_CORRECTION -> removals.takeBack(tx, named(fact, Kind.SHIPMENT), quantity);
            case TRANSFER_IN -> removals.takeBack(tx, named(fact, Kind.TRANSFER), quantity);
            case ASSEMBLY_UNISSUE -> removals.takeBack(tx, named(fact, Kind.ASSEMBLY), quantity);
            // The news that some of it had gone in may be here already.
            case ASSEMBLY_OUTPUT ->
                outputs.note(tx, named(fact, Kind.ASSEMBLY).number(), quantity)
                        .flatMap(noted -> outputs.settle(tx, List.of(fact.lotId())));
            case BEGINNING_BALANCE -> openings.open(tx, quantity, Objects.requireNonNull(fact.location()));
            case null, default -> Uni.createFrom().voidItem();
        };
    }

    private static NamedDocument named(LotFact fact, Kind kind) {
        String number = fact.references().get(kind.reference());
        if (number == null) {
            throw new IllegalStateException(fact.link().eventId() + " names no " + kind.reference());
        }
        return new NamedDocument(kind, number);
    }
}
