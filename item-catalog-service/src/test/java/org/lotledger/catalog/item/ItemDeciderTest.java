package org.lotledger.catalog.item;

import static org.lotledger.catalog.DeciderSpec.given;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.lotledger.events.Source;
import org.lotledger.eventsourcing.decider.Violation;

class ItemDeciderTest {
    private static final ItemDecider DECIDER = new ItemDecider();
    private static final Gtin GTIN = new Gtin("4012345123456");

    @Test
    void a_new_item_is_created_as_asked() {
        given(DECIDER)
                .when(new CreateItem(
                        new WantedItem(
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
                                ItemStatus.INACTIVE),
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

    @Nested
    class Editing {
        @Test
        void every_field_that_is_not_fixed_can_change_before_the_first_use() {
            Item edited = new Item(
                    "A",
                    "Another",
                    ItemType.INVENTORIED,
                    "KG",
                    3,
                    null,
                    "Müller",
                    true,
                    false,
                    30,
                    7,
                    ItemStatus.INACTIVE,
                    List.of());
            given(DECIDER, created())
                    .when(new EditItem(
                            new WantedItem(
                                    "A",
                                    "Another",
                                    ItemType.INVENTORIED,
                                    "KG",
                                    3,
                                    null,
                                    "Müller",
                                    true,
                                    false,
                                    30,
                                    7,
                                    ItemStatus.INACTIVE),
                            null))
                    .then(new ItemEdited(edited));
        }

        @Test
        void what_is_left_to_lot_tracking_follows_it() {
            given(DECIDER, created())
                    .when(new EditItem(wanted(ItemType.INVENTORIED, true, null), null))
                    .then(new ItemEdited(item(ItemType.INVENTORIED, true, true)));
        }

        @Test
        void an_item_that_already_is_as_wanted_does_not_change() {
            given(DECIDER, created())
                    .when(new EditItem(wanted(ItemType.INVENTORIED, false, false), null))
                    .thenNothing();
        }

        @Test
        void an_item_can_change_back() {
            given(DECIDER, created(), new ItemEdited(item(ItemType.INVENTORIED, true, true)))
                    .when(new EditItem(wanted(ItemType.INVENTORIED, false, false), null))
                    .then(new ItemEdited(item(ItemType.INVENTORIED, false, false)));
        }

        @Test
        void the_code_never_changes() {
            WantedItem other = new WantedItem(
                    "B",
                    "An item",
                    ItemType.INVENTORIED,
                    "EA",
                    0,
                    GTIN,
                    null,
                    false,
                    false,
                    null,
                    null,
                    ItemStatus.ACTIVE);
            given(DECIDER, created())
                    .when(new EditItem(other, null))
                    .thenRefused(new Violation(
                            ItemRefusal.FIELD_INVALID,
                            "/itemCode",
                            "The code of item A never changes: it cannot become B."));
        }

        @Test
        void the_type_never_changes() {
            given(DECIDER, created())
                    .when(new EditItem(wanted(ItemType.INVENTORIED_ASSEMBLY, false, false), null))
                    .thenRefused(new Violation(
                            ItemRefusal.TYPE_FIXED,
                            "/type",
                            "The type of item A never changes: it is INVENTORIED and cannot become"
                                    + " INVENTORIED_ASSEMBLY."));
        }

        @Test
        void a_gtin_that_another_item_has_is_refused_and_the_item_named() {
            given(DECIDER, created())
                    .when(new EditItem(wanted(ItemType.INVENTORIED, false, false), "B"))
                    .thenRefused(
                            new Violation(ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN 4012345123456 is that of item B."));
        }

        @Test
        void an_item_that_nobody_counts_stays_without_lots() {
            given(DECIDER, new ItemCreated(item(ItemType.NON_INVENTORIED, false, false)))
                    .when(new EditItem(wanted(ItemType.NON_INVENTORIED, true, null), null))
                    .thenRefused(new Violation(
                            ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                            "/lotTracked",
                            "Item A is NON_INVENTORIED: only inventoried items can be tracked by lot."));
        }

        @Test
        void lot_tracking_is_judged_by_the_type_that_the_item_has_not_by_the_one_it_is_to_get() {
            given(DECIDER, new ItemCreated(item(ItemType.NON_INVENTORIED, false, false)))
                    .when(new EditItem(wanted(ItemType.INVENTORIED, true, null), null))
                    .thenRefused(
                            new Violation(
                                    ItemRefusal.TYPE_FIXED,
                                    "/type",
                                    "The type of item A never changes: it is NON_INVENTORIED and cannot become"
                                            + " INVENTORIED."),
                            new Violation(
                                    ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                                    "/lotTracked",
                                    "Item A is NON_INVENTORIED: only inventoried items can be tracked by lot."));
        }

        @Test
        void what_documents_rely_on_is_sealed_by_use_and_each_field_is_named_with_who_uses_it() {
            given(DECIDER, created(), new ItemUsed("receiving", used("receiving", "item-catalog")))
                    .when(new EditItem(
                            new WantedItem(
                                    "A",
                                    "Another",
                                    ItemType.INVENTORIED,
                                    "KG",
                                    3,
                                    null,
                                    "Müller",
                                    true,
                                    null,
                                    30,
                                    7,
                                    ItemStatus.INACTIVE),
                            null))
                    .thenRefused(
                            inUse("unit", "EA", "KG"),
                            inUse("quantityScale", "0", "3"),
                            inUse("lotTracked", "false", "true"),
                            inUse("perishable", "false", "true"));
        }

        private static Violation inUse(String field, String is, String wanted) {
            return new Violation(
                    ItemRefusal.ITEM_IN_USE,
                    "/" + field,
                    "Item A is in use by receiving and item-catalog: its " + field + " is " + is + " and cannot become "
                            + wanted + " any more.");
        }

        @Test
        void what_documents_do_not_rely_on_can_change_in_use() {
            WantedItem wanted = new WantedItem(
                    "A",
                    "Another",
                    ItemType.INVENTORIED,
                    "EA",
                    0,
                    null,
                    "Müller",
                    false,
                    false,
                    30,
                    7,
                    ItemStatus.INACTIVE);
            given(DECIDER, created(), new ItemUsed("shipping", used("shipping")))
                    .when(new EditItem(wanted, null))
                    .then(new ItemEdited(new Item(
                            "A",
                            "Another",
                            ItemType.INVENTORIED,
                            "EA",
                            0,
                            null,
                            "Müller",
                            false,
                            false,
                            30,
                            7,
                            ItemStatus.INACTIVE,
                            List.of("shipping"))));
        }

        @Test
        void an_item_that_does_not_exist_cannot_be_edited() {
            given(DECIDER)
                    .when(new EditItem(wanted(ItemType.INVENTORIED, false, null), null))
                    .thenRefused(new Violation(ItemRefusal.ITEM_UNKNOWN, "", "Item A does not exist."));
        }
    }

    @Nested
    class Importing {
        @Test
        void an_item_that_is_new_is_created() {
            given(DECIDER)
                    .when(new ImportItem(wanted(ItemType.INVENTORIED, true, null), null))
                    .then(new ItemCreated(item(ItemType.INVENTORIED, true, true)));
        }

        @Test
        void an_item_that_is_new_is_refused_by_the_same_rules() {
            given(DECIDER)
                    .when(new ImportItem(wanted(ItemType.NON_INVENTORIED, true, null), "B"))
                    .thenRefused(
                            new Violation(ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN 4012345123456 is that of item B."),
                            new Violation(
                                    ItemRefusal.LOT_TRACKING_NOT_ALLOWED,
                                    "/lotTracked",
                                    "Item A is NON_INVENTORIED: only inventoried items can be tracked by lot."));
        }

        @Test
        void an_item_that_is_there_just_so_stays_whatever_a_file_does_not_say() {
            Item there = new Item(
                    "A",
                    "An item",
                    ItemType.INVENTORIED,
                    "EA",
                    0,
                    new Gtin("04012345123456"),
                    "Müller",
                    true,
                    true,
                    30,
                    7,
                    ItemStatus.INACTIVE,
                    List.of("receiving"));
            given(DECIDER, new ItemCreated(there))
                    .when(new ImportItem(wanted(ItemType.INVENTORIED, true, null), null))
                    .thenNothing();
        }

        @Test
        void an_item_that_is_there_otherwise_is_refused_and_every_difference_named() {
            WantedItem wanted = new WantedItem(
                    "A",
                    "Another",
                    ItemType.INVENTORIED_ASSEMBLY,
                    "KG",
                    3,
                    null,
                    null,
                    true,
                    null,
                    null,
                    null,
                    ItemStatus.ACTIVE);
            given(DECIDER, created())
                    .when(new ImportItem(wanted, null))
                    .thenRefused(new Violation(
                            ItemRefusal.ALREADY_EXISTS,
                            "/itemCode",
                            "Item A exists already and differs: description is An item, the file says Another; type is"
                                    + " INVENTORIED, the file says INVENTORIED_ASSEMBLY; unit is EA, the file says KG;"
                                    + " quantityScale is 0, the file says 3; lotTracked is false, the file says true;"
                                    + " perishable is false, the file says true; gtin is 04012345123456, the file says"
                                    + " none."));
        }

        @Test
        void an_item_that_is_there_otherwise_is_refused_for_all_reasons_at_once() {
            given(DECIDER, created())
                    .when(new ImportItem(wanted(ItemType.INVENTORIED, false, true), "B"))
                    .thenRefused(
                            new Violation(
                                    ItemRefusal.ALREADY_EXISTS,
                                    "/itemCode",
                                    "Item A exists already and differs: perishable is false, the file says true."),
                            new Violation(ItemRefusal.GTIN_TAKEN, "/gtin", "GTIN 4012345123456 is that of item B."));
        }
    }

    @Nested
    class Status {
        @ParameterizedTest
        @EnumSource(
                value = ItemStatus.class,
                names = {"PENDING", "INACTIVE"})
        void a_status_can_follow_any_other_also_in_use(ItemStatus status) {
            given(DECIDER, created(), new ItemUsed("receiving", used("receiving")))
                    .when(new SetItemStatus("A", status))
                    .then(new ItemStatusSet(item(ItemType.INVENTORIED, false, false, status, List.of("receiving"))));
        }

        @Test
        void a_status_can_change_back() {
            given(DECIDER, created(), new ItemStatusSet(pending(List.of())))
                    .when(new SetItemStatus("A", ItemStatus.ACTIVE))
                    .then(new ItemStatusSet(item(ItemType.INVENTORIED, false, false)));
        }

        @Test
        void the_status_that_an_item_has_changes_nothing() {
            given(DECIDER, created())
                    .when(new SetItemStatus("A", ItemStatus.ACTIVE))
                    .thenNothing();
        }

        @Test
        void an_item_that_does_not_exist_has_no_status() {
            given(DECIDER)
                    .when(new SetItemStatus("A", ItemStatus.ACTIVE))
                    .thenRefused(new Violation(ItemRefusal.ITEM_UNKNOWN, "", "Item A does not exist."));
        }
    }

    private static CreateItem create(ItemType type, boolean lotTracked, Boolean perishable, String gtinHolder) {
        return new CreateItem(wanted(type, lotTracked, perishable), gtinHolder);
    }

    private static WantedItem wanted(ItemType type, boolean lotTracked, Boolean perishable) {
        return new WantedItem(
                "A", "An item", type, "EA", 0, GTIN, null, lotTracked, perishable, null, null, ItemStatus.ACTIVE);
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
