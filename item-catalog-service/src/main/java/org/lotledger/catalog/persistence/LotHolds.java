package org.lotledger.catalog.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldCommand;
import org.lotledger.catalog.hold.HoldCommand.HeldItem;
import org.lotledger.catalog.hold.HoldCommand.PlaceHold;
import org.lotledger.catalog.hold.HoldCommand.ReleaseHold;
import org.lotledger.catalog.hold.HoldContent;
import org.lotledger.catalog.hold.HoldDecider;
import org.lotledger.catalog.hold.HoldEvent;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.catalog.hold.HoldKind;
import org.lotledger.catalog.hold.LotHold;
import org.lotledger.catalog.hold.Release;
import org.lotledger.catalog.item.ItemCommand.ClaimItem;
import org.lotledger.catalog.messaging.HoldAnnouncements;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotFact;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;

/** The holds: commands on them, within the transaction of the command. */
@ApplicationScoped
public class LotHolds {
    private final EventStore store;
    private final Items items;
    private final Aggregate<HoldCommand, LotHold, HoldEvent> aggregate;

    public LotHolds(EventStore store, Items items, Aggregate<HoldCommand, LotHold, HoldEvent> aggregate) {
        this.store = store;
        this.items = items;
        this.aggregate = aggregate;
    }

    @Produces
    @Singleton
    static Aggregate<HoldCommand, LotHold, HoldEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>("lot-hold", new HoldDecider(), HoldEventCodec.of(json), HoldAnnouncements::of);
    }

    /** Makes the command once the facts are known. */
    public interface Placing {
        PlaceHold with(UUID holdId, @Nullable HeldItem item, Stamp stamp);
    }

    /**
     * Puts a lot of the item on hold, and seals the item by it. The item's row is locked first, as claims and edits
     * lock it; the lot's counter and then the item's follow, which is also the order of their keys.
     */
    public Uni<Appended<LotHold>> place(Command command, String itemCode, Placing placing) {
        return items.lock(command, itemCode).flatMap(item -> {
            UUID holdId = UUID.randomUUID();
            Stamp stamp = command.stamp(item.recordedAt());
            HeldItem held = item.document()
                    .state()
                    .map(known -> new HeldItem(known.lotTracked(), known.unit()))
                    .orElse(null);
            return store.execute(
                            command.transaction(),
                            aggregate,
                            holdId.toString(),
                            new Versioned<>(aggregate.decider().initial(), 0),
                            placing.with(holdId, held, stamp),
                            stamp,
                            command.traceParent())
                    .call(placed -> keepPlaced(command.transaction(), placed))
                    .call(placed -> items.decide(command, item, new ClaimItem(itemCode, Source.ITEM_CATALOG)));
        });
    }

    /**
     * A hold that nobody else changes before the transaction ends.
     *
     * @param placingEvent id of the public event that told others of it; empty when there is no hold
     */
    public record Locked(UUID holdId, Versioned<LotHold> document, String placingEvent) {}

    /** Makes those who release one hold wait for each other. */
    public Uni<Locked> lock(Command command, UUID holdId) {
        SqlConnection tx = command.transaction();
        return tx.preparedQuery("select placing_event from lot_hold where hold_id = $1 for update")
                .execute(Tuple.of(holdId))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0))
                .flatMap(placingEvent -> store.load(tx, aggregate, holdId.toString())
                        .map(document -> new Locked(holdId, document, placingEvent)));
    }

    public Uni<Appended<LotHold>> release(Command command, Locked hold, String reason) {
        Stamp stamp = command.stamp(
                hold.document().state() instanceof LotHold.Placed placed
                        ? placed.content().placedAt()
                        : null);
        return store.execute(
                        command.transaction(),
                        aggregate,
                        hold.holdId().toString(),
                        hold.document(),
                        new ReleaseHold(hold.holdId(), reason, hold.placingEvent(), stamp.recordedAt(), stamp.actor()),
                        stamp,
                        command.traceParent())
                .call(released -> keepReleased(command.transaction(), hold.holdId(), released));
    }

    /** Makes a hold, or its end, again that the store had lost; its public event tells all of it. */
    public Uni<Void> takeBack(SqlConnection tx, LostAnnouncement<?> lost, LotAdjusted adjusted) {
        LotFact fact = adjusted.fact();
        UUID holdId = UUID.fromString(fact.document().number());
        Stamp stamp = new Stamp(fact.recordedAt(), fact.actor());
        List<EventId> announced = List.of(EventId.parse(fact.link().eventId()).orElseThrow());
        return store.load(tx, aggregate, holdId.toString())
                .flatMap(before -> store.takeBack(
                        tx, aggregate, holdId.toString(), before, again(holdId, before.state(), adjusted), lost, stamp))
                .flatMap(after -> after.state() instanceof LotHold.Released
                        ? keepReleased(tx, holdId, new Appended<>(after, announced))
                        : keepPlaced(tx, new Appended<>(after, announced)));
    }

    private static HoldEvent again(UUID holdId, LotHold before, LotAdjusted adjusted) {
        LotFact fact = adjusted.fact();
        String reason = Objects.requireNonNullElse(fact.reasonText(), "");
        if (adjusted.reason() == AdjustmentReason.RELEASE && before instanceof LotHold.Placed placed) {
            return new HoldReleased(
                    placed.content(),
                    new Release(reason, fact.recordedAt(), fact.actor()),
                    Objects.requireNonNullElse(fact.corrects(), ""));
        }
        HoldKind kind = switch (adjusted.reason()) {
            case HOLD -> HoldKind.HOLD;
            case QUARANTINE -> HoldKind.QUARANTINE;
            case RECALL -> HoldKind.RECALL;
            default -> throw new IllegalStateException(fact.link().eventId() + " is not of a hold that is known here");
        };
        return new HoldPlaced(new HoldContent(
                holdId,
                fact.itemCode(),
                Objects.requireNonNull(fact.lotNumber()),
                fact.unit(),
                kind,
                reason,
                fact.references().get("notice"),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.actor()));
    }

    private static Uni<Void> keepPlaced(SqlConnection tx, Appended<LotHold> placed) {
        HoldContent hold = ((LotHold.Placed) placed.document().state()).content();
        return tx.preparedQuery("""
                        insert into lot_hold
                            (hold_id, item_code, lot_number, kind, reason, notice, occurred_at, placed_at, placed_by,
                             version, placing_event, event_id)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)""")
                .execute(Tuple.tuple()
                        .addUUID(hold.holdId())
                        .addString(hold.itemCode())
                        .addString(hold.lotNumber().value())
                        .addString(hold.kind().name())
                        .addString(hold.reason())
                        .addString(hold.notice())
                        .addOffsetDateTime(utc(hold.occurredAt()))
                        .addOffsetDateTime(utc(hold.placedAt()))
                        .addString(hold.placedBy())
                        .addLong(placed.document().version())
                        .addString(placed.announced().getLast().toString()))
                .replaceWithVoid();
    }

    private static Uni<Void> keepReleased(SqlConnection tx, UUID holdId, Appended<LotHold> released) {
        Release release = ((LotHold.Released) released.document().state()).release();
        return tx.preparedQuery("""
                        update lot_hold
                        set released_at = $2, released_by = $3, release_reason = $4, version = $5, event_id = $6
                        where hold_id = $1""")
                .execute(Tuple.tuple()
                        .addUUID(holdId)
                        .addOffsetDateTime(utc(release.releasedAt()))
                        .addString(release.releasedBy())
                        .addString(release.reason())
                        .addLong(released.document().version())
                        .addString(released.announced().getLast().toString()))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
