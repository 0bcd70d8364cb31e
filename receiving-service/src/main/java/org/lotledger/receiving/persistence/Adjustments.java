package org.lotledger.receiving.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.Quantity;
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
import org.lotledger.receiving.adjustment.Adjustment;
import org.lotledger.receiving.adjustment.AdjustmentCommand;
import org.lotledger.receiving.adjustment.AdjustmentCommand.PostAdjustment;
import org.lotledger.receiving.adjustment.AdjustmentContent;
import org.lotledger.receiving.adjustment.AdjustmentDecider;
import org.lotledger.receiving.adjustment.AdjustmentEvent;
import org.lotledger.receiving.adjustment.AdjustmentEvent.PostingTakenBack;
import org.lotledger.receiving.adjustment.AdjustmentType;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.lot.NamedDocument;
import org.lotledger.receiving.lot.Warning;
import org.lotledger.receiving.messaging.AdjustmentAnnouncements;

/** The adjustments of this service: facts, decision, events and effects, in the caller's transaction. */
@ApplicationScoped
public class Adjustments {
    private final Aggregate<AdjustmentCommand, Adjustment, AdjustmentEvent> adjustments;
    private final EventStore store;
    private final Announcements announcements;
    private final CatalogCopies catalog;
    private final LotRows lotRows;
    private final Removals removals;
    private final OpeningBalances openings;
    private final LotKnowledge lots;
    private final Moments moments;
    private final Pool pool;

    public Adjustments(
            EventStore store,
            Announcements announcements,
            CatalogCopies catalog,
            LotRows lotRows,
            Removals removals,
            OpeningBalances openings,
            LotKnowledge lots,
            Moments moments,
            Pool pool,
            Aggregate<AdjustmentCommand, Adjustment, AdjustmentEvent> adjustments) {
        this.adjustments = adjustments;
        this.store = store;
        this.announcements = announcements;
        this.catalog = catalog;
        this.lotRows = lotRows;
        this.removals = removals;
        this.openings = openings;
        this.lots = lots;
        this.moments = moments;
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

    /** The facts that the decision about an adjustment needs. */
    public record Facts(Catalog catalog, LotFacts lots, Map<UUID, Quantity> opened, Moment moment) {}

    /** Makes the command once the facts are known. */
    public interface Posting {
        PostAdjustment with(String adjustmentNumber, Facts facts);
    }

    /** A number for an adjustment that came without one. */
    public Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('adjustment_number')")
                .execute()
                .map(rows -> "A-" + rows.iterator().next().getLong(0))
                .flatMap(number -> store.load(tx, adjustments, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** What the catalog knows of these; what is unknown here is asked for first. */
    public Uni<Catalog> catalog(Command command, Collection<String> itemCodes, String location) {
        return catalog.require(command, itemCodes, List.of(location));
    }

    /** Locks these lots and gathers what is known of them, and of the document that is named. */
    public Uni<Facts> lockFacts(
            Command command,
            Catalog known,
            Collection<LotRef> named,
            String location,
            Optional<NamedDocument> document) {
        return lots.lock(command.transaction(), named, document.stream().toList())
                .flatMap(facts -> openings.at(command.transaction(), named, location)
                        .map(opened -> new Facts(known, facts, opened, moments.of(command))));
    }

    /** Books an adjustment on the facts that were gathered under lock. */
    public Uni<Outcome> post(Command command, String adjustmentNumber, Facts facts, Posting posting) {
        PostAdjustment post = posting.with(adjustmentNumber, facts);
        return store.load(command.transaction(), adjustments, adjustmentNumber)
                .flatMap(none -> store.execute(
                        command.transaction(),
                        adjustments,
                        adjustmentNumber,
                        none,
                        post,
                        command.stamp(facts.moment().recordedAt(facts.lots())),
                        command.traceParent()))
                .call(appended -> book(command.transaction(), appended))
                .call(appended -> catalog.claimFirstUses(
                        command,
                        contentOf(appended.document()).lines().stream()
                                .map(AdjustmentContent.Line::itemCode)
                                .toList()))
                .flatMap(appended -> saved(command, adjustmentNumber, appended));
    }

    private Uni<Void> book(SqlConnection tx, Appended<Adjustment> appended) {
        AdjustmentContent content = contentOf(appended.document());
        boolean opening = content.type() == AdjustmentType.BEGINNING_BALANCE;
        Map<UUID, Quantity> added = Booked.quantities(content.additions());
        return lotRows.book(
                        tx,
                        Booked.perLot(content.additions(), content.gaveBack(), appended.announced()),
                        !opening,
                        content.occurredAt(),
                        content.recordedAt())
                .flatMap(booked ->
                        opening ? openings.open(tx, added, content.location()) : takeBack(tx, content, added));
    }

    private Uni<Void> takeBack(SqlConnection tx, AdjustmentContent content, Map<UUID, Quantity> added) {
        return content.cameFrom()
                .map(shipment -> removals.takeBack(tx, shipment, added))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** What is odd about an adjustment, though nothing forbids it. */
    public Uni<List<Warning>> warnings(Command command, AdjustmentContent content) {
        return lots.warnings(command.transaction(), content.additions());
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

    private static AdjustmentContent contentOf(Versioned<Adjustment> adjustment) {
        return switch (adjustment.state()) {
            case Adjustment.Posted(var content) -> content;
            case Adjustment.None none -> throw new IllegalStateException("an adjustment that exists has content");
        };
    }
}
