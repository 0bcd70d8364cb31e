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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.item.ItemCommand;
import org.lotledger.catalog.item.ItemDecider;
import org.lotledger.catalog.item.ItemEvent;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemEdited;
import org.lotledger.catalog.messaging.ItemAnnouncements;
import org.lotledger.events.ItemChanged;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.eventsourcing.store.Versioned;
import org.lotledger.eventsourcing.store.WrongExpectedVersion;

/** The items: commands on them, within the transaction of the command. */
@ApplicationScoped
public class Items {
    private final EventStore store;
    private final Aggregate<ItemCommand, Optional<Item>, ItemEvent> aggregate;

    public Items(EventStore store, Aggregate<ItemCommand, Optional<Item>, ItemEvent> aggregate) {
        this.store = store;
        this.aggregate = aggregate;
    }

    @Produces
    @Singleton
    static Aggregate<ItemCommand, Optional<Item>, ItemEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>("item", new ItemDecider(), ItemEventCodec.of(json), ItemAnnouncements::of);
    }

    /**
     * Takes the GTIN for the item, or tells who has it. Whoever asks for a GTIN that another transaction is taking waits
     * for the end of that one. To be asked with the item locked: who holds an item may wait for a GTIN, never the other
     * way round.
     *
     * @return the other item that has it; null when it is free or the item's own, or when there is no GTIN
     */
    public Uni<@Nullable String> gtinHolder(Command command, @Nullable Gtin gtin, String itemCode) {
        if (gtin == null) {
            return Uni.createFrom().nullItem();
        }
        SqlConnection tx = command.transaction();
        return tx.preparedQuery("""
                        insert into item_gtin (gtin14, item_code)
                        values ($1, $2)
                        on conflict do nothing""")
                .execute(Tuple.of(gtin.fourteenDigits(), itemCode))
                .flatMap(
                        taken -> taken.rowCount() == 1 ? Uni.createFrom().nullItem() : otherHolder(tx, gtin, itemCode));
    }

    private Uni<@Nullable String> otherHolder(SqlConnection tx, Gtin gtin, String itemCode) {
        return tx.preparedQuery("select item_code from item_gtin where gtin14 = $1")
                .execute(Tuple.of(gtin.fourteenDigits()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        // Given free between the two statements: the command is decided anew.
                        throw new WrongExpectedVersion(aggregate.stream(itemCode), 0);
                    }
                    String holder = rows.iterator().next().getString(0);
                    return holder.equals(itemCode) ? null : holder;
                });
    }

    /**
     * An item that nobody else changes before the transaction ends.
     *
     * @param recordedAt when its last event was written down; null when there is no item
     */
    public record Locked(
            String itemCode,
            Versioned<Optional<Item>> document,
            @Nullable Instant recordedAt) {}

    /** Makes those who change one item wait for each other, rather than decide in vain. */
    public Uni<Locked> lock(Command command, String itemCode) {
        SqlConnection tx = command.transaction();
        return tx.preparedQuery("select recorded_at from item where item_code = $1 for update")
                .execute(Tuple.of(itemCode))
                .map(rows -> rows.size() == 0
                        ? null
                        : rows.iterator().next().getOffsetDateTime(0).toInstant())
                .flatMap(recordedAt -> store.load(tx, aggregate, itemCode).map(document -> {
                    if (recordedAt == null && document.exists()) {
                        // Created between the two statements, so not locked: the command is decided anew.
                        throw new WrongExpectedVersion(aggregate.stream(itemCode), 0);
                    }
                    return new Locked(itemCode, document, recordedAt);
                }));
    }

    /** Decides on the item as it was locked, and keeps what came of it. */
    public Uni<Appended<Optional<Item>>> decide(Command command, Locked item, ItemCommand decided) {
        SqlConnection tx = command.transaction();
        Stamp stamp = command.stamp(item.recordedAt());
        return store.execute(tx, aggregate, item.itemCode(), item.document(), decided, stamp, command.traceParent())
                .call(appended -> appended.announced().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : keep(tx, appended.document(), stamp)
                                .flatMap(kept -> freeGtin(tx, item.document(), appended.document())));
    }

    /** Makes an item again what a public event that the store had lost says it was: each carries the whole item. */
    public Uni<Void> takeBack(SqlConnection tx, LostAnnouncement<?> lost, ItemChanged changed) {
        Item item = new Item(
                changed.itemCode(),
                changed.description(),
                changed.itemType(),
                changed.unit(),
                changed.quantityScale(),
                changed.gtin() == null ? null : new Gtin(changed.gtin()),
                changed.manufacturer(),
                changed.lotTracked(),
                changed.perishable(),
                changed.shelfLifeDays(),
                changed.minimumRemainingDays(),
                changed.status(),
                changed.usedBy());
        Stamp stamp = new Stamp(changed.recordedAt(), changed.actor());
        return tx.preparedQuery("select from item where item_code = $1 for update")
                .execute(Tuple.of(item.itemCode()))
                .flatMap(locked -> store.load(tx, aggregate, item.itemCode()))
                .flatMap(before -> store.takeBack(
                                tx,
                                aggregate,
                                item.itemCode(),
                                before,
                                before.exists() ? new ItemEdited(item) : new ItemCreated(item),
                                lost,
                                stamp)
                        .flatMap(after -> keep(tx, after, stamp)
                                .flatMap(kept -> moveGtin(tx, item.itemCode(), gtinOf(before), gtinOf(after)))));
    }

    /**
     * Gives the item the GTIN that it has now. Items are taken back in one by one: another may still be in the state in
     * which it had that number, or be in a later one in which it has ours.
     */
    private static Uni<Void> moveGtin(
            SqlConnection tx, String itemCode, @Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after)) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("delete from item_gtin where item_code = $1")
                .execute(Tuple.of(itemCode))
                .flatMap(freed -> tx.preparedQuery("""
                                insert into item_gtin (gtin14, item_code)
                                select $1, item_code from item where lpad(gtin, 14, '0') = $1
                                order by item_code
                                limit 1
                                on conflict do nothing""").execute(Tuple.of(before)))
                .flatMap(given -> tx.preparedQuery("""
                                insert into item_gtin (gtin14, item_code)
                                select $1, $2 where $1::text is not null
                                on conflict (gtin14) do update set item_code = excluded.item_code""").execute(Tuple.of(after, itemCode)))
                .replaceWithVoid();
    }

    /** The GTIN that the item had before can be given to another. */
    private static Uni<Void> freeGtin(
            SqlConnection tx, Versioned<Optional<Item>> before, Versioned<Optional<Item>> after) {
        String gtinBefore = gtinOf(before);
        return gtinBefore == null || gtinBefore.equals(gtinOf(after))
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("delete from item_gtin where gtin14 = $1")
                        .execute(Tuple.of(gtinBefore))
                        .replaceWithVoid();
    }

    private static @Nullable String gtinOf(Versioned<Optional<Item>> document) {
        return document.state().map(Item::gtin).map(Gtin::fourteenDigits).orElse(null);
    }

    private static Uni<Void> keep(SqlConnection tx, Versioned<Optional<Item>> document, Stamp stamp) {
        Item item = document.state().orElseThrow();
        Gtin gtin = item.gtin();
        return tx.preparedQuery("""
                        insert into item
                            (item_code, description, type, unit, quantity_scale, gtin, manufacturer, lot_tracked,
                             perishable, shelf_life_days, minimum_remaining_days, status, used_by, version, recorded_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                        on conflict (item_code) do update
                        set description = excluded.description, type = excluded.type, unit = excluded.unit,
                            quantity_scale = excluded.quantity_scale, gtin = excluded.gtin,
                            manufacturer = excluded.manufacturer, lot_tracked = excluded.lot_tracked,
                            perishable = excluded.perishable, shelf_life_days = excluded.shelf_life_days,
                            minimum_remaining_days = excluded.minimum_remaining_days, status = excluded.status,
                            used_by = excluded.used_by, version = excluded.version,
                            recorded_at = excluded.recorded_at""")
                .execute(Tuple.tuple()
                        .addString(item.itemCode())
                        .addString(item.description())
                        .addString(item.type().name())
                        .addString(item.unit())
                        .addInteger(item.quantityScale())
                        .addString(gtin == null ? null : gtin.digits())
                        .addString(item.manufacturer())
                        .addBoolean(item.lotTracked())
                        .addBoolean(item.perishable())
                        .addInteger(item.shelfLifeDays())
                        .addInteger(item.minimumRemainingDays())
                        .addString(item.status().name())
                        .addArrayOfString(item.usedBy().toArray(String[]::new))
                        .addLong(document.version())
                        .addOffsetDateTime(OffsetDateTime.ofInstant(stamp.recordedAt(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
