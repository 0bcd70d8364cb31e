package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.inbox.Positions;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.adjustment.Adjustment;
import org.lotledger.shipping.adjustment.AdjustmentContent;
import org.lotledger.shipping.adjustment.AdjustmentDecider;
import org.lotledger.shipping.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.shipping.persistence.StockRows.Held;
import org.lotledger.shipping.shipment.LotPick;
import org.lotledger.shipping.shipment.Shipment;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentDecider;
import org.lotledger.shipping.shipment.ShipmentEvent.DepartureTakenBack;
import org.lotledger.shipping.shipment.ShipmentEvent.LotsNamed;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.shipment.TakenBack;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.RecordedDocument;

/** Goods that left and that the store had forgotten: the documents, what is there of each lot, and what is reserved. */
@ApplicationScoped
public class LostDepartures {
    /** Who gives up reservations that there is no room for; every public event keeps the actor it has. */
    private static final String ACTOR = "shipping";

    private final LotRows lots;
    private final StockRows stock;
    private final Recordings recordings;
    private final ShipmentStore shipments;
    private final ShipmentViews views;
    private final Adjustments adjustments;

    public LostDepartures(
            LotRows lots,
            StockRows stock,
            Recordings recordings,
            ShipmentStore shipments,
            ShipmentViews views,
            Adjustments adjustments) {
        this.lots = lots;
        this.stock = stock;
        this.recordings = recordings;
        this.shipments = shipments;
        this.views = views;
        this.adjustments = adjustments;
    }

    /** Locks the lots of these facts, and all that their documents still reserve; answers how far each is with news. */
    public Uni<Map<String, Positions>> lock(SqlConnection tx, List<LotFact> facts) {
        Set<LotRef> named = new HashSet<>();
        facts.forEach(fact -> named.add(ref(fact)));
        return tx.preparedQuery("""
                        select distinct l.item_code, l.lot_number
                        from reservation r join lot l on l.lot_id = r.lot_id
                        where r.shipment_number = any ($1)""")
                .execute(Tuple.of((Object) facts.stream()
                        .map(fact -> fact.document().number())
                        .distinct()
                        .toArray(String[]::new)))
                .flatMap(reserved -> {
                    reserved.forEach(row -> named.add(LotRows.refOf(row)));
                    return lots.lockPositions(tx, named);
                });
    }

    /** Takes in again that something left with a shipment; a shipment that is pending here has left. */
    public Uni<Void> takeBackShipped(SqlConnection tx, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        String number = fact.document().number();
        return shipments
                .load(tx, number)
                .flatMap(before -> shipments
                        .takeBack(tx, before, departure(before.state(), lost), lost)
                        .call(after -> release(tx, number, before.state()))
                        .call(after -> take(tx, fact, contentOf(after).source().orElse(null)))
                        .flatMap(after -> views.keep(tx, (Shipment.Existing) after.state())));
    }

    private static DepartureTakenBack departure(Shipment before, LostAnnouncement<LotEvent> lost) {
        DepartureTakenBack nowhere = new DepartureTakenBack(lost.event(), "");
        Shipment.Shipped after = (Shipment.Shipped) new ShipmentDecider().evolve(before, nowhere);
        return new DepartureTakenBack(
                lost.event(), TakenBack.placeOf(after.content(), lost.event().fact()));
    }

    private Uni<Void> release(SqlConnection tx, String number, Shipment before) {
        return before instanceof Shipment.Pending(var content)
                ? stock.reserve(tx, number, List.of(), content.lotsNamed())
                : Uni.createFrom().voidItem();
    }

    /** Takes in again that an adjustment lowered a lot. */
    public Uni<Void> takeBackAdjusted(SqlConnection tx, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        return adjustments
                .load(tx, fact.document().number())
                .flatMap(before -> adjustments.takeBack(tx, before, posting(before.state(), lost), lost))
                .flatMap(after -> take(
                        tx,
                        fact,
                        AdjustmentContent.source(Adjustments.contentOf(after).type(), fact.references())
                                .orElse(null)));
    }

