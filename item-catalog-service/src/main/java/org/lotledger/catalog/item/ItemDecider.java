package org.lotledger.catalog.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lotledger.catalog.item.ItemCommand.ClaimItem;
import org.lotledger.catalog.item.ItemCommand.CreateItem;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
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
            case ItemUsed used -> Optional.of(used.item());
        };
    }

    @Override
    public Decision<ItemEvent> decide(Optional<Item> item, ItemCommand command) {
        return switch (command) {
            case CreateItem create -> create(item, create);
            case ClaimItem claim ->
                item.map(known -> claim(known, claim))
                        .orElseGet(() -> Decision.refuse(
                                ItemRefusal.ITEM_UNKNOWN, "", "Item " + claim.itemCode() + " does not exist."));
        };
    }

    private static Decision<ItemEvent> create(Optional<Item> item, CreateItem create) {
        List<Violation> violations = new ArrayList<>();
        if (item.isPresent()) {
            violations.add(new Violation(
                    ItemRefusal.ALREADY_EXISTS, "/itemCode", "Item " + create.itemCode() + " exists already."));
        }
        if (create.gtinHolder() != null) {
            violations.add(new Violation(
                    ItemRefusal.GTIN_TAKEN,
                    "/gtin",
                    "GTIN " + create.gtin() + " is that of item " + create.gtinHolder() + "."));
        }
        if (create.lotTracked() && create.type() == ItemType.NON_INVENTORIED) {
            violations.add(new Violation(
                    ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                    "/lotTracked",
                    "Item " + create.itemCode() + " is " + create.type()
                            + ": only inventoried items can be tracked by lot."));
        }
        return violations.isEmpty() ? Decision.accept(new ItemCreated(itemOf(create))) : Decision.refuse(violations);
    }

    private static Item itemOf(CreateItem create) {
        return new Item(
                create.itemCode(),
                create.description(),
                create.type(),
                create.unit(),
                create.quantityScale(),
                create.gtin(),
                create.manufacturer(),
                create.lotTracked(),
                Objects.requireNonNullElse(create.perishable(), create.lotTracked()),
                create.shelfLifeDays(),
                create.minimumRemainingDays(),
                create.status(),
                List.of());
    }

    /** A pending item may be claimed: on which documents it may stand is for the claiming service to say. */
    private static Decision<ItemEvent> claim(Item item, ClaimItem claim) {
        String service = claim.service().wireName();
        return item.usedBy().contains(service)
                ? Decision.accept(List.of())
                : Decision.accept(new ItemUsed(service, item.usedAlsoBy(service)));
    }
}
