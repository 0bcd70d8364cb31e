package org.lotledger.catalog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.catalog.hold.HoldContent;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.catalog.hold.HoldKind;
import org.lotledger.catalog.hold.Release;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

class HoldAnnouncementsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOT_ID = "1e223ef0-edca-5c39-b820-150182976e49";
    private static final Instant OCCURRED = Instant.parse("2026-11-07T12:00:00Z");
    private static final Instant PLACED = Instant.parse("2026-11-07T12:00:03Z");

    @Test
    void a_recall_is_announced_as_the_contract_shows_it() throws IOException {
        List<Draft> drafts = HoldAnnouncements.of(
                new HoldPlaced(content(HoldKind.RECALL, "Z-1234-2027", OCCURRED)), new Stamp(PLACED, "dora"));

        assertThat(drafts).singleElement().satisfies(draft -> {
            assertThat(draft.topic()).isEqualTo("lot-events");
            assertThat(draft.key()).isEqualTo(LOT_ID);
            assertThat(draft.type()).isEqualTo("LotAdjusted.v1");
            assertThat(JSON.readTree(draft.body().bytes("item-catalog." + LOT_ID + ".1", null)))
                    .isEqualTo(golden());
        });
    }

    @ParameterizedTest
    @EnumSource
    void each_kind_is_its_own_reason_and_without_a_notice_there_is_no_reference(HoldKind kind) throws IOException {
        JsonNode announced = announced(
                HoldAnnouncements.of(new HoldPlaced(content(kind, null, OCCURRED)), new Stamp(PLACED, "dora")));

        assertThat(announced.path("reason").asText()).isEqualTo(kind.name());
        assertThat(announced.has("references")).isFalse();
    }

    @Test
    void a_release_corrects_the_event_that_told_of_the_hold() throws IOException {
        Instant released = Instant.parse("2026-11-08T09:00:00Z");
        JsonNode announced = announced(HoldAnnouncements.of(
                new HoldReleased(
                        content(HoldKind.RECALL, "Z-1234-2027", OCCURRED),
                        new Release("Tested: sound", released, "eve"),
                        "item-catalog." + LOT_ID + ".1"),
                new Stamp(released, "eve")));

        assertThat(announced).isEqualTo(JSON.readTree("""
                        {"eventId":"item-catalog.%1$s.2","previousHash":"%2$s","lotId":"%1$s","itemCode":"GAUZE-10",
                         "lotNumber":"104303/5","reason":"RELEASE","quantityChange":0,"unit":"EA",
                         "document":{"type":"LOT_HOLD","number":"2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001"},
                         "reasonText":"Tested: sound",
                         "occurredAt":"2026-11-08T09:00:00Z","recordedAt":"2026-11-08T09:00:00Z","actor":"eve",
                         "corrects":"item-catalog.%1$s.1"}""".formatted(LOT_ID, "0".repeat(64))));
    }

    @Test
    void a_hold_that_began_ahead_of_our_clock_does_not_end_before_it() throws IOException {
        Instant ahead = PLACED.plusSeconds(50);
        Instant released = PLACED.plusSeconds(1);
        JsonNode announced = announced(HoldAnnouncements.of(
                new HoldReleased(
                        content(HoldKind.HOLD, null, ahead),
                        new Release("A mistake", released, "eve"),
                        "item-catalog.x.1"),
                new Stamp(released, "eve")));

        assertThat(announced.path("occurredAt").asText()).isEqualTo(ahead.toString());
        assertThat(announced.path("recordedAt").asText()).isEqualTo(released.toString());
    }

    private static HoldContent content(HoldKind kind, String notice, Instant occurredAt) {
        return new HoldContent(
                UUID.fromString("2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001"),
                "GAUZE-10",
                new LotNumber("104303/5"),
                "EA",
                kind,
                "Seals may be open",
                notice,
                occurredAt,
                PLACED,
                "dora");
    }

    private static JsonNode announced(List<Draft> drafts) throws IOException {
        assertThat(drafts).hasSize(1);
        return JSON.readTree(drafts.getFirst().body().bytes("item-catalog." + LOT_ID + ".2", "0".repeat(64)));
    }

    private static JsonNode golden() throws IOException {
        try (InputStream file =
                HoldAnnouncementsTest.class.getResourceAsStream("/contract/golden/LotAdjusted.v1/recall.json")) {
            return JSON.readTree(file);
        }
    }
}