    private static PostingTakenBack posting(Adjustment before, LostAnnouncement<LotEvent> lost) {
        PostingTakenBack nowhere = new PostingTakenBack(lost.event(), "");
        Adjustment.Posted after = (Adjustment.Posted) new AdjustmentDecider().evolve(before, nowhere);
        return new PostingTakenBack(
                lost.event(),
                org.lotledger.shipping.adjustment.TakenBack.placeOf(
                        after.content(), lost.event().fact()));
    }

    private Uni<Void> take(SqlConnection tx, LotFact fact, RecordedDocument.@Nullable Name source) {
        List<Held> taken = List.of(new Held(
                Objects.requireNonNullElse(fact.document().line(), 1),
                ref(fact),
                Objects.requireNonNull(fact.location()),
                fact.quantityChange().negate()));
        return makeRoom(tx, fact)
                .flatMap(there -> stock.remove(tx, taken, fact.occurredAt(), fact.recordedAt()))
                .flatMap(removed ->
                        source == null ? Uni.createFrom().voidItem() : recordings.takeBack(tx, source, taken));
    }

    /** What has left is not there any more, whatever was reserved of it meanwhile: those reservations are given up. */
    private Uni<Void> makeRoom(SqlConnection tx, LotFact fact) {
        return tx.preparedQuery("""
                        select added - removed as on_hand, reserved from stock
                        where lot_id = $1 and location = $2""")
                .execute(Tuple.of(fact.lotId(), fact.location()))
                .flatMap(rows -> {
                    BigDecimal quantity = fact.quantityChange().negate().value();
                    Row row = rows.size() == 0 ? null : rows.iterator().next();
                    if (row == null || row.getBigDecimal("on_hand").compareTo(quantity) < 0) {
                        throw new IllegalStateException(fact.link().eventId() + " takes more of " + ref(fact) + " than "
                                + (row == null ? "0" : row.getBigDecimal("on_hand")) + " at " + fact.location());
                    }
                    return row.getBigDecimal("on_hand")
                                            .subtract(row.getBigDecimal("reserved"))
                                            .compareTo(quantity)
                                    >= 0
                            ? Uni.createFrom().voidItem()
                            : giveUpReservations(tx, fact);
                });
    }

    private Uni<Void> giveUpReservations(SqlConnection tx, LotFact fact) {
        return tx.preparedQuery("""
                        delete from reservation where lot_id = $1 and location = $2
                        returning shipment_number, line_number""")
                .execute(Tuple.of(fact.lotId(), fact.location()))
                .flatMap(rows -> {
                    List<Row> given = new ArrayList<>();
                    rows.forEach(given::add);
                    return Multi.createFrom()
                            .iterable(given)
                            .onItem()
                            .transformToUniAndConcatenate(row ->
                                    unname(tx, row.getString("shipment_number"), row.getInteger("line_number"), fact))
                            .collect()
                            .last()
                            .replaceWithVoid();
                });
    }

    private Uni<Void> unname(SqlConnection tx, String number, int lineNumber, LotFact fact) {
        return shipments.load(tx, number).flatMap(shipment -> {
            List<LotPick> kept = contentOf(shipment).lines().stream()
                    .filter(line -> line.lineNumber() == lineNumber)
                    .map(ShipmentLine::lots)
                    .flatMap(List::stream)
                    .filter(pick -> !(pick.lotNumber().equals(fact.lotNumber())
                            && pick.location().equals(fact.location())))
                    .toList();
            return shipments
                    .rename(tx, number, shipment, new LotsNamed(lineNumber, kept, fact.recordedAt()), ACTOR)
                    .flatMap(after ->
                            views.keep(tx, (Shipment.Existing) after.document().state()));
        });
    }

    private static LotRef ref(LotFact fact) {
        return new LotRef(fact.itemCode(), fact.lotNumber());
    }

    private static ShipmentContent contentOf(Versioned<Shipment> shipment) {
        return ((Shipment.Existing) shipment.state()).content();
    }
}
