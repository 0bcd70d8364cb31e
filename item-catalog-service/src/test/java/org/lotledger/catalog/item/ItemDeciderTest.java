package org.lotledger.catalog.item;

import static org.lotledger.catalog.DeciderSpec.given;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.catalog.item.ItemCommand.ClaimItem;
import org.lotledger.catalog.item.ItemCommand.CreateItem;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.decider.Violation;

class ItemDeciderTest {
    private static final ItemDecider DECIDER = new ItemDecider();
    private static final Gtin GTIN = new Gtin("4012345123456");

    @Test
    void a_new_item_is_created_as_asked() {
        given(DECIDER)
                .when(new CreateItem(
                        "GAUZE-10",
                        "Gauze",
                        ItemType.INVENTORIED,
                        "EA",
                        2,
                        GTIN,
                        "Müller",
                        true,
                        true,
                        1825,
                        90,
                        ItemStatus.INACTIVE,
                        null))
                .then(new ItemCreated(new Item(
                        "GAUZE-10",
                        "Gauze",
                        ItemType.INVENTORIED,
                        "EA",
                        2,
                        GTIN,
                        "Müller",
                        true,
                        true,
                        1825,
                        90,
                        ItemStatus.INACTIVE,
                        List.of())));
    }

    @Test
    void a_code_that_exists_is_refused() {
        given(DECIDER, created())
                .when(create(ItemType.INVENTORIED, false, null, null))
                .thenRefused(new Violation(ItemRefusal.ALREADY_EXISTS, "/itemCode", "Item A exists already."));
    }

    @Test
    void a_gtin_that_another_item_has_is_refused_and_the_item_named() {
        given(DECIDER)
                .when(create(ItemType.INVENTORIED, false, null, "B"))
                .thenRefused(new Violation(ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN 4012345123456 is that of item B."));
    }

    @Test
    void an_item_that_nobody_counts_cannot_be_tracked_by_lot() {
        given(DECIDER)
                .when(create(ItemType.NON_INVENTORIED, true, null, null))
                .thenRefused(new Violation(
                        ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                        "/lotTracked",
                        "Item A is NON_INVENTORIED: only inventoried items can be tracked by lot."));
    }

    @Test
    void all_reasons_are_given_at_once() {
        given(DECIDER, created())
                .when(create(ItemType.NON_INVENTORIED, true, null, "B"))
                .thenRefused(
                        new Violation(ItemRefusal.ALREADY_EXISTS, "/itemCode", "Item A exists already."),
                        new Violation(ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN 4012345123456 is that of item B."),
                        new Violation(
                                ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                                "/lotTracked",
                                "Item A is NON_INVENTORIED: only inventoried items can be tracked by lot."));
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemType.class,
            names = {"INVENTORIED", "INVENTORIED_ASSEMBLY"})
    void both_inventoried_types_can_be_tracked_by_lot_and_then_are_perishable(ItemType type) {
        given(DECIDER).when(create(type, true, null, null)).then(new ItemCreated(item(type, true, true)));
    }

    @Test
    void an_item_that_nobody_counts_can_be_created_without_lots() {
        given(DECIDER)
                .when(create(ItemType.NON_INVENTORIED, false, null, null))
                .then(new ItemCreated(item(ItemType.NON_INVENTORIED, false, false)));
    }

    @Test
    void an_item_tracked_by_lot_is_not_perishable_when_the_caller_says_so() {
        given(DECIDER)
                .when(create(ItemType.INVENTORIED, true, false, null))
                .then(new ItemCreated(item(ItemType.INVENTORIED, true, false)));
    }

    @Test
    void an_item_not_tracked_by_lot_is_perishable_when_the_caller_says_so() {
        given(DECIDER)
                .when(create(ItemType.INVENTORIED, false, true, null))
                .then(new ItemCreated(item(ItemType.INVENTORIED, false, true)));
    }

    @Test
    void an_item_not_tracked_by_lot_is_not_perishable_by_itself() {
        given(DECIDER)
                .when(create(ItemType.INVENTORIED, false, null, null))
                .then(new ItemCreated(item(ItemType.INVENTORIED, false, false)));
    }

    @Test
    void the_first_claim_of_a_service_is_noted() {
        given(DECIDER, created())
                .when(new ClaimItem("A", Source.RECEIVING))
                .then(new ItemUsed("receiving", used("receiving")));
    }

    @Test
    void the_first_claim_of_another_service_is_noted_too() {
        given(DECIDER, created(), new ItemUsed("receiving", used("receiving")))
                .when(new ClaimItem("A", Source.SHIPPING))
                .then(new ItemUsed("shipping", used("receiving", "shipping")));
    }

    @Test
    void a_second_claim_of_a_service_changes_nothing() {
        given(DECIDER, created(), new ItemUsed("receiving", used("receiving")))
                .when(new ClaimItem("A", Source.RECEIVING))
                .thenNothing();
    }

    @Test
    void a_pending_item_can_be_claimed() {
        Item pending = pending(List.of());
        given(DECIDER, new ItemCreated(pending))
                .when(new ClaimItem("A", Source.RECEIVING))
                .then(new ItemUsed("receiving", pending(List.of("receiving"))));
    }

    @Test
    void an_item_that_does_not_exist_cannot_be_claimed() {
        given(DECIDER)
                .when(new ClaimItem("A", Source.RECEIVING))
                .thenRefused(new Violation(ItemRefusal.ITEM_UNKNOWN, "", "Item A does not exist."));
    }

    private static CreateItem create(ItemType type, boolean lotTracked, Boolean perishable, String gtinHolder) {
        return new CreateItem(
                "A",
                "An item",
                type,
                "EA",
                0,
                GTIN,
                null,
                lotTracked,
                perishable,
                null,
                null,
                ItemStatus.ACTIVE,
                gtinHolder);
    }

    private static ItemCreated created() {
        return new ItemCreated(item(ItemType.INVENTORIED, false, false));
    }

    private static Item item(ItemType type, boolean lotTracked, boolean perishable) {
        return item(type, lotTracked, perishable, ItemStatus.ACTIVE, List.of());
    }

    private static Item used(String... services) {
        return item(ItemType.INVENTORIED, false, false, ItemStatus.ACTIVE, List.of(services));
    }

    private static Item pending(List<String> usedBy) {
        return item(ItemType.INVENTORIED, false, false, ItemStatus.PENDING, usedBy);
    }

    private static Item item(
            ItemType type, boolean lotTracked, boolean perishable, ItemStatus status, List<String> usedBy) {
        return new Item("A", "An item", type, "EA", 0, GTIN, null, lotTracked, perishable, null, null, status, usedBy);
    }
}
