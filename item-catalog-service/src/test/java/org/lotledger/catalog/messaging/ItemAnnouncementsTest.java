package org.lotledger.catalog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.catalog.item.Item;
import org.lotledger.catalog.item.ItemEvent.ItemCreated;
import org.lotledger.catalog.item.ItemEvent.ItemEdited;
import org.lotledger.catalog.item.ItemEvent.ItemStatusSet;
import org.lotledger.catalog.item.ItemEvent.ItemUsed;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

class ItemAnnouncementsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void an_item_is_announced_as_the_contract_shows_it_without_what_it_has_not() {
        Item item = new Item(
                "GAUZE-10",
                "Gauze 10 × 10 cm",
                ItemType.INVENTORIED,
                "EA",
                2,
                null,
                null,
                true,
                true,
                null,
                null,
                ItemStatus.ACTIVE,
                List.of());
        List<Draft> drafts =
                ItemAnnouncements.of(new ItemCreated(item), new Stamp(Instant.parse("2026-11-01T05:00:00Z"), "dora"));

        assertThat(drafts).singleElement().satisfies(draft -> {
            assertThat(draft.topic()).isEqualTo("catalog-events");
            assertThat(draft.key()).isEqualTo("item:GAUZE-10");
            assertThat(draft.type()).isEqualTo("ItemChanged.v1");
            assertThat(JSON.readTree(draft.body().bytes("item-catalog.item:GAUZE-10.1", null)))
                    .isEqualTo(golden("minimal"));
        });
    }

    @Test
    void an_item_is_announced_as_the_contract_shows_it_with_everything() {
        Item item = new Item(
                "GAUZE-10",
                "Gauze 10 × 10 cm\nsterile",
                ItemType.INVENTORIED,
                "EA",
                2,
                new Gtin("4012345123456"),
                "Müller & Söhne",
                true,
                true,
                1825,
                90,
                ItemStatus.INACTIVE,
                List.of("receiving", "shipping"));
        List<Draft> drafts = ItemAnnouncements.of(
                new ItemUsed("shipping", item), new Stamp(Instant.parse("2026-11-01T05:10:00.000250Z"), "dora"));

        assertThat(drafts)
                .singleElement()
                .satisfies(draft -> assertThat(JSON.readTree(draft.body()
                                .bytes(
                                        "item-catalog.item:GAUZE-10.2",
                                        "a00ff14e7aa252127744390b158ee3ee8df3447b03d8935ef021fab76010aa7f")))
                        .isEqualTo(golden("full")));
    }

    @Test
    void each_kind_of_event_tells_the_whole_item_as_it_was_afterwards() {
        Item item = new Item(
                "A",
                "An item",
                ItemType.INVENTORIED,
                "EA",
                0,
                null,
                null,
                false,
                false,
                null,
                null,
                ItemStatus.PENDING,
                List.of("receiving"));
        Stamp stamp = new Stamp(Instant.parse("2026-11-01T05:00:00Z"), "dora");
        byte[] created = bytes(ItemAnnouncements.of(new ItemCreated(item), stamp));

        assertThat(bytes(ItemAnnouncements.of(new ItemEdited(item), stamp))).isEqualTo(created);
        assertThat(bytes(ItemAnnouncements.of(new ItemStatusSet(item), stamp))).isEqualTo(created);
        assertThat(bytes(ItemAnnouncements.of(new ItemUsed("receiving", item), stamp)))
                .isEqualTo(created);
    }

    private static byte[] bytes(List<Draft> drafts) {
        assertThat(drafts).hasSize(1);
        return drafts.getFirst().body().bytes("item-catalog.item:A.2", "0".repeat(64));
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream file =
                ItemAnnouncementsTest.class.getResourceAsStream("/contract/golden/ItemChanged.v1/" + name + ".json")) {
            return JSON.readTree(file);
        }
    }
}
