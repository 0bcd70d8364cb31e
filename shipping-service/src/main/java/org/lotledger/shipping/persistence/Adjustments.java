package org.lotledger.shipping.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.Announcements;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.shipping.adjustment.Adjustment;
import org.lotledger.shipping.adjustment.AdjustmentCommand;
import org.lotledger.shipping.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.shipping.adjustment.AdjustmentContent;
import org.lotledger.shipping.adjustment.AdjustmentDecider;
import org.lotledger.shipping.adjustment.AdjustmentEvent;
import org.lotledger.shipping.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.shipping.messaging.AdjustmentAnnouncements;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.persistence.StockRows.Held;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;

/** The adjustments of this service: facts, decision, events and effects, in the caller's transaction. */
@ApplicationScoped
public class Adjustments {
    private final Aggregate<AdjustmentCommand, Adjustment, AdjustmentEvent> adjustments;
    private final EventStore store;
    private final Announcements announcements;
    private final CatalogCopies catalog;
    private final StockFacts facts;
    private final StockRows stock;
    private final Recordings recordings;
    private final Pool pool;

    public Adjustments(
            EventStore store,
            Announcements announcements,
            CatalogCopies catalog,
            StockFacts facts,
            StockRows stock,
            Recordings recordings,
            Pool pool,
            Aggregate<AdjustmentCommand, Adjustment, AdjustmentEvent> adjustments) {
        this.adjustments = adjustments;
        this.store = store;
        this.announcements = announcements;
        this.catalog = catalog;
        this.facts = facts;
        this.stock = stock;
        this.recordings = recordings;
        this.pool = pool;
    }

    @Produces
    @Singleton
    static Aggregate<AdjustmentCommand, Adjustment, AdjustmentEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>(
                "adjustment",
                new AdjustmentDecider(),
                new JsonEventCodec<>(
                        LotEventText.with(json),
                        Map.of(
                                "adjustment-posted.v1",
                                AdjustmentEvent.AdjustmentPosted.class,
                                "adjustment-taken-back.v1",
                                AdjustmentEvent.PostingTakenBack.class)),
                AdjustmentAnnouncements::of);
    }

    /** An adjustment with the public events it made, by their place in the document. */
    public record Shown(AdjustmentContent adjustment, long version, Map<String, String> eventIds) {}

    /** What a command made. */
    public record Outcome(Shown shown, List<EventId> announced) {}

    /** A number for an adjustment that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('adjustment_number')")
                .execute()
                .map(rows -> "SA-" + rows.iterator().next().getLong(0))
                .flatMap(number -> store.load(tx, adjustments, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** Books an adjustment. */
    public Uni<Outcome> post(
            Command command, String adjustmentNumber, Needs needs, Function<Facts, PostAdjustment> posting) {
        return facts.lock(command, needs)
                .flatMap(known -> store.load(command.transaction(), adjustments, adjustmentNumber)
                        .flatMap(none -> store.execute(
                                command.transaction(),
                                adjustments,
                                adjustmentNumber,
                                none,
                                posting.apply(known),
                                command.stamp(
                                        known.moment().recordedAt(known.lots().values())),
                                command.traceParent())))
                .call(appended -> remove(command, contentOf(appended.document()), needs))
                .call(appended -> catalog.claimFirstUses(command, needs.itemCodes()))
                .flatMap(appended -> saved(command, adjustmentNumber, appended));
    }

    private Uni<Void> remove(Command command, AdjustmentContent content, Needs needs) {
        List<Held> taken = new ArrayList<>();
        for (AdjustmentContent.Line line : content.lines()) {
            if (!line.lotTracked()) {
                LotRef lot = new LotRef(line.itemCode(), null);
                taken.add(new Held(line.lineNumber(), lot, content.location(), line.quantity()));
            }
            for (AdjustmentContent.Lot entry : line.lots()) {
                LotRef lot = new LotRef(line.itemCode(), entry.lotNumber());
                taken.add(new Held(line.lineNumber(), lot, content.location(), entry.quantity()));
            }
        }
        return stock.remove(command.transaction(), taken, content.occurredAt(), content.recordedAt())
                .flatMap(removed -> needs.source() == null
                        ? Uni.createFrom().voidItem()
                        : recordings.takeBack(command.transaction(), needs.source(), taken));
    }

    private Uni<Outcome> saved(Command command, String adjustmentNumber, Appended<Adjustment> appended) {
        return command.transaction()
                .preparedQuery("insert into adjustment (adjustment_number) values ($1)")
                .execute(Tuple.of(adjustmentNumber))
                .flatMap(saved -> show(command.transaction(), Map.of(adjustmentNumber, appended.document())))
                .map(shown -> new Outcome(shown.getFirst(), appended.announced()));
    }

    Uni<Versioned<Adjustment>> load(SqlConnection tx, String adjustmentNumber) {
        return store.load(tx, adjustments, adjustmentNumber);
    }

    /** Appends what a lost public event says, and keeps that event again; the adjustment is found again, too. */
    Uni<Versioned<Adjustment>> takeBack(
            SqlConnection tx, Versioned<Adjustment> before, PostingTakenBack event, LostAnnouncement<LotEvent> lost) {
        LotFact fact = lost.event().fact();
        String number = fact.document().number();
        Stamp stamp = new Stamp(fact.recordedAt(), fact.actor());
        return store.takeBack(tx, adjustments, number, before, event, lost, stamp)
                .call(after -> tx.preparedQuery(
                                "insert into adjustment (adjustment_number) values ($1) on conflict do nothing")
                        .execute(Tuple.of(number)));
    }

    /** One adjustment; null when there is none. */
    public Uni<@Nullable Shown> find(String adjustmentNumber) {
        return store.load(pool, adjustments, adjustmentNumber)
                .flatMap(adjustment -> adjustment.exists()
                        ? show(pool, Map.of(adjustmentNumber, adjustment)).map(List::getFirst)
                        : Uni.createFrom().nullItem());
    }

    /** A place in the list, newest first, and the adjustment there. */
    public record Listed(long position, Shown shown) {}

    /** The adjustments before a place in the list, newest first. */
    public Uni<List<Listed>> list(long beforePosition, int limit) {
        return pool.preparedQuery("""
                        select adjustment_number, position from adjustment
                        where position < $1
                        order by position desc
                        limit $2""").execute(Tuple.of(beforePosition, limit)).flatMap(rows -> {
            Map<String, Long> positions = new LinkedHashMap<>();
            rows.forEach(row -> positions.put(row.getString("adjustment_number"), row.getLong("position")));
            return store.loadAll(pool, adjustments, positions.keySet())
                    .flatMap(found -> show(pool, found))
                    .map(shown -> shown.stream()
                            .map(one -> new Listed(
                                    positions.getOrDefault(one.adjustment().adjustmentNumber(), 0L), one))
                            .toList());
        });
    }

    private Uni<List<Shown>> show(SqlClient client, Map<String, Versioned<Adjustment>> found) {
        return announcements
                .idsByPlace(
                        client, found.keySet().stream().map(adjustments::stream).toList())
                .map(ids -> found.entrySet().stream()
                        .map(entry -> new Shown(
                                contentOf(entry.getValue()),
                                entry.getValue().version(),
                                ids.getOrDefault(adjustments.stream(entry.getKey()), Map.of())))
                        .toList());
    }

    static AdjustmentContent contentOf(Versioned<Adjustment> adjustment) {
        return switch (adjustment.state()) {
            case Adjustment.Posted(var content) -> content;
            case Adjustment.None none -> throw new IllegalStateException("an adjustment that exists has content");
        };
    }
}
