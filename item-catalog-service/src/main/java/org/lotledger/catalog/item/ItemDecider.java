package org.lotledger.catalog.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.ItemCommand.ClaimItem;
import org.lotledger.catalog.item.ItemCommand.CreateItem;
import org.lotledger.catalog.item.ItemCommand.EditItem;
import org.lotledger.catalog.item.ItemCommand.ImportItem;
import org.lotledger.catalog.item.ItemCommand.SetItemStatus;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemEdited;
import org.lotledger.catalog.item.ItemEvent.ItemStatusSet;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;

/** The rules of an item; the state is empty until it is created. */
public final class ItemDecider implements Decider<ItemCommand, Optional<Item>, ItemEvent> {

    @Override
    public Optional<Item> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Item> evolve(Optional<Item> item, ItemEvent event) {
        return switch (event) {
            case ItemCreated created -> Optional.of(created.item());
            case ItemEdited edited -> Optional.of(edited.item());
            case ItemStatusSet set -> Optional.of(set.item());
            case ItemUsed used -> Optional.of(used.item());
        };
    }

    @Override
    public Decision<ItemEvent> decide(Optional<Item> item, ItemCommand command) {
        return switch (command) {
            case CreateItem(var wanted, var gtinHolder) ->
                create(
                        wanted,
                        gtinHolder,
                        item.map(known -> alreadyExists(known, "")).stream().toList());
            case ImportItem(var wanted, var gtinHolder) ->
                item.map(known -> importAgain(known, wanted, gtinHolder))
                        .orElseGet(() -> create(wanted, gtinHolder, List.of()));
            case EditItem(var wanted, var gtinHolder) ->
                item.map(known -> edit(known, wanted, gtinHolder)).orElseGet(() -> unknown(wanted.itemCode()));
            case SetItemStatus(var itemCode, var status) ->
                item.map(known -> setStatus(known, status)).orElseGet(() -> unknown(itemCode));
            case ClaimItem claim -> item.map(known -> claim(known, claim)).orElseGet(() -> unknown(claim.itemCode()));
        };
    }

    private static Decision<ItemEvent> unknown(String itemCode) {
        return Decision.refuse(ItemRefusal.ITEM_UNKNOWN, "", "Item " + itemCode + " does not exist.");
    }

    private static Decision<ItemEvent> create(
            WantedItem wanted, @Nullable String gtinHolder, List<Violation> alreadyExists) {
        List<Violation> violations = new ArrayList<>(alreadyExists);
        gtinTaken(wanted, gtinHolder).ifPresent(violations::add);
        trackingNotAllowed(wanted, wanted.type()).ifPresent(violations::add);
        return violations.isEmpty()
                ? Decision.accept(new ItemCreated(wanted.usedBy(List.of())))
                : Decision.refuse(violations);
    }

    private static Violation alreadyExists(Item item, String how) {
        return new Violation(
                ItemRefusal.ALREADY_EXISTS, "/itemCode", "Item " + item.itemCode() + " exists already" + how + ".");
    }

    private static Decision<ItemEvent> importAgain(Item item, WantedItem wanted, @Nullable String gtinHolder) {
        List<ItemDifference> differences = ItemDifference.between(item, wanted.usedBy(item.usedBy()));
        if (differences.isEmpty()) {
            return Decision.accept(List.of());
        }
        String how = differences.stream()
                .map(each -> each.field() + " is " + each.is() + ", the file says " + each.wanted())
                .collect(Collectors.joining("; ", " and differs: ", ""));
        return create(wanted, gtinHolder, List.of(alreadyExists(item, how)));
    }

    private static Decision<ItemEvent> edit(Item item, WantedItem wanted, @Nullable String gtinHolder) {
        Item edited = wanted.usedBy(item.usedBy());
        List<Violation> violations = new ArrayList<>();
        if (!edited.itemCode().equals(item.itemCode())) {
            violations.add(new Violation(
                    ItemRefusal.FIELD_INVALID,
                    "/itemCode",
                    "The code of item " + item.itemCode() + " never changes: it cannot become " + edited.itemCode()
                            + "."));
        }
        if (edited.type() != item.type()) {
            violations.add(new Violation(
                    ItemRefusal.TYPE_FIXED,
                    "/type",
                    "The type of item " + item.itemCode() + " never changes: it is " + item.type()
                            + " and cannot become " + edited.type() + "."));
        }
        gtinTaken(wanted, gtinHolder).ifPresent(violations::add);
        trackingNotAllowed(wanted, item.type()).ifPresent(violations::add);
        violations.addAll(inUse(item, edited));
        if (!violations.isEmpty()) {
            return Decision.refuse(violations);
        }
        return edited.equals(item) ? Decision.accept(List.of()) : Decision.accept(new ItemEdited(edited));
    }

    private static Optional<Violation> gtinTaken(WantedItem wanted, @Nullable String gtinHolder) {
        return Optional.ofNullable(gtinHolder)
                .map(holder -> new Violation(
                        ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN " + wanted.gtin() + " is that of item " + holder + "."));
    }

    private static Optional<Violation> trackingNotAllowed(WantedItem wanted, ItemType type) {
        return wanted.lotTracked() && type == ItemType.NON_INVENTORIED
                ? Optional.of(new Violation(
                        ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                        "/lotTracked",
                        "Item " + wanted.itemCode() + " is " + type
                                + ": only inventoried items can be tracked by lot."))
                : Optional.empty();
    }

    private static List<Violation> inUse(Item item, Item edited) {
        return item.usedBy().isEmpty()
                ? List.of()
                : ItemDifference.between(item, edited).stream()
                        .filter(ItemDifference::isSealedByUse)
                        .map(each -> new Violation(
                                ItemRefusal.ITEM_IN_USE,
                                "/" + each.field(),
                                "Item " + item.itemCode() + " is in use by " + String.join(" and ", item.usedBy())
                                        + ": its " + each.field() + " is " + each.is() + " and cannot become "
                                        + each.wanted() + " any more."))
                        .toList();
    }

    /** Any status may follow any other: what documents make of it is for the services that keep them to say. */
    private static Decision<ItemEvent> setStatus(Item item, ItemStatus status) {
        return item.status() == status
                ? Decision.accept(List.of())
                : Decision.accept(new ItemStatusSet(item.withStatus(status)));
    }

    /** A pending item may be claimed: on which documents it may stand is for the claiming service to say. */
    private static Decision<ItemEvent> claim(Item item, ClaimItem claim) {
        String service = claim.service().wireName();
        return item.usedBy().contains(service)
                ? Decision.accept(List.of())
                : Decision.accept(new ItemUsed(service, item.usedAlsoBy(service)));
    }
}
